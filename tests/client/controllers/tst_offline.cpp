#include "tests/client/cache/fulldisk.h"
#include "tests/client/controllers/client.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
// A disk that others keep busy may hold up a thread for seconds.
constexpr int patienceMs = 30'000;
} // namespace

// What a person sees without a server, and what becomes of it when there is one again. A restart is a new
// client on the same folder.
class TestOffline : public QObject {
    Q_OBJECT

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

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_room = std::make_unique<ServedRoom>(*m_peer);
        m_room->serveChanges(*m_peer);
        m_chest = {};
    }
    void cleanup()
    {
        m_client.reset();
        m_peer.reset();
        m_room.reset();
        m_folder.reset();
    }

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

    void whatIsKeptIsBoundedPerRoom()
    {
        write(300);
        m_room->readSeq = 300;
        signIn();
        m_client->messages.held().setBounds({100, 1'000'000'000});
        open();
        while (window()->firstSeq() > 1)
            load(MessageStore::Page::Older);
        QVERIFY(m_client->messages.held().count() <= 105);
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 300, patienceMs); // the newest stay
        while (!m_client->messages.isOutOfReach(room, MessageStore::Page::Older))
            load(MessageStore::Page::Older);
        QVERIFY(window()->firstSeq() >= 196);
        QVERIFY(window()->hasOlder());
        goOnline();
        load(MessageStore::Page::Older);
        QVERIFY(window()->firstSeq() < 196);
    }

    void whatIsKeptIsBoundedInAll()
    {
        write(3000);
        m_room->readSeq = 3000;
        signIn();
        open();
        const qint64 most = 600'000;
        m_client->messages.held().setBounds({20'000, most});
        while (window()->firstSeq() > 1)
            load(MessageStore::Page::Older);
        settle();
        settle(); // what was found too much is deleted by then
        m_client->storage.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->storage.isBusy(), patienceMs);
        QVERIFY2(m_client->messages.held().count() < 3000, "nothing was given up");
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 3000, patienceMs);
    }

    void clearingKeepsWhatWasTyped()
    {
        write(500);
        m_room->readSeq = 500;
        signIn();
        open();
        for (int i = 0; i < 6; ++i)
            load(MessageStore::Page::Older);
        m_client->conversation.setDraft(QStringLiteral("half a thought"));
        settle();
        StorageController& storage = m_client->storage;
        QCOMPARE(storage.bytes(), -1);
        storage.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!storage.isBusy(), patienceMs);
        const qint64 before = storage.bytes();
        QVERIFY(before > 100'000);
        QCOMPARE(storage.messages(), 420);
        goOffline();
        QVERIFY(m_client->outbox.enqueue(room, QStringLiteral("on its way")).ok());
        storage.clear();
        QTRY_VERIFY_WITH_TIMEOUT(!storage.isBusy(), patienceMs);
        QCOMPARE(storage.messages(), 0);
        QVERIFY2(storage.bytes() < before / 2, qPrintable(QString::number(storage.bytes())));
        settle();
        startOffline();
        QCOMPARE(m_client->rooms.rooms().size(), 1); // what is known is written again
        m_client->roomsController.openRoom(m_room->id);
        QCOMPARE(m_client->conversation.draft(), QStringLiteral("half a thought"));
        QCOMPARE(m_client->outbox.ofRoom(room).size(), 1);
        goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(m_room->head(), 501, patienceMs);
    }

    void damageToTheCopyTouchesNothingThatWasTyped()
    {
        write(60);
        m_room->readSeq = 60;
        signIn();
        open();
        goOffline();
        m_client->conversation.setDraft(QStringLiteral("half a thought"));
        QVERIFY(m_client->outbox.enqueue(room, QStringLiteral("on its way")).ok());
        settle();
        const QString path = LocalCopy::pathOf(m_folder->path(), m_client->accounts.cacheKey());
        m_client.reset();
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qint64 size = file.size();
            QVERIFY(file.seek(4096));
            file.write(QByteArray(int(size) - 4096, '\x5a'));
        }
        startOffline();
        goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(m_room->head(), 61, patienceMs);
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 61, patienceMs);
        QCOMPARE(m_client->conversation.draft(), QStringLiteral("half a thought"));
        settle();
        startOffline();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 61, patienceMs);
    }

    void onAFullDiskChatGoesOnAndNothingTypedIsLost()
    {
        write(5);
        signIn();
        open();
        settle();
        QSignalSpy told(&m_client->drafts, &DraftStore::unwritable);
        QSignalSpy toldOfCopy(&m_client->keeper, &CopyKeeper::unwritable);
        {
            const FullDisk disk(4096);
            m_client->conversation.setDraft(QStringLiteral("half a thought"));
            m_client->drafts.flush();
            m_client->drafts.flush();
            QCOMPARE(told.size(), 1);
            QCOMPARE(m_client->conversation.draft(), QStringLiteral("half a thought"));
            // Not taken from the composer, since a crash would lose it.
            QVERIFY(!m_client->conversation.send(QStringLiteral("important")));
            QVERIFY(!m_client->conversation.error().isEmpty());
            write(300);
            for (qint64 seq = 6; seq <= 305; ++seq)
                m_peer->notify(QStringLiteral("message.created"),
                    {{QStringLiteral("message"), m_room->messages.at(seq - 1)}});
            QTRY_COMPARE_WITH_TIMEOUT(window()->lastSeq(), 305, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(toldOfCopy.size(), 1, patienceMs);
            load(MessageStore::Page::Older);
            QVERIFY(m_lastLoad.ok());
        }
        QVERIFY(m_client->conversation.send(QStringLiteral("important")));
        m_client->conversation.setDraft(QStringLiteral("half a thought"));
        m_client->drafts.flush();
        startOffline();
        open();
        QCOMPARE(m_client->conversation.draft(), QStringLiteral("half a thought"));
    }

private:
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

QTEST_GUILESS_MAIN(TestOffline)
#include "tst_offline.moc"
