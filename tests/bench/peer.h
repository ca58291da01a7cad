#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <atomic>
#include <map>
#include <memory>
#include <thread>
#include <vector>

// What the peer does wrong, or differently.
struct Faults {
    int loseEvery = 0; // of so many messages, one is not shown to one reader
    int doubleEvery = 0; // … one is shown twice to one reader
    int swapEvery = 0; // … one is shown to one reader after its successor
    int differEvery = 0; // … one is shown to one reader with another text
    int refuseEvery = 0; // … one is refused with 429
    bool silent = false; // sends are never answered
    int stallMs = 0; // once, at the 20th message, nothing is served for so long
    bool fragments = false; // every message comes in two frames with a ping between them
    bool foreignForm = false; // JSON with blanks and another order of members
};

// The smallest server that a crowd takes for one, on a thread of its own: rooms, seq, fan-out, no storage.
class Peer {
public:
    explicit Peer(Faults faults);
    ~Peer();
    [[nodiscard]] quint16 port() const noexcept { return m_port; }

    std::atomic<int> pongs{0};
    std::atomic<int> streamAcks{0};
    std::atomic<int> unmasked{0}; // client frames that were not masked
    std::atomic<int> wrongStreamAcks{0}; // acknowledged more than was sent, or after more than 100 events

private:
    struct Client {
        int descriptor = -1;
        bool upgraded = false;
        QByteArray incoming;
        qint64 sent = 0; // counted events
        qint64 acknowledged = 0;
        QByteArray user;
    };
    struct Room {
        std::vector<int> members; // descriptors
        qint64 seq = 0;
        QByteArray held; // swapped: comes after the next
    };

    void serve();
    void read(Client& client);
    bool upgrade(Client& client);
    bool takeFrame(Client& client);
    void answer(Client& client, const QJsonObject& request);
    void say(Client& client, const QJsonObject& params);
    void fanOut(Room& room, const QJsonObject& message);
    void join(Client& client, const QByteArray& room);
    void send(Client& client, const QByteArray& text);
    void sendJson(Client& client, const QJsonObject& object);
    void sendEvent(Client& client, const QByteArray& text);

    const Faults m_faults;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_stops{false};
    int m_messages = 0;
    std::map<int, Client> m_clients;
    QHash<QByteArray, Room> m_rooms;
    std::thread m_thread;
};
