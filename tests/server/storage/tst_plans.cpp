#include "server/storage/database.h"
#include "server/storage/migrator.h"
#include "tests/server/storage/suites/storagefixture.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>

#include <map>

using namespace madang;
using namespace madang::server;

namespace {

// In both databases: 1,000,000 messages in 20,000 rooms, 20,000 people in 20 rooms each.
constexpr int people = 20'000;
constexpr int rooms = 20'000;
constexpr int messagesEach = 50;

// What a statement may do beside ranges of indexes, and why that is bounded.
struct Exception {
    bool sort = false;
    double rows = 0; // expected of one node
    const char* reason;
};

const std::map<QByteArray, Exception>& exceptions()
{
    static const std::map<QByteArray, Exception> all{
        {"rooms.list", {true, 0, "sorts the rooms that one person is in, and then the page"}},
        {"users.search", {true, 0, "sorts the people whose names begin so"}},
        {"rooms.heir", {true, 0, "sorts the members of one room that somebody leaves"}},
        {"rooms.all_members", {true, 0, "all members of one room, once when it is loaded"}},
        {"rooms.count_members", {false, 0, "counts the members of one room when it changes"}},
        {"archive.hold_rooms",
            {true, 0, "sorts the rooms of one batch, so that two servers lock in one order"}},
        {"sessions.list", {true, 0, "sorts the sessions of one person"}},
        {"sessions.keys", {true, 0, "a handful of keys, read at the start"}},
        {"sessions.prune_sessions", {true, 1e9, "the hourly sweep looks at every session"}},
        {"sessions.prune_revoked_tokens", {true, 0, "the hourly sweep: sessions revoked since the last one"}},
    };
    return all;
}

// Statements without a key.
const QList<QByteArray>& notAsked()
{
    static const QList<QByteArray> all{"schema.create", "schema.tables", "schema.version",
        "transaction.savepoint", "transaction.undo", "transaction.release", "wal.pass", "lock.take_alone",
        "lock.take_shared", "lock.end_sessions", "lock.others_at_work", "sessions.keys"};
    return all;
}

// More than one row of these many tables is nothing that one request should wait for.
constexpr double rowsAtMost = 20'000;

} // namespace

// Every statement is a range of an index, on a million messages, as the plans of both databases say.
class TestPlans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<test::PostgresServer>(
            QStringList{QStringLiteral("fsync=off"), QStringLiteral("autovacuum=off"),
                QStringLiteral("shared_buffers=256MB"), QStringLiteral("max_wal_size=4GB"),
                QStringLiteral("wal_level=minimal"), QStringLiteral("max_wal_senders=0")});
        QElapsedTimer timer;
        timer.start();
        m_postgres = open(*DatabaseAddress::fromUrl(m_server->freshUrl()));
        fill(*m_postgres, QStringLiteral("generate_series(1, %1) AS s (i)"), QStringLiteral("'\\x00'::bytea"),
            QStringLiteral("decode(lpad(to_hex(s.i), 32, '0'), 'hex')"));
        VERIFY_OK(m_postgres->execute(QStringLiteral("ANALYZE")));
        qInfo("PostgreSQL filled in %lld ms", timer.restart());
        m_sqlite = open(*DatabaseAddress::inFolder(m_folder.path()));
        VERIFY_OK(m_sqlite->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        fill(*m_sqlite,
            QStringLiteral("(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                           "SELECT i FROM n) s"),
            QStringLiteral("x'00'"), QStringLiteral("CAST(printf('%032x', s.i) AS BLOB)"));
        qInfo("SQLite filled in %lld ms", timer.elapsed());
    }
    void cleanupTestCase()
    {
        m_postgres.connection.reset();
        m_server.reset();
        m_sqlite.connection.reset();
    }

    void postgres_data() { statements(*m_postgres.database); }
    void postgres()
    {
        QFETCH(QByteArray, name);
        const QString sql = numbered(text(*m_postgres.database, name));
        const qsizetype parameters = sql.count(u'$');
        VERIFY_OK(m_postgres->execute(QStringLiteral("PREPARE asked AS ") % sql));
        // With the generic plan, as the server has it, the values do not matter.
        const QString nulls = QStringList(parameters, QStringLiteral("NULL")).join(u',');
        const auto json = m_postgres->value(QStringLiteral("EXPLAIN (FORMAT JSON) EXECUTE asked")
            % (parameters > 0 ? u'(' % nulls % u')' : QString()));
        VERIFY_OK(m_postgres->execute(QStringLiteral("DEALLOCATE asked")));
        VERIFY_OK(json);
        const QJsonArray plans = QJsonDocument::fromJson(json->toString().toUtf8()).array();
        QVERIFY(!plans.isEmpty());
        for (const auto& plan : plans) {
            check(name, plan.toObject().value(QLatin1String("Plan")).toObject(), json->toString());
        }
    }

    void sqlite_data() { statements(*m_sqlite.database); }
    void sqlite()
    {
        QFETCH(QByteArray, name);
        const QStringList plan = explained(text(*m_sqlite.database, name));
        const auto exception = exceptions().find(name);
        for (const QString& line : plan) {
            // "page" is the room list's own page of keys. A range of an index that is read is a SEARCH.
            const bool scans = line.startsWith(QLatin1String("SCAN")) && line != QLatin1String("SCAN page")
                && line != QLatin1String("SCAN CONSTANT ROW");
            const bool everything = exception != exceptions().end() && exception->second.rows > 0;
            QVERIFY2(!scans || everything, qPrintable(plan.join(u'\n')));
            const bool sorts = line.contains(QLatin1String("TEMP B-TREE"));
            const bool maySort = exception != exceptions().end() && exception->second.sort;
            QVERIFY2(!sorts || maySort, qPrintable(plan.join(u'\n')));
        }
    }

    // That the checks above can fail.
    void badPlansAreSeen()
    {
        VERIFY_OK(m_postgres->execute(QStringLiteral(
            "PREPARE asked (text) AS SELECT * FROM messages WHERE text = $1 ORDER BY sent_at")));
        const auto json
            = m_postgres->value(QStringLiteral("EXPLAIN (FORMAT JSON) EXECUTE asked (NULL)"))->toString();
        VERIFY_OK(m_postgres->execute(QStringLiteral("DEALLOCATE asked")));
        QVERIFY(json.contains(QLatin1String("Seq Scan")));
        const auto plan = QJsonDocument::fromJson(json.toUtf8()).array().at(0).toObject();
        const QStringList problems = problemsOf({}, plan.value(QLatin1String("Plan")).toObject());
        QVERIFY(problems.join(u' ').contains(QLatin1String("Seq Scan on messages")));
        QVERIFY(problems.join(u' ').contains(QLatin1String("Sort")));
        QVERIFY(explained(QStringLiteral("SELECT * FROM messages WHERE text = ? ORDER BY sent_at"))
                    .join(u' ')
                    .contains(QLatin1String("SCAN messages")));
    }

    // A reason that no statement needs any more is no reason.
    void exceptionsAreOfStatements()
    {
        for (const auto& exception : exceptions()) {
            QVERIFY2(m_postgres.database->catalogue().names().contains(QString::fromLatin1(exception.first)),
                exception.first.constData());
        }
    }

private:
    struct Open {
        std::unique_ptr<Database> database;
        std::unique_ptr<Connection> connection;
        Connection* operator->() const { return connection.get(); }
        Connection& operator*() const { return *connection; }
    };
    static Open open(const DatabaseAddress& address)
    {
        Open result;
        result.database = *Database::open(address);
        result.connection = *result.database->connect(ConnectionRole::Writer);
        if (!Migrator(Migrator::builtIn()).migrate(*result)) {
            qFatal("cannot migrate");
        }
        if (address.postgres) {
            // It takes its time, and checks no foreign keys.
            (void)result->execute(QStringLiteral("SET statement_timeout = 0"));
            (void)result->execute(QStringLiteral("SET session_replication_role = replica"));
        }
        return result;
    }

    // `series` is a table s with a column i from 1 to %1.
    static void fill(Connection& connection, const QString& series, const QString& bytes, const QString& uuid)
    {
        const auto insert = [&](const QString& into, int count) {
            QString sql
                = QStringLiteral("INSERT INTO ") % into % QStringLiteral(" FROM ") % series.arg(count);
            sql.replace(QLatin1String("$bytes"), bytes).replace(QLatin1String("$uuid"), uuid);
            VERIFY_OK(connection.execute(sql));
        };
        const Connection::Unhurried unhurried(connection);
        VERIFY_OK(connection.execute(QStringLiteral("BEGIN")));
        insert(QStringLiteral("users (id, handle, name, bio, avatar, kind, password_hash, created_at) "
                              "SELECT s.i, 'u' || s.i, 'n', '', '', 0, $bytes, 1"),
            people);
        insert(QStringLiteral("user_terms (term, user_id) SELECT 'u' || s.i, s.i"), people);
        insert(
            QStringLiteral(
                "sessions (id, user_id, device_name, device_kind, address, created_at, seen_at, revoked_at) "
                "SELECT s.i, 1 + s.i % 20000, '', 0, '', 1, 1, CASE WHEN s.i % 100 = 0 THEN s.i ELSE 0 END"),
            people * 3);
        insert(QStringLiteral("refresh_tokens (hash, session_id, expires_at) SELECT $uuid, s.i, s.i"),
            people * 3);
        insert(
            QStringLiteral(
                "rooms (id, kind, title, topic, avatar, access, capacity, member_count, head_seq, head_rev, "
                "activity_at, created_at, creator_id, client_id) "
                "SELECT s.i, 1, '', '', '', 0, 1000, 20, 50, 50, s.i, 1, 1, $uuid"),
            rooms);
        insert(QStringLiteral("members (room_id, user_id, role, read_seq, joined_at) "
                              "SELECT 1 + (s.i * 7 + s.i / 20000 * 50) % 20000, 1 + s.i % 20000, 0, 40, s.i"),
            people * 20);
        insert(QStringLiteral(
                   "messages (room_id, seq, rev, sender_id, client_id, sent_at, kind, text) "
                   "SELECT 1 + (s.i - 1) / 50, 1 + (s.i - 1) % 50, 1 + (s.i - 1) % 50, 1 + s.i % 20000, "
                   "$uuid, s.i, 0, 'hello'"),
            rooms * messagesEach);
        insert(QStringLiteral("message_edits (room_id, seq, rev, text, written_at) "
                              "SELECT 1 + s.i % 1000, 1 + s.i / 1000, 1, 'x', 1"),
            people);
        insert(QStringLiteral("search_blocks (room_id, block, oldest_at, newest_at, filter) "
                              "SELECT 1 + (s.i - 1) / 2, (s.i - 1) % 2, 1, s.i, $bytes"),
            rooms * 2);
        insert(
            QStringLiteral("expired_messages (sender_id, client_id, room_id, seq, rev, sent_at, expired_at) "
                           "SELECT 1 + s.i % 20000, $uuid, 1 + s.i % 20000, s.i, s.i, 1, 1"),
            people * 10);
        VERIFY_OK(
            connection.execute(QStringLiteral("UPDATE rooms SET expires_after_ms = 1 WHERE id % 10 = 0")));
        VERIFY_OK(connection.execute(QStringLiteral("UPDATE messages SET pinned_at = seq WHERE seq = 7")));
        VERIFY_OK(connection.execute(
            QStringLiteral("INSERT INTO drafts (user_id, room_id, text, rev, changed_at) "
                           "SELECT user_id, room_id, CASE WHEN room_id % 3 = 0 THEN 'x' ELSE '' END, 1, 1 "
                           "FROM members")));
        VERIFY_OK(connection.execute(QStringLiteral("COMMIT")));
    }

    static void statements(const Database& database)
    {
        QTest::addColumn<QByteArray>("name");
        auto names = database.catalogue().names();
        names.sort();
        for (const QString& name : names) {
            if (!notAsked().contains(name.toLatin1())) {
                QTest::newRow(qPrintable(name)) << name.toLatin1();
            }
        }
    }
    static QString text(const Database& database, const QByteArray& name)
    {
        return database.catalogue().text(QLatin1String(name.constData(), name.size()));
    }
    static QString numbered(const QString& sql)
    {
        QString result;
        int count = 0;
        for (const QChar c : sql) {
            result += c == u'?' ? u'$' + QString::number(++count) : QString(c);
        }
        return result;
    }
    // By a connection of its own: EXPLAIN is no part of another statement, and its lines are the fourth
    // column.
    [[nodiscard]] QStringList explained(QString sql) const
    {
        QStringList plan;
        {
            QSqlDatabase plain = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("plan"));
            plain.setDatabaseName(m_sqlite.database->address().file);
            QSqlQuery query(plain.open() ? plain : QSqlDatabase());
            query.exec(QStringLiteral("EXPLAIN QUERY PLAN ") % sql.replace(u'?', u'1'));
            while (query.next()) {
                plan << query.value(3).toString();
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("plan"));
        return plan;
    }

    static QStringList problemsOf(const QByteArray& name, const QJsonObject& node)
    {
        const auto it = exceptions().find(name);
        const bool maySort = it != exceptions().end() && it->second.sort;
        const double rowsHere
            = it != exceptions().end() && it->second.rows > 0 ? it->second.rows : rowsAtMost;
        const QString type = node.value(QLatin1String("Node Type")).toString();
        const QString relation = node.value(QLatin1String("Relation Name")).toString();
        QStringList problems;
        if (type == QLatin1String("Seq Scan") && rowsHere <= rowsAtMost) {
            problems << type % QLatin1String(" on ") % relation;
        }
        if (type.contains(QLatin1String("Sort")) && !maySort) {
            problems << type;
        }
        // What reads a table without saying which part of it reads all of it.
        const bool ofIndex
            = type.startsWith(QLatin1String("Index")) || type.startsWith(QLatin1String("Bitmap Index"));
        if (ofIndex && !node.contains(QLatin1String("Index Cond")) && rowsHere <= rowsAtMost) {
            problems << type % QLatin1String(" without a condition on ") % relation;
        }
        const double expected = node.value(QLatin1String("Plan Rows")).toDouble();
        if (expected > rowsHere) {
            problems << QStringLiteral("%1 expects %2 rows").arg(type).arg(expected);
        }
        for (const auto& child : node.value(QLatin1String("Plans")).toArray()) {
            problems += problemsOf(name, child.toObject());
        }
        return problems;
    }
    static void check(const QByteArray& name, const QJsonObject& plan, const QString& whole)
    {
        const QStringList problems = problemsOf(name, plan);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n') % u'\n' % whole));
    }

    std::unique_ptr<test::PostgresServer> m_server;
    QTemporaryDir m_folder;
    Open m_postgres;
    Open m_sqlite;
};

QTEST_GUILESS_MAIN(TestPlans)
#include "tst_plans.moc"
