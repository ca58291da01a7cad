#include "client/controllers/linkcontroller.h"

#include "tests/client/controllers/client.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
constexpr int patienceMs = 30'000;
}

// Links on a client that is signed in, is not yet, or is without a connection.
class TestLinkController : public QObject {
    Q_OBJECT

    using Refusal = LinkController::Refusal;

    void signIn()
    {
        m_client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_VERIFY_WITH_TIMEOUT(m_client->session.isActive() && m_client->rooms.isLoaded(), patienceMs);
    }
    [[nodiscard]] QString linkTo(qint64 seq) const
    {
        return DeepLink::to(QUrl(QStringLiteral("ws://chat.test:8765/ws")), RoomId(11), seq).toString();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_room = std::make_unique<ServedRoom>(*m_peer);
        for (int i = 0; i < 300; ++i)
            m_room->fromJun(QStringLiteral("message %1").arg(i + 1));
        m_room->readSeq = 200;
        m_client = std::make_unique<Client>(*m_peer, m_chest, m_folder->path());
        m_links = std::make_unique<LinkController>(m_client->connection, m_client->session, m_client->rooms,
            m_client->roomsController, m_client->conversation);
        m_refused = std::make_unique<QSignalSpy>(m_links.get(), &LinkController::refused);
        m_jumped = std::make_unique<QSignalSpy>(&m_client->conversation, &ConversationController::jumpTo);
        m_client->session.begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_client->session.isKnown(), patienceMs);
    }
    void cleanup()
    {
        m_links.reset();
        m_client.reset();
    }

    void aMessageFarAwayIsShown()
    {
        signIn();
        m_links->open(linkTo(20));
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_jumped->isEmpty() && m_jumped->last().at(1).toLongLong() == 20, patienceMs);
        QCOMPARE(m_client->roomsController.currentRoom(), RoomId(11));
        const int row = m_jumped->last().at(0).toInt();
        QCOMPARE(m_client->conversation.timeline()->rows().at(row).seq, 20);
        // It was not led away again to where reading stopped.
        QTest::qWait(0);
        QCOMPARE(m_jumped->last().at(1).toLongLong(), 20);
    }

    void aMessageOfTheOpenRoom()
    {
        signIn();
        m_client->roomsController.openRoom(m_room->id);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->conversation.timeline()->rowCount() > 0, patienceMs);
        m_links->open(linkTo(205));
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_jumped->isEmpty() && m_jumped->last().at(1).toLongLong() == 205, patienceMs);
    }

    void beforeSigningInItIsKept()
    {
        m_links->open(linkTo(290));
        QTest::qWait(0);
        QVERIFY(m_client->roomsController.currentRoom().isNull());
        signIn();
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_jumped->isEmpty() && m_jumped->last().at(1).toLongLong() == 290, patienceMs);
        QVERIFY(m_refused->isEmpty());
    }

    void whoGoesElsewhereIsNotCalledBack()
    {
        signIn();
        m_links->open(linkTo(20));
        m_client->roomsController.closeRoom();
        m_client->roomsController.openRoom(m_room->id);
        m_client->roomsController.closeRoom();
        QTest::qWait(0);
        m_client->roomsController.openRoom(m_room->id);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->conversation.timeline()->rowCount() > 0, patienceMs);
        QTest::qWait(0);
        QVERIFY(m_peer->asked(QStringLiteral("message.history")).last().params.value(QStringLiteral("around"))
            != QJsonValue(20));
    }

    void whatLeadsNowhereIsSaid_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<Refusal>("why");
        QTest::newRow("malformed") << QStringLiteral("madang://chat.test/") << Refusal::Malformed;
        QTest::newRow("elsewhere") << DeepLink{QStringLiteral("evil.test"), 8765, RoomId(11), 1}.toString()
                                   << Refusal::OtherServer;
        QTest::newRow("unknown") << DeepLink{QStringLiteral("chat.test"), 8765, RoomId(12), 1}.toString()
                                 << Refusal::NoSuchRoom;
    }
    void whatLeadsNowhereIsSaid()
    {
        QFETCH(QString, link);
        QFETCH(Refusal, why);
        signIn();
        m_links->open(link);
        QCOMPARE(m_refused->count(), 1);
        QCOMPARE(m_refused->first().first().value<Refusal>(), why);
        QVERIFY(m_client->roomsController.currentRoom().isNull());
    }

    void theLinkOfAMessageLeadsBack()
    {
        signIn();
        QCOMPARE(m_links->linkTo(3), QString());
        m_client->roomsController.openRoom(m_room->id);
        QCOMPARE(m_links->linkTo(3), linkTo(3));
    }

private:
    Chest m_chest;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<ServedRoom> m_room;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<LinkController> m_links;
    std::unique_ptr<QSignalSpy> m_refused;
    std::unique_ptr<QSignalSpy> m_jumped;
};

QTEST_GUILESS_MAIN(TestLinkController)
#include "tst_linkcontroller.moc"
