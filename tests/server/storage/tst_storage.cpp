#include "server/storage/database.h"
#include "server/storage/migrator.h"
#include "server/storage/storage.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QTest>

#include <atomic>
#include <cstdio>

using namespace madang;
using namespace madang::server;

namespace {

// Appends for ever from a process that is going to be killed; writes each acknowledged message to its output,
// which is a pipe: what was written is read, whatever happens to the writer.
int appendUntilKilled(const QString& folder)
{
    auto storage = Storage::open({*DatabaseAddress::inFolder(folder), 1});
    if (!storage) {
        return 1;
    }
    TestExecutor executor;
    std::function<void(int)> next = [&](int room) {
        LogEntry entry = sending(RoomId(quint64(room)), UserId(1), QStringLiteral("x"));
        entry.clientId = QUuid::createUuid();
        (*storage)->log().append(entry, executor, [&next, room](Result<LogReceipt> receipt) {
            if (receipt) {
                std::printf("%d %lld %s\n", room, receipt->message.seq,
                    receipt->message.clientId.toByteArray().constData());
                std::fflush(stdout);
                next(room);
            }
        });
    };
    for (int i = 0; i < 30; ++i) {
        next(1 + i % 3);
    }
    for (;;) {
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}

QString openingError(const DatabaseAddress& address)
{
    const auto storage = Storage::open({address, 1});
    return storage ? QString() : storage.error().message;
}

} // namespace

class TestStorage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void addresses()
    {
        QCOMPARE(DatabaseAddress::inFolder(QStringLiteral("/a/b/"))->file, QStringLiteral("/a/b/madang.db"));
        COMPARE_ERROR(DatabaseAddress::inFolder({}), ErrorCode::Invalid);
        QCOMPARE(DatabaseAddress::fromUrl(QStringLiteral("sqlite:///var/x.db"))->file,
            QStringLiteral("/var/x.db"));
        QCOMPARE(DatabaseAddress::fromUrl(QStringLiteral("sqlite:///var/a%20b.db"))->file,
            QStringLiteral("/var/a b.db"));
        QCOMPARE(DatabaseAddress::fromUrl(QStringLiteral("sqlite:x.db"))->file,
            QDir::current().filePath(QStringLiteral("x.db")));
        for (const char* wrong : {"", "x.db", "sqlite", "sqlite:", "sqlite:///var/", "sqlite://host/x.db",
                 "mysql://host/x", ":x"}) {
            const auto refusal = DatabaseAddress::fromUrl(QString::fromLatin1(wrong));
            COMPARE_ERROR(refusal, ErrorCode::Invalid);
            QCOMPARE(refusal.error().field, QStringLiteral("database"));
        }
    }

    void makesItsFolder()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->filePath(QStringLiteral("deep/er")));
        QCOMPARE(openingError(address), QString());
        QVERIFY(QFile::exists(address.file));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(address.file) & others));
        QVERIFY(!(QFile::permissions(m_folder->filePath(QStringLiteral("deep/er"))) & others));
        QCOMPARE(openingError(address), QString()); // and again
    }

    void folderThatCannotBeWritten()
    {
        QFile file(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(openingError(*DatabaseAddress::inFolder(file.fileName() % QStringLiteral("/data")))
                    .contains(QStringLiteral("cannot make the data folder")));
        QVERIFY(openingError(*DatabaseAddress::inFolder(QStringLiteral("/proc")))
                    .contains(QStringLiteral("cannot write to the data folder /proc")));
    }

    void secondServerIsRefused()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        auto first = Storage::open({address, 1});
        VERIFY_OK(first);
        QVERIFY(openingError(address).contains(QStringLiteral("another Madang server is running")));
        first->reset();
        QCOMPARE(openingError(address), QString());
    }

    // Commits leave the log alone; it is moved into the database beside them.
    void logIsMovedWhileOpen()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        auto storage = Storage::open({address, 1});
        VERIFY_OK(storage);
        User user;
        user.id = UserId(1);
        user.handle = QStringLiteral("ann");
        user.name = QStringLiteral("Ann");
        VERIFY_OK(await((*storage)->accounts().create({user, "h"})));
        Room room;
        room.id = RoomId(1);
        VERIFY_OK(await((*storage)->rooms().createGroup(room, {Member{user.id}}, user.id, QUuid())));
        TestExecutor executor;
        for (int i = 0; i < 1'000; ++i) {
            (*storage)->log().append(
                sending(room.id, user.id, QString(2'000, u'x')), executor, [](Result<LogReceipt>) {});
        }
        VERIFY_OK(appended((*storage)->log(), executor, sending(room.id, user.id, QStringLiteral("last"))));
        QTRY_VERIFY_WITH_TIMEOUT(QFile(address.file).size() > 2'000'000, 60'000);
    }

    void notADatabase()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        QFile file(address.file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5'000, 'x'));
        file.close();
        QVERIFY(openingError(address).contains(QStringLiteral("is not a database of Madang")));
    }

    void databaseOfAnotherProgram()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        change(address, {QStringLiteral("CREATE TABLE cookies (x)")});
        QVERIFY(openingError(address).contains(QStringLiteral("belongs to another program")));
    }

    void newerSchema()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        QCOMPARE(openingError(address), QString());
        change(address, {QStringLiteral("INSERT INTO schema_version VALUES (999, 'future', 0)")});
        const QString message = openingError(address);
        QVERIFY(
            message.contains(QStringLiteral("written by a newer Madang (schema 999, this program knows %1)")
                                 .arg(Migrator::builtIn().size())));
    }

    void migrationIsAllOrNothing()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        auto database = Database::open(address);
        VERIFY_OK(database);
        auto connection = (*database)->connect(ConnectionRole::Writer);
        VERIFY_OK(connection);
        auto migrations = Migrator::builtIn();
        QCOMPARE(*Migrator(migrations).migrate(**connection), int(migrations.size()));
        QCOMPARE(*Migrator(migrations).migrate(**connection), 0);
        const int next = int(migrations.size()) + 1;
        migrations.push_back({next, QStringLiteral("broken"),
            QStringLiteral("CREATE TABLE half (x); CREATE TABEL half2 (x);")});
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("syntax error")));
        COMPARE_ERROR(Migrator(migrations).migrate(**connection), ErrorCode::Unavailable);
        QCOMPARE((*connection)
                     ->value(QStringLiteral("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'half%'"))
                     ->toInt(),
            0);
        migrations.back().script = QStringLiteral(
            "CREATE TABLE half (x ${int64}); -- a comment; with a semicolon\nINSERT INTO half VALUES (';');");
        QCOMPARE(*Migrator(migrations).migrate(**connection), 1);
        QCOMPARE((*connection)->value(QStringLiteral("SELECT x FROM half"))->toString(), QStringLiteral(";"));
    }

    void everyReadIsOneIndexRange_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QStringList>("plan");
        const auto row = [](const char* name, QStringList plan) {
            QTest::newRow(name) << QString::fromLatin1(name) << plan;
        };
        const auto q = [](const char* text) { return QString::fromLatin1(text); };
        row("messages.range", {q("SEARCH m USING PRIMARY KEY (room_id=? AND seq>? AND seq<?)")});
        row("messages.changes",
            {q("SEARCH m USING INDEX sqlite_autoindex_messages_3 (room_id=? AND rev>?)")});
        row("messages.by_client_id",
            {q("COMPOUND QUERY"), q("LEFT-MOST SUBQUERY"),
                q("SEARCH m USING INDEX sqlite_autoindex_messages_2 (sender_id=? AND client_id=?)"),
                q("UNION ALL"), q("SEARCH e USING PRIMARY KEY (sender_id=? AND client_id=?)")});
        row("messages.find", {q("SEARCH m USING PRIMARY KEY (room_id=? AND seq=?)")});
        row("messages.head", {q("SEARCH rooms USING INTEGER PRIMARY KEY (rowid=?)")});
        row("rooms.members",
            {q("SEARCH b USING COVERING INDEX members_by_joining (room_id=? AND "
               "(joined_at,user_id)>(?,?))")});
    }

    void everyReadIsOneIndexRange()
    {
        QFETCH(QString, statement);
        QFETCH(QStringList, plan);
        const QStringList actual = planOf(statement);
        if (statement == QLatin1String("rooms.members")) {
            // The page's order is the index's: nothing is sorted.
            QVERIFY2(
                !actual.join(u'\n').contains(QLatin1String("TEMP B-TREE")), qPrintable(actual.join(u'\n')));
            QVERIFY2(actual.first().contains(QLatin1String("members_by_joining (room_id=?")),
                qPrintable(actual.join(u'\n')));
            return;
        }
        QCOMPARE(actual, plan);
    }

    // Whatever is asked, no table is read from one end to the other.
    void nothingScans()
    {
        for (const char* name : {"users.find", "users.account_by_handle", "users.search",
                 "users.delete_terms", "sessions.by_token", "sessions.list", "sessions.revoke",
                 "sessions.revoke_all", "sessions.revoked_since", "rooms.by_client_id", "rooms.by_pair",
                 "rooms.find", "rooms.all_members", "rooms.list", "rooms.row", "rooms.rooms_of",
                 "rooms.unread", "rooms.set_read", "rooms.heir", "rooms.count_members", "messages.set_head",
                 "messages.edit", "messages.delete", "messages.drop_replaced",
                 "sessions.prune_expired_tokens", "sessions.prune_revoked_tokens"}) {
            for (const QString& line : planOf(QString::fromLatin1(name))) {
                // "page" is the room list's own page of keys.
                QVERIFY2(!line.startsWith(QLatin1String("SCAN")) || line == QLatin1String("SCAN page"),
                    qPrintable(QString::fromLatin1(name) % u'\n' % line));
            }
        }
    }

    // Acknowledged means on the disk: SIGKILL in mid-traffic, several times over the same data.
    void acknowledgedSurvivesKill()
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        QCOMPARE(openingError(address), QString());
        QStringList rooms{QStringLiteral("INSERT INTO users VALUES (1,'ann','Ann','','',0,NULL,1,0)")};
        for (int room = 1; room <= 3; ++room) {
            rooms << QStringLiteral(
                "INSERT INTO rooms (id,kind,title,topic,avatar,access,capacity,member_count,activity_at,"
                "created_at,creator_id) VALUES (%1,1,'','','',0,9,1,1,1,1)")
                         .arg(room);
        }
        change(address, rooms);
        QHash<QByteArray, std::pair<int, qint64>> acknowledged; // client id: room, seq
        for (int round = 0; round < 5; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--append-until-killed"), m_folder->path()});
            QByteArray output;
            while (output.count('\n') < 200) {
                QVERIFY2(child.waitForReadyRead(30'000), child.readAllStandardError().constData());
                output += child.readAllStandardOutput();
            }
            child.kill(); // SIGKILL
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            output += child.readAllStandardOutput();
            output.truncate(output.lastIndexOf('\n'));
            const auto lines = output.split('\n');
            for (const QByteArray& line : lines) {
                const auto fields = line.split(' ');
                QCOMPARE(fields.size(), 3);
                QVERIFY(!acknowledged.contains(fields[2]));
                acknowledged.insert(fields[2], {fields[0].toInt(), fields[1].toLongLong()});
            }
        }
        QVERIFY(acknowledged.size() >= 1'000);
        auto storage = Storage::open({address, 1});
        VERIFY_OK(storage);
        qsizetype found = 0;
        for (int room = 1; room <= 3; ++room) {
            qint64 last = 0;
            for (bool more = true; more;) {
                const auto page = await(
                    (*storage)->log().page(RoomId(quint64(room)), {PageQuery::From::After, last, 1'000}));
                VERIFY_OK(page);
                for (const Message& message : page->messages) {
                    QCOMPARE(message.seq, ++last); // no holes
                    const auto it = acknowledged.constFind(message.clientId.toByteArray());
                    if (it != acknowledged.cend()) {
                        QCOMPARE(*it, (std::pair<int, qint64>{room, message.seq}));
                        ++found;
                    }
                }
                more = page->hasAfter;
                QVERIFY(more || page->head.seq == last);
            }
        }
        QCOMPARE(found, acknowledged.size());
    }

private:
    static void change(const DatabaseAddress& address, const QStringList& statements)
    {
        auto database = Database::open(address);
        VERIFY_OK(database);
        auto connection = (*database)->connect(ConnectionRole::Writer);
        VERIFY_OK(connection);
        for (const QString& sql : statements) {
            VERIFY_OK((*connection)->execute(sql));
        }
    }

    // What EXPLAIN QUERY PLAN says of a named statement, on the newest schema.
    QStringList planOf(const QString& statement)
    {
        const auto address = *DatabaseAddress::inFolder(m_folder->path());
        auto database = Database::open(address);
        if (!Migrator(Migrator::builtIn()).migrate(**(*database)->connect(ConnectionRole::Writer))) {
            return {QStringLiteral("SCAN: cannot migrate")};
        }
        const QByteArray name = statement.toLatin1();
        QStringList plan;
        {
            QSqlDatabase plain = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("plan"));
            plain.setDatabaseName(address.file);
            QSqlQuery query(plain.open() ? plain : QSqlDatabase());
            QString sql = (*database)->catalogue().text(QLatin1String(name.constData(), name.size()));
            query.exec(QStringLiteral("EXPLAIN QUERY PLAN ") % sql.replace(u'?', u'1'));
            while (query.next()) {
                plan << query.value(3).toString();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("plan"));
        return plan.isEmpty() ? QStringList{QStringLiteral("SCAN: no plan")} : plan;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 3 && arguments[1] == QLatin1String("--append-until-killed")) {
        return appendUntilKilled(arguments[2]);
    }
    TestStorage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storage.moc"
