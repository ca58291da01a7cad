#include "server/storage/database.h"
#include "server/storage/migrator.h"
#include "tests/server/storage/suites/storagefixture.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>

#include <thread>

using namespace madang;
using namespace madang::server;

// Data of every version, written when it was the newest, arrives whole at today's: fixtures/data/NNNN.sql is
// applied at version N, and fixtures/expected/NNNN.sql says what must be there at the end, "query => first
// column of the first row" each. A migration without its two files fails here. On both databases; x'00' is
// written as SQLite has it.
class TestMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<test::PostgresServer>(QStringList{QStringLiteral("fsync=off")});
    }
    void cleanupTestCase() { m_server.reset(); }

    void fromEveryVersion_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::addColumn<int>("version");
        for (int version = 1; version <= int(Migrator::builtIn().size()); ++version) {
            QTest::addRow("SQLite, %d", version) << false << version;
            QTest::addRow("PostgreSQL, %d", version) << true << version;
        }
    }
    void fromEveryVersion()
    {
        QFETCH(bool, postgres);
        QFETCH(int, version);
        const auto migrations = Migrator::builtIn();
        const auto fresh = open(postgres);
        VERIFY_OK(Migrator(migrations).migrate(*fresh));
        const auto old = open(postgres);
        VERIFY_OK(Migrator({migrations.begin(), migrations.begin() + version}).migrate(*old));
        const QStringList data = splitStatements(fixture("data", version));
        QVERIFY(!data.isEmpty());
        for (const QString& sql : data) {
            VERIFY_OK(old->execute(postgres ? byteStrings(sql) : sql));
        }
        VERIFY_OK(Migrator(migrations).migrate(*old));
        const QStringList expected = splitStatements(fixture("expected", version));
        QVERIFY(!expected.isEmpty());
        if (postgres) {
            VERIFY_OK(old->execute(QStringLiteral("CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql AS "
                                                  "'SELECT upper(encode($1, ''hex''))'")));
        }
        for (const QString& line : expected) {
            const QString query = line.section(QStringLiteral("=>"), 0, 0);
            const auto value = old->value(postgres ? byteStrings(query) : query);
            VERIFY_OK(value);
            QCOMPARE(value->toString(), line.section(QStringLiteral("=>"), 1).trimmed());
        }
        if (!postgres) {
            QVERIFY(!old->value(QStringLiteral("PRAGMA foreign_key_check"))->isValid());
        }
        QCOMPARE(schemaOf(*old, postgres), schemaOf(*fresh, postgres));
    }

    void allOrNothing()
    {
        const auto connection = open(true);
        auto migrations = Migrator::builtIn();
        QCOMPARE(*Migrator(migrations).migrate(*connection), int(migrations.size()));
        QCOMPARE(*Migrator(migrations).migrate(*connection), 0);
        migrations.push_back({int(migrations.size()) + 1, QStringLiteral("broken"),
            QStringLiteral("CREATE TABLE half (x ${int64}); CREATE TABEL half2 (x ${int64});")});
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("syntax error")));
        COMPARE_ERROR(Migrator(migrations).migrate(*connection), ErrorCode::Unavailable);
        QVERIFY(connection->value(QStringLiteral("SELECT to_regclass('half')"))->isNull());
        migrations.back().script
            = QStringLiteral("CREATE TABLE half (x ${int64}); INSERT INTO half VALUES (7);");
        QCOMPARE(*Migrator(migrations).migrate(*connection), 1);
        QCOMPARE(connection->value(QStringLiteral("SELECT x FROM half"))->toInt(), 7);
    }

    void databaseOfAnotherProgram()
    {
        const auto connection = open(true);
        VERIFY_OK(connection->execute(QStringLiteral("CREATE TABLE cookies (x integer)")));
        const auto refusal = Migrator(Migrator::builtIn()).migrate(*connection);
        COMPARE_ERROR(refusal, ErrorCode::Unavailable);
        QVERIFY(refusal.error().message.contains(QStringLiteral("belongs to another program")));
    }

    void newerSchema()
    {
        const auto connection = open(true);
        VERIFY_OK(Migrator(Migrator::builtIn()).migrate(*connection));
        VERIFY_OK(
            connection->execute(QStringLiteral("INSERT INTO schema_version VALUES (999, 'future', 0)")));
        const auto refusal = Migrator(Migrator::builtIn()).migrate(*connection);
        COMPARE_ERROR(refusal, ErrorCode::Unavailable);
        QVERIFY(refusal.error().message.contains(QStringLiteral("written by a newer Madang (schema 999")));
    }

    // Servers beside Redis that are started together on an empty database: one migrates, the others wait.
    void severalAtOnce()
    {
        const auto address = *DatabaseAddress::fromUrl(m_server->freshUrl());
        std::vector<int> applied(4, -1);
        std::vector<std::thread> threads;
        for (int& count : applied) {
            threads.emplace_back([&count, &address] {
                auto database = *Database::open(address, Sharing::Shared);
                auto connection = *database->connect(ConnectionRole::Writer);
                if (auto migrated = Migrator(Migrator::builtIn()).migrate(*connection)) {
                    count = *migrated;
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        std::sort(applied.begin(), applied.end());
        QCOMPARE(applied, (std::vector{0, 0, 0, int(Migrator::builtIn().size())}));
    }

    // What waits in Redis from schema 4 on, servers of schema 3 would lose on its way into the database.
    void notWhileOlderServersRun()
    {
        const auto address = *DatabaseAddress::fromUrl(m_server->freshUrl());
        const auto migrations = Migrator::builtIn();
        const auto database = *Database::open(address, Sharing::Shared);
        auto older = *database->connect(ConnectionRole::Writer);
        VERIFY_OK(Migrator({migrations.begin(), migrations.begin() + 3}).migrate(*older));
        const auto newer = *database->connect(ConnectionRole::Writer);
        const auto refusal = Migrator(migrations).migrate(*newer);
        COMPARE_ERROR(refusal, ErrorCode::Conflict);
        QVERIFY(refusal.error().message.contains(QStringLiteral("stop all of them")));
        QCOMPARE(newer->value(newer->catalogue().text(QLatin1String("schema.version")))->toInt(), 3);
        older.reset();
        const auto brought = Migrator(migrations).migrate(*newer);
        VERIFY_OK(brought);
        QCOMPARE(*brought, int(migrations.size()) - 3);
    }

    // Those that start together on an older schema do not take each other for one of before.
    void severalAtOnceFromBefore()
    {
        const auto address = *DatabaseAddress::fromUrl(m_server->freshUrl());
        const auto migrations = Migrator::builtIn();
        {
            const auto database = *Database::open(address, Sharing::Shared);
            const auto older = *database->connect(ConnectionRole::Writer);
            VERIFY_OK(Migrator({migrations.begin(), migrations.begin() + 3}).migrate(*older));
        }
        std::vector<int> applied(4, -1);
        std::vector<std::thread> threads;
        for (int& count : applied) {
            threads.emplace_back([&count, &address, &migrations] {
                const auto database = *Database::open(address, Sharing::Shared);
                const auto connection = *database->connect(ConnectionRole::Writer);
                if (const auto migrated = Migrator(migrations).migrate(*connection)) {
                    count = *migrated;
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        std::sort(applied.begin(), applied.end());
        QCOMPARE(applied, (std::vector{0, 0, 0, int(migrations.size()) - 3}));
    }

private:
    // An empty database, and with it what it needs to live.
    struct Open {
        std::unique_ptr<QTemporaryDir> folder;
        std::unique_ptr<Database> database;
        std::unique_ptr<Connection> connection;
        Connection* operator->() const { return connection.get(); }
        Connection& operator*() const { return *connection; }
    };
    Open open(bool postgres)
    {
        Open result;
        result.folder = std::make_unique<QTemporaryDir>();
        result.database = *Database::open(postgres ? *DatabaseAddress::fromUrl(m_server->freshUrl())
                                                   : *DatabaseAddress::inFolder(result.folder->path()));
        result.connection = *result.database->connect(ConnectionRole::Writer);
        return result;
    }
    static QString fixture(const char* folder, int version)
    {
        QFile file(QFINDTESTDATA("fixtures") % u'/' % QLatin1String(folder)
            % QStringLiteral("/%1.sql").arg(version, 4, 10, QChar(u'0')));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    static QString byteStrings(QString sql)
    {
        static const QRegularExpression literal(QStringLiteral("\\bx'([0-9a-f]*)'"));
        return sql.replace(literal, QStringLiteral("'\\x\\1'::bytea"));
    }
    static QStringList schemaOf(Connection& connection, bool postgres)
    {
        const QString lines = postgres
            ? QStringLiteral(
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
                "COALESCE(column_default, '') || ' ' || COALESCE(collation_name, '') AS line "
                "FROM information_schema.columns WHERE table_schema = current_schema() UNION ALL "
                "SELECT replace(indexdef, current_schema(), '') FROM pg_indexes "
                "WHERE schemaname = current_schema() UNION ALL "
                "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = current_schema()::regnamespace ORDER BY 1")
            : QStringLiteral("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS line FROM "
                             "sqlite_master ORDER BY 1");
        QStringList schema;
        for (int i = 0;; ++i) {
            const auto line = connection.value(lines + QStringLiteral(" LIMIT 1 OFFSET %1").arg(i));
            if (!line || !line->isValid()) {
                return schema;
            }
            schema << line->toString();
        }
    }

    std::unique_ptr<test::PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
