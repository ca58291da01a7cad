#include "server/storage/postgresdialect.h"

#include <QtCore/QLibrary>
#include <QtCore/QRegularExpression>
#include <QtCore/QVariant>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlDriver>
#include <QtSql/QSqlError>

namespace madang::server {

QString PostgresDialect::name() const
{
    return QStringLiteral("postgres");
}
QString PostgresDialect::driver() const
{
    return QStringLiteral("QPSQL");
}

void PostgresDialect::address(QSqlDatabase& database, const DatabaseAddress& address) const
{
    const PostgresAddress& server = *address.postgres;
    database.setUserName(server.user);
    database.setPassword(server.password);
    database.setDatabaseName(server.database);
    database.setConnectOptions(server.connectOptions());
}

QString PostgresDialect::openingFailure(const QSqlError& error, const DatabaseAddress& address) const
{
    // libpq says it in several lines, one for each host.
    return QStringLiteral("cannot open the database %1: %2")
        .arg(address.shown(), error.databaseText().simplified());
}

QString PostgresDialect::expand(QString ddl) const
{
    ddl.replace(QLatin1String("${key}"), QLatin1String("bigint PRIMARY KEY"));
    ddl.replace(QLatin1String("${int64}"), QLatin1String("bigint"));
    ddl.replace(QLatin1String("${int}"), QLatin1String("integer"));
    // By code points, as SQLite has it: cursors and ranges of beginnings stand on it.
    ddl.replace(QLatin1String("${text}"), QLatin1String("text COLLATE \"C\""));
    ddl.replace(QLatin1String("${bytes}"), QLatin1String("bytea"));
    ddl.replace(QLatin1String("${clustered}"), QLatin1String(""));
    static const QRegularExpression inlined(QStringLiteral("\\$\\{inline (\\w+)\\.(\\w+)\\}"));
    ddl.replace(inlined, QStringLiteral("ALTER TABLE \\1 ALTER COLUMN \\2 SET STORAGE PLAIN"));
    return ddl;
}

QString PostgresDialect::setTimeout(ConnectionRole role) const
{
    return QStringLiteral("SET statement_timeout = %1")
        .arg(m_answerWithin.count() * (role == ConnectionRole::Writer ? 2 : 1));
}

QStringList PostgresDialect::setUp(ConnectionRole role) const
{
    return {
        setTimeout(role),
        QStringLiteral("SET lock_timeout = '10s'"),
        // What a server that is gone without a word held is free again after a while.
        QStringLiteral("SET idle_in_transaction_session_timeout = '60s'"),
        // Nor does the lock against other servers stay with one whose machine has lost its power:
        // PostgreSQL's own look after two hours. Nothing of it holds for a Unix socket.
        QStringLiteral(
            "SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', "
            "'3', false), set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', "
            "'15000', false)"),
        // Acknowledged means on the disk. What a cluster asks beyond that (remote_apply …) stays.
        QStringLiteral("SELECT set_config('synchronous_commit', 'on', false) "
                       "WHERE current_setting('synchronous_commit') IN ('off', 'local')"),
        // Every statement is an index range (tst_plans): one plan, made once, and never one that was right
        // for the small table of yesterday.
        QStringLiteral("SET plan_cache_mode = force_generic_plan"),
        QStringLiteral("SET enable_seqscan = off"),
        QStringLiteral("SET enable_hashjoin = off"),
        QStringLiteral("SET enable_mergejoin = off"),
        QStringLiteral("SET jit = off"),
    };
}

QString PostgresDialect::beginWrite() const
{
    return QStringLiteral("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
}
QString PostgresDialect::beginRead() const
{
    return QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

QStringList PostgresDialect::beforeMigration() const
{
    return {
        QStringLiteral("SET statement_timeout = 0"),
        QStringLiteral("SET lock_timeout = 0"),
        // "mada", "migr": other servers beside Redis may start at the same time.
        QStringLiteral("SELECT pg_advisory_lock(1835099233, 1835624306)"),
    };
}

QStringList PostgresDialect::afterMigration() const
{
    return {
        QStringLiteral("SELECT pg_advisory_unlock(1835099233, 1835624306)"),
        QStringLiteral("SET lock_timeout = '10s'"),
        setTimeout(ConnectionRole::Writer),
    };
}

int PostgresDialect::socketOf(const QSqlDatabase& database) const
{
    // The driver has loaded libpq; nothing else here needs it.
    static const auto socket
        = reinterpret_cast<int (*)(const void*)>(QLibrary::resolve(QStringLiteral("pq"), 5, "PQsocket"));
    const QVariant handle = database.driver()->handle();
    // "PGconn" is a name that libpq gives to its struct pg_conn; which of the two Qt knows it by differs.
    const QByteArray type(handle.typeName());
    if (!socket || (type != "PGconn*" && type != "pg_conn*")) {
        return -1;
    }
    return socket(*static_cast<void* const*>(handle.constData()));
}

Dialect::Failure PostgresDialect::classify(const QSqlError& error) const
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html. Where nobody answered there is no code.
    const QString code = error.nativeErrorCode();
    const auto is = [&code](const char* prefix) { return code.startsWith(QLatin1String(prefix)); };
    if (code.isEmpty() || is("08") || is("57P") || is("25P03") || is("25006")) {
        return Failure::Lost; // 25006: it has become a standby, and another one can write
    }
    if (is("22") || is("23") || is("54000")) {
        return Failure::Constraint;
    }
    if (is("40001") || is("40P01")) {
        return Failure::Contention;
    }
    if (is("53100")) {
        return Failure::Full;
    }
    if (is("53") || is("55P03") || is("57014")) {
        return Failure::Busy;
    }
    if (is("58")) {
        return Failure::Io;
    }
    if (is("XX001") || is("XX002")) {
        return Failure::Corrupt;
    }
    return Failure::Other;
}

} // namespace madang::server
