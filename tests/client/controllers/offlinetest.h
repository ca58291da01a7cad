#pragma once

#include "tests/client/controllers/client.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

namespace madang::client::test {

// A disk that others keep busy may hold up a thread for seconds.
constexpr int patienceMs = 30'000;

// A client, its folder, and a server in memory that can be out of reach. A restart is a new client on the
// same folder.
class OfflineTest : public QObject {
protected:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_room = std::make_unique<ServedRoom>(*m_peer);
        m_room->serveChanges(*m_peer);
        m_chest = {};
    }
    void end()
    {
        m_client.reset();
        m_peer.reset();
        m_room.reset();
        m_folder.reset();
    }
    void start()
    {
        m_client.reset();
        m_client = std::make_unique<Client>(*m_peer, m_chest, m_folder->path());
        m_client->session.begin();
    }
    void startOffline()
    {
        m_peer->reachable = false;
        start();
        QTRY_VERIFY_WITH_TIMEOUT(m_client->session.isActive(), patienceMs);
    }
    void startOnline()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_client->session.isActive() && m_client->connection.isConnected(), patienceMs);
    }
    void signIn()
    {
        start();
        m_client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_VERIFY_WITH_TIMEOUT(m_client->session.isActive() && m_client->rooms.isLoaded(), patienceMs);
        settle(); // the copy is made only now
    }
    void goOnline()
    {
        m_peer->reachable = true;
        m_client->connection.retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_client->connection.isConnected() && !m_client->catchUp.isRunning(), patienceMs);
    }
    void goOffline()
    {
        m_peer->reachable = false;
        m_peer->cut();
        QVERIFY(!m_client->connection.isConnected());
    }
    void open()
    {
        m_client->roomsController.openRoom(m_room->id);
        QTRY_VERIFY_WITH_TIMEOUT(window()->isLoaded(), patienceMs);
    }
    const MessageWindow* window() { return m_client->messages.window(room); }
    [[nodiscard]] QStringList texts()
    {
        QStringList all;
        for (const protocol::Message& one : window()->messages())
            all.append(one.text);
        return all;
    }
    const QList<TimelineRow>& rows() { return m_client->conversation.timeline()->rows(); }
    void write(int count)
    {
        for (int i = 0; i < count; ++i)
            m_room->fromJun(QStringLiteral("message %1").arg(m_room->head() + 1));
    }
    [[nodiscard]] qsizetype asked(const char* method) const
    {
        return m_peer->asked(QString::fromLatin1(method)).size();
    }
    void load(MessageStore::Page page, qint64 around = 0)
    {
        m_loaded = false;
        run(page, around);
        QTRY_VERIFY_WITH_TIMEOUT(m_loaded, patienceMs);
    }
    QCoro::Task<void> run(MessageStore::Page page, qint64 around)
    {
        m_lastLoad = co_await m_client->messages.load(room, page, around);
        m_loaded = true;
    }
    // All that was given to the copy is in its file.
    void settle()
    {
        m_settled = false;
        m_client->keeper.flush();
        m_client->copy.read<int>([](CopyDatabase&) { return 0; }, [this](int) { m_settled = true; });
        QTRY_VERIFY_WITH_TIMEOUT(m_settled, patienceMs);
    }

    const RoomId room{11};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<ServedRoom> m_room;
    Chest m_chest;
    std::unique_ptr<Client> m_client;
    Result<void> m_lastLoad;
    bool m_loaded = false;
    bool m_settled = false;
};

} // namespace madang::client::test
