#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUuid>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/messagewindow.h"
#include "shared/core/result.h"

#include <QCoro/QCoroTask>
#endif
#include <map>

namespace madang::client {

class Connection;
class PeopleStore;
class RoomStore;

// The stretches of messages that are being looked at, one a room, and what fetches them. At most
// `roomsMost` rooms and about `windowMost` messages of each are held.
class MessageStore : public QObject {
    Q_OBJECT

public:
    static constexpr int pageSize = 60;
    static constexpr qsizetype windowMost = 400;
    static constexpr size_t roomsMost = 8;

    enum class Page { Newest, Around, Older, Newer };

    MessageStore(Connection& connection, RoomStore& rooms, PeopleStore& people, QObject* parent = nullptr);

    // Never null; not loaded where nothing was asked for yet.
    [[nodiscard]] const MessageWindow* window(madang::RoomId room);
    [[nodiscard]] bool isLoading(madang::RoomId room, Page page) const;

    // Fetches a page; nothing happens where the same is under way or there is nothing to fetch.
    [[nodiscard]] QCoro::Task<Result<void>> load(madang::RoomId room, Page page, qint64 around = 0);

    // Whether the view stands at the newest message, so that old ones may go when new ones come.
    void setFollowing(madang::RoomId room, bool following);

    // A message as an event or an answer brought it.
    void apply(const protocol::Message& message);
    // After a break: fetches what every held stretch lacks. False where the connection broke again.
    [[nodiscard]] QCoro::Task<bool> catchUp();

    void forget(madang::RoomId room);
    void clear();

Q_SIGNALS:
    void changed(madang::RoomId room);
    void loadingChanged(madang::RoomId room);
    // A message of mine is known to be stored.
    void mineStored(const QUuid& clientId);

private:
    struct Slot {
        MessageWindow window;
        quint64 epoch = 0; // grows when the stretch begins anew
        std::map<Page, bool> loading;
        bool following = true;
        bool filling = false;
        qint64 keepTo = 0; // while not following: what the person may be looking at goes up to here
        quint64 usedAt = 0;
    };

    Slot& slot(RoomId room);
    Slot* findSlot(RoomId room);
    void evict();
    void learn(const protocol::Message& message);
    void setLoading(RoomId room, Page page, bool on);
    void merge(Slot& slot, Page page, const protocol::MessageHistory::Result& result);
    void trimLive(Slot& slot);
    QCoro::Task<bool> fetchChanges(RoomId room);
    void fillGaps();

    Connection& m_connection;
    RoomStore& m_rooms;
    PeopleStore& m_people;
    std::map<RoomId, Slot> m_slots;
    quint64 m_uses = 0;
    QTimer m_gapTimer;
};

} // namespace madang::client
