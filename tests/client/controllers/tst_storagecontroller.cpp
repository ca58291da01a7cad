#include "tests/client/cache/fulldisk.h"
#include "tests/client/controllers/offlinetest.h"

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

// How much is kept, and what becomes of it on a damaged or full disk.
class TestStorage : public OfflineTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

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
};

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storagecontroller.moc"
