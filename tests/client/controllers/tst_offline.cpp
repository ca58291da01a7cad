#include "tests/client/controllers/offlinetest.h"

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

// What a person sees without a server, and what becomes of it when there is one again.
class TestOffline : public OfflineTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void theWholePictureIsThereWithoutAServer()
    {
        write(10);
        signIn();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(m_client->rooms.find(room)->membersKnown, patienceMs);
        startOffline();
        QTRY_COMPARE_WITH_TIMEOUT(m_client->list.count(), 1, patienceMs);
        QVERIFY(m_client->roomsController.isLoaded());
        QCOMPARE(m_client->list.rows().first().title, QStringLiteral("Hikers"));
        QCOMPARE(m_client->list.rows().first().lastText, QStringLiteral("message 10"));
        QCOMPARE(m_client->list.rows().first().unread, 10);
        open();
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 10, patienceMs);
        QCOMPARE(rows().first().senderName, QStringLiteral("Jun"));
        QTRY_COMPARE_WITH_TIMEOUT(m_client->conversation.members()->rowCount(), 2, patienceMs);
    }

    void aRoomIsPaintedBeforeTheServerAnswers()
    {
        write(100);
        m_room->readSeq = 100;
        signIn();
        open();
        settle();
        startOnline();
        // It never answers any more.
        for (const char* method : {"room.list", "message.history", "message.changes", "room.get"})
            m_peer->on(
                QString::fromLatin1(method), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 100, patienceMs);
    }

    void historyIsReadOfflineAsFarAsItIsHeld()
    {
        write(200);
        m_room->readSeq = 200;
        signIn();
        open();
        load(MessageStore::Page::Older);
        QCOMPARE(window()->firstSeq(), 81);
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->firstSeq(), 141, patienceMs);
        QVERIFY(window()->hasOlder());
        QVERIFY(!m_client->messages.isOutOfReach(room, MessageStore::Page::Older));
        load(MessageStore::Page::Older);
        QVERIFY(m_lastLoad.ok());
        QCOMPARE(window()->firstSeq(), 81);
        QCOMPARE(window()->lastSeq(), 200);
        // Here it ends, and is not said to be the beginning.
        QVERIFY(window()->hasOlder());
        QVERIFY(m_client->messages.isOutOfReach(room, MessageStore::Page::Older));
        load(MessageStore::Page::Older);
        QCOMPARE(m_lastLoad.error().code, ErrorCode::Unavailable);
        QCOMPARE(window()->firstSeq(), 81);
        goOnline();
        QVERIFY(!m_client->messages.isOutOfReach(room, MessageStore::Page::Older));
        load(MessageStore::Page::Older);
        QCOMPARE(window()->firstSeq(), 21);
    }

    void pagesAreNotAskedForTwice()
    {
        write(200);
        m_room->readSeq = 200;
        signIn();
        open();
        load(MessageStore::Page::Older);
        load(MessageStore::Page::Older);
        load(MessageStore::Page::Older);
        QCOMPARE(window()->firstSeq(), 1);
        QVERIFY(!window()->hasOlder());
        QCOMPARE(asked("message.history"), 4);
        settle();
        startOnline();
        open();
        load(MessageStore::Page::Older);
        load(MessageStore::Page::Older);
        load(MessageStore::Page::Older);
        QCOMPARE(window()->firstSeq(), 1);
        QVERIFY(!window()->hasOlder());
        load(MessageStore::Page::Around, 50);
        QVERIFY(window()->find(50));
        load(MessageStore::Page::Newer);
        QVERIFY(window()->lastSeq() > 100);
        QCOMPARE(asked("message.history"), 4);
    }

    void aHoleIsNotShownAsIfItWereNone()
    {
        write(300);
        m_room->readSeq = 300;
        signIn();
        open();
        load(MessageStore::Page::Around, 50);
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 300, patienceMs);
        QCOMPARE(window()->firstSeq(), 241);
        load(MessageStore::Page::Around, 50);
        QVERIFY(window()->find(50));
        QCOMPARE(window()->lastSeq(), 79);
        QVERIFY(window()->hasNewer());
        QVERIFY(m_client->messages.isOutOfReach(room, MessageStore::Page::Newer));
        load(MessageStore::Page::Newer);
        QVERIFY(!m_lastLoad.ok());
        load(MessageStore::Page::Newest);
        QCOMPARE(window()->lastSeq(), 300);
        QVERIFY(!window()->hasNewer());
    }

    void whatChangedWhileAwayIsFetchedWhenARoomIsOpened()
    {
        write(80);
        m_room->readSeq = 80;
        signIn();
        open();
        settle();
        m_client.reset();
        m_room->change(75, QStringLiteral("edited_at"), QStringLiteral("better"));
        m_room->change(76, QStringLiteral("deleted_at"), {});
        write(3);
        startOnline();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_client->list.rows().first().lastText, QStringLiteral("message 83"), patienceMs);
        // Lazily: it is not open.
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->catchUp.isRunning(), patienceMs);
        QCOMPARE(asked("message.changes"), 0);
        m_client->roomsController.openRoom(m_room->id);
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 83, patienceMs);
        QCOMPARE(window()->find(75)->text, QStringLiteral("better"));
        QVERIFY(window()->find(76)->deletedAt);
        QCOMPARE(asked("message.changes"), 1);
        const qsizetype pages = asked("message.history");
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 83, patienceMs);
        QCOMPARE(window()->find(75)->text, QStringLiteral("better"));
        QCOMPARE(asked("message.history"), pages);
    }

    void olderPagesAreCaughtUpBeforeTheyJoinWhatIsShown()
    {
        write(200);
        m_room->readSeq = 200;
        signIn();
        open();
        load(MessageStore::Page::Older);
        settle();
        m_client.reset();
        m_room->change(100, QStringLiteral("edited_at"), QStringLiteral("better"));
        startOnline();
        // What has changed is long in coming: then the page is the server's, not the copy's.
        m_peer->on(
            QStringLiteral("message.changes"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        open();
        load(MessageStore::Page::Older);
        QCOMPARE(window()->find(100)->text, QStringLiteral("better"));
    }

    void whatCannotBeToldAnyMoreIsReadAnew()
    {
        write(80);
        m_room->readSeq = 80;
        signIn();
        open();
        settle();
        m_client.reset();
        m_room->resetAfter = 10;
        m_room->change(30, QStringLiteral("edited_at"), QStringLiteral("unseen"));
        write(100);
        m_room->readSeq = 180;
        startOnline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 180, patienceMs);
        load(MessageStore::Page::Older);
        load(MessageStore::Page::Older);
        QCOMPARE(window()->find(30)->text, QStringLiteral("unseen"));
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 180, patienceMs);
        load(MessageStore::Page::Older);
        load(MessageStore::Page::Older);
        QCOMPARE(window()->find(30)->text, QStringLiteral("unseen"));
    }

    void whatComesToAnOpenWindowIsHeldToo()
    {
        write(5);
        signIn();
        open();
        write(1);
        m_peer->notify(
            QStringLiteral("message.created"), {{QStringLiteral("message"), m_room->messages.last()}});
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 6, patienceMs);
        m_peer->notify(QStringLiteral("message.changed"),
            {{QStringLiteral("message"),
                m_room->change(2, QStringLiteral("edited_at"), QStringLiteral("better"))}});
        QTRY_COMPARE_WITH_TIMEOUT(window()->find(2)->text, QStringLiteral("better"), patienceMs);
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 6, patienceMs);
        QCOMPARE(window()->find(2)->text, QStringLiteral("better"));
    }

    void whatIsSentOfflineShowsWhereverOneHasScrolledTo()
    {
        write(600);
        m_room->readSeq = 600;
        signIn();
        open();
        while (window()->firstSeq() > 1)
            load(MessageStore::Page::Older);
        QVERIFY(window()->hasNewer()); // the newest are no longer in memory
        goOffline();
        QVERIFY(m_client->conversation.send(QStringLiteral("from the tunnel")));
        QTRY_COMPARE_WITH_TIMEOUT(rows().first().text, QStringLiteral("from the tunnel"), patienceMs);
        QCOMPARE(rows().first().state, QStringLiteral("sending"));
        QCOMPARE(rows().at(1).text, QStringLiteral("message 600"));
        goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(rows().first().state, QStringLiteral("stored"), patienceMs);
        QCOMPARE(m_room->messages.last().value(QStringLiteral("text")).toString(),
            QStringLiteral("from the tunnel"));
    }

    void anUnsentMessageIsInItsPlaceAfterARestartOffline()
    {
        write(3);
        signIn();
        open();
        settle();
        startOffline();
        open();
        QVERIFY(m_client->conversation.send(QStringLiteral("one")));
        QVERIFY(m_client->conversation.send(QStringLiteral("two")));
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 5, patienceMs);
        QCOMPARE(rows().at(0).text, QStringLiteral("two"));
        QCOMPARE(rows().at(1).text, QStringLiteral("one"));
        goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(m_room->head(), 5, patienceMs);
        QCOMPARE(m_room->messages.at(3).value(QStringLiteral("text")).toString(), QStringLiteral("one"));
    }

    void readingOfflineIsToldAfterARestart()
    {
        write(3);
        signIn();
        open();
        settle();
        startOffline();
        open();
        m_client->conversation.markRead(3);
        settle();
        startOffline();
        QCOMPARE(m_client->rooms.find(room)->unread, 0);
        QCOMPARE(m_room->readSeq, 0);
        goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(m_room->readSeq, 3, patienceMs);
    }

    void aRoomThatIsLeftLeavesNothing()
    {
        write(3);
        signIn();
        open();
        m_peer->notify(QStringLiteral("room.removed"),
            {{QStringLiteral("room"), m_room->id}, {QStringLiteral("reason"), QStringLiteral("kicked")}});
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->rooms.find(room), patienceMs);
        settle();
        startOffline();
        QVERIFY(m_client->rooms.rooms().isEmpty());
        QVERIFY(!m_client->messages.held().find(room));
    }

    void whoSignsOutLeavesNothing()
    {
        write(3);
        signIn();
        open();
        settle();
        const QString path = LocalCopy::pathOf(m_folder->path(), m_client->accounts.cacheKey());
        QVERIFY(QFile::exists(path));
        m_client->connection.logout();
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->session.isActive(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path), patienceMs);
        QVERIFY(!QFile::exists(path % QLatin1String("-wal")));
    }
};

QTEST_GUILESS_MAIN(TestOffline)
#include "tst_offline.moc"
