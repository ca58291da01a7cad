#include "client/cache/accountcache.h"
#include "client/cache/draftcache.h"
#include "client/cache/outboxcache.h"
#include "client/cache/profiledatabase.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace madang::client;

namespace {
CachedOutgoing outgoing(const char* room, const char* id, const char* text)
{
    CachedOutgoing one;
    one.room = QString::fromLatin1(room);
    one.clientId = QString::fromLatin1(id);
    one.text = QString::fromUtf8(text);
    one.queuedAt = 1000;
    one.failReason = QStringLiteral("");
    return one;
}
const QString me = QStringLiteral("me@server");
} // namespace

class TestProfileDatabase : public QObject {
    Q_OBJECT

    std::unique_ptr<ProfileDatabase> open()
    {
        auto opened = ProfileDatabase::open(m_folder->path());
        return opened ? std::move(opened).value() : nullptr;
    }
    QStringList filesLike(const QString& pattern) const
    {
        return QDir(m_folder->path()).entryList({pattern});
    }

    // The file as the first version wrote it.
    void writeVersion1(int version) const
    {
        const QStringList statements{
            QStringLiteral(
                "CREATE TABLE account (id INTEGER PRIMARY KEY CHECK (id = 1), server TEXT NOT NULL,"
                " user_id TEXT NOT NULL, handle TEXT NOT NULL, name TEXT NOT NULL)"),
            QStringLiteral(
                "CREATE TABLE draft (account TEXT NOT NULL, room TEXT NOT NULL, text TEXT NOT NULL,"
                " updated_at INTEGER NOT NULL, PRIMARY KEY (account, room)) WITHOUT ROWID"),
            QStringLiteral("CREATE TABLE outbox (position INTEGER PRIMARY KEY AUTOINCREMENT,"
                           " account TEXT NOT NULL, room TEXT NOT NULL, client_id TEXT NOT NULL UNIQUE,"
                           " text TEXT NOT NULL, queued_at INTEGER NOT NULL,"
                           " failed INTEGER NOT NULL DEFAULT 0, fail_code INTEGER NOT NULL DEFAULT 0,"
                           " fail_reason TEXT NOT NULL DEFAULT '')"),
            QStringLiteral("CREATE INDEX outbox_account ON outbox (account, position)"),
            QString::fromUtf8("INSERT INTO account VALUES (1, 'ws://a/ws', 'u1', 'mina', '미나')"),
            QStringLiteral("INSERT INTO draft VALUES ('me@server', 'r1', 'half a', 1)"),
            QStringLiteral("INSERT INTO outbox (account, room, client_id, text, queued_at)"
                           " VALUES ('me@server', 'r1', 'a', 'unsent', 1000)"),
            QStringLiteral("PRAGMA user_version = %1").arg(version),
        };
        const QString connection = QStringLiteral("version1");
        {
            QSqlDatabase file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            file.setDatabaseName(m_folder->filePath(QStringLiteral("madang.sqlite")));
            QVERIFY(file.open());
            QSqlQuery query(file);
            for (const QString& statement : statements)
                QVERIFY2(query.exec(statement), qPrintable(statement));
            query.finish();
            file.close();
        }
        QSqlDatabase::removeDatabase(connection);
    }

    void fill()
    {
        const auto database = open();
        AccountCache(*database).save(
            {QStringLiteral("ws://a/ws"), QStringLiteral("u1"), QStringLiteral("mina"), QStringLiteral("M")});
        (void)DraftCache(*database).save(me, QStringLiteral("r1"), {QStringLiteral("a draft")}, 1);
        OutboxCache outbox(*database);
        for (int i = 0; i < 500; ++i)
            QVERIFY(outbox.append(me,
                outgoing("r1", qPrintable(QString::number(i)), "a text that is long enough to fill pages")));
    }
    static void inOrder(const QList<CachedOutgoing>& rescued)
    {
        for (qsizetype i = 1; i < rescued.size(); ++i)
            QVERIFY(rescued.at(i - 1).clientId.toInt() < rescued.at(i).clientId.toInt());
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void whatIsSavedIsThereAfterAReopening()
    {
        {
            const auto database = open();
            QVERIFY(database);
            DraftCache drafts(*database);
            (void)drafts.save(
                me, QStringLiteral("r1"), {QString::fromUtf8("안녕 — 쓰다 만 글"), 5, 3, true}, 1);
            (void)drafts.save(me, QStringLiteral("r2"), {QStringLiteral("gone")}, 2);
            (void)drafts.save(me, QStringLiteral("r2"), {}, 3);
            // That it was removed is kept for as long as the server does not know.
            (void)drafts.save(me, QStringLiteral("r3"), {{}, 0, 7, true}, 3);
            (void)drafts.save(QStringLiteral("other"), QStringLiteral("r1"), {QStringLiteral("not mine")}, 4);
            AccountCache(*database).save({QStringLiteral("ws://a/ws"), QStringLiteral("u1"),
                QStringLiteral("mina"), QString::fromUtf8("미나")});
        }
        const auto database = open();
        QVERIFY(database->setAside().isEmpty());
        const auto drafts = DraftCache(*database).load(me);
        QCOMPARE(drafts.size(), 2);
        QCOMPARE(drafts.value(QStringLiteral("r1")),
            (CachedDraft{QString::fromUtf8("안녕 — 쓰다 만 글"), 5, 3, true}));
        QCOMPARE(drafts.value(QStringLiteral("r3")), (CachedDraft{QStringLiteral(""), 0, 7, true}));
        QCOMPARE(AccountCache(*database).load()->name, QString::fromUtf8("미나"));
        AccountCache(*database).clear();
        QVERIFY(!AccountCache(*database).load());
    }

    void accountsStandSideBySide()
    {
        const CachedAccount first{QStringLiteral("ws://a/ws"), QStringLiteral("u1"), QStringLiteral("mina"),
            QStringLiteral("Mina")};
        const CachedAccount second{QStringLiteral("ws://b/ws"), QStringLiteral("u2"), QStringLiteral("mina"),
            QStringLiteral("Mina at work")};
        const QString work = QStringLiteral("work");
        {
            const auto database = open();
            QCOMPARE(AccountCache::current(*database), QString());
            AccountCache(*database).save(first);
            AccountCache(*database, work).save(second);
            AccountCache(*database, work).setCurrent();
            AccountCache(*database).save(first); // once more: it stays where it is
        }
        const auto database = open();
        QCOMPARE(AccountCache::taken(*database), (QStringList{QString(), work}));
        QCOMPARE(AccountCache::current(*database), work);
        QCOMPARE(*AccountCache(*database).load(), first);
        QCOMPARE(*AccountCache(*database, work).load(), second);
        AccountCache(*database, work).clear();
        QCOMPARE(AccountCache::taken(*database), QStringList{QString()});
        QCOMPARE(AccountCache::current(*database), QString());
        QCOMPARE(*AccountCache(*database).load(), first);
    }

    void version1IsTakenOverWithoutLoss_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("by migration") << 1;
        // Set aside by a program that does not know it, and rescued row by row.
        QTest::newRow("by rescue") << 999;
    }
    void version1IsTakenOverWithoutLoss()
    {
        QFETCH(int, version);
        writeVersion1(version);
        const auto database = open();
        QVERIFY(database);
        QCOMPARE(AccountCache::taken(*database), QStringList{QString()});
        QCOMPARE(AccountCache::current(*database), QString());
        const CachedAccount mina{QStringLiteral("ws://a/ws"), QStringLiteral("u1"), QStringLiteral("mina"),
            QString::fromUtf8("미나")};
        QCOMPARE(*AccountCache(*database).load(), mina);
        QSqlQuery draft = database->prepare(QStringLiteral("SELECT account, room, text FROM draft"));
        QVERIFY(database->run(draft) && draft.next());
        QCOMPARE(draft.value(0).toString(), me);
        QCOMPARE(draft.value(2).toString(), QStringLiteral("half a"));
        QCOMPARE(OutboxCache(*database).load(me), QList{outgoing("r1", "a", "unsent")});
        QSqlQuery left = database->prepare(
            QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name = 'only_account'"));
        QVERIFY(database->run(left) && left.next());
        QCOMPARE(left.value(0).toInt(), 0);
    }

    void theOutboxKeepsItsOrder()
    {
        const auto database = open();
        OutboxCache outbox(*database);
        QVERIFY(outbox.append(me, outgoing("r1", "a", "one")));
        QVERIFY(outbox.append(me, outgoing("r2", "b", "two")));
        QVERIFY(outbox.append(me, outgoing("r1", "c", "three")));
        QVERIFY(!outbox.append(me, outgoing("r1", "c", "the same id again")));
        outbox.setFailed(QStringLiteral("a"), 403, {});
        CachedOutgoing failed = outgoing("r1", "a", "one");
        failed.failed = true;
        failed.failCode = 403;
        QCOMPARE(outbox.load(me), (QList{failed, outgoing("r2", "b", "two"), outgoing("r1", "c", "three")}));
        outbox.requeue(QStringLiteral("a"));
        QCOMPARE(outbox.load(me),
            (QList{outgoing("r2", "b", "two"), outgoing("r1", "c", "three"), outgoing("r1", "a", "one")}));
        outbox.remove(QStringLiteral("b"));
        QVERIFY(outbox.append(me, outgoing("r1", "d", "four")));
        QCOMPARE(outbox.load(me).last().clientId, QStringLiteral("d"));
        outbox.clear(me);
        QVERIFY(outbox.load(me).isEmpty());
    }

    void aCorruptFileIsSetAsideAndANewOneTaken()
    {
        {
            QFile file(m_folder->filePath(QStringLiteral("madang.sqlite")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(10'000, 'x'));
        }
        const auto database = open();
        QVERIFY(database);
        QVERIFY(!database->setAside().isEmpty());
        QCOMPARE(filesLike(QStringLiteral("madang.sqlite.corrupt-*")).size(), 1);
        QVERIFY(OutboxCache(*database).append(me, outgoing("r1", "a", "works")));
    }

    void whatCanBeReadOfATruncatedFileIsRescued()
    {
        fill();
        QFile file(m_folder->filePath(QStringLiteral("madang.sqlite")));
        QVERIFY(file.resize(file.size() / 2));
        const auto database = open();
        QVERIFY(database);
        QCOMPARE(filesLike(QStringLiteral("madang.sqlite.corrupt-*")).size(), 1);
        const QList<CachedOutgoing> rescued = OutboxCache(*database).load(me);
        QVERIFY2(rescued.size() > 50 && rescued.size() < 500, qPrintable(QString::number(rescued.size())));
        inOrder(rescued);
        QCOMPARE(DraftCache(*database).load(me).value(QStringLiteral("r1")).text, QStringLiteral("a draft"));
        QCOMPARE(AccountCache(*database).load()->handle, QStringLiteral("mina"));
    }

    void whatStandsAroundADamagedPlaceIsRescued()
    {
        fill();
        {
            QFile file(m_folder->filePath(QStringLiteral("madang.sqlite")));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(file.size() / 2));
            file.write(QByteArray(6000, '\x5a'));
        }
        const auto database = open();
        QVERIFY(database);
        const QList<CachedOutgoing> rescued = OutboxCache(*database).load(me);
        inOrder(rescued);
        // From both ends.
        QVERIFY(rescued.size() > 100 && rescued.size() < 500);
        QCOMPARE(rescued.first().clientId, QStringLiteral("0"));
        QCOMPARE(rescued.last().clientId, QStringLiteral("499"));
        QCOMPARE(database->rescued(), int(rescued.size()) + 1);
    }

    void aFileOfANewerVersionIsSetAsideUntouched()
    {
        {
            const auto database = open();
            QVERIFY(OutboxCache(*database).append(me, outgoing("r1", "a", "kept")));
            QSqlQuery query = database->prepare(
                QStringLiteral("PRAGMA user_version = %1").arg(ProfileDatabase::schemaVersion + 1));
            QVERIFY(database->run(query));
        }
        {
            // What was written goes out from this version, too: the same id makes no second message.
            const auto database = open();
            QVERIFY(database);
            QCOMPARE(OutboxCache(*database).load(me), QList{outgoing("r1", "a", "kept")});
        }
        const QStringList aside = filesLike(QStringLiteral("madang.sqlite.newer-*"));
        QVERIFY(!aside.isEmpty());
        // The newer program finds it as it left it.
        QFile::remove(m_folder->filePath(QStringLiteral("madang.sqlite")));
        QVERIFY(QFile::rename(
            m_folder->filePath(aside.first()), m_folder->filePath(QStringLiteral("madang.sqlite"))));
        const auto raw = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
        {
            QSqlDatabase opened = raw;
            opened.setDatabaseName(m_folder->filePath(QStringLiteral("madang.sqlite")));
            QVERIFY(opened.open());
            QSqlQuery query(opened);
            QVERIFY(query.exec(QStringLiteral("SELECT text FROM outbox")) && query.next());
            QCOMPARE(query.value(0).toString(), QStringLiteral("kept"));
            opened.close();
        }
    }

    void aFolderThatCannotBeWrittenIsAnError()
    {
        QVERIFY(!ProfileDatabase::open(m_folder->filePath(QStringLiteral("no/such/folder"))).ok());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestProfileDatabase)
#include "tst_profiledatabase.moc"
