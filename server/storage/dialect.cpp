#include "server/storage/dialect.h"

#include <QtCore/QRegularExpression>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>

namespace madang::server {

QString SqliteDialect::name() const
{
    return QStringLiteral("sqlite");
}
QString SqliteDialect::driver() const
{
    return QStringLiteral("QSQLITE");
}

void SqliteDialect::address(QSqlDatabase& database, const DatabaseAddress& address) const
{
    database.setDatabaseName(address.file);
    // The lock file keeps other servers out; what may still hold a lock for a moment is a backup or a person
    // with the sqlite3 shell.
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
}

QString SqliteDialect::openingFailure(const QSqlError& error, const DatabaseAddress& address) const
{
    const QString& file = address.file;
    switch (classify(error)) {
    case Failure::NotADatabase:
        return QStringLiteral("%1 is not a database of Madang (it is not a SQLite file, or damaged)")
            .arg(file);
    case Failure::Corrupt:
        return QStringLiteral("the database %1 is damaged: %2; restore it from a backup")
            .arg(file, error.databaseText());
    case Failure::Full:
        return QStringLiteral("there is no space left on the disk of %1").arg(file);
    case Failure::Busy:
        return QStringLiteral("the database %1 is locked by another program").arg(file);
    case Failure::ReadOnly:
    case Failure::CannotOpen:
        return QStringLiteral("cannot write to the database %1: %2").arg(file, error.databaseText());
    default:
        return QStringLiteral("cannot open the database %1: %2").arg(file, error.databaseText());
    }
}

QString SqliteDialect::expand(QString ddl) const
{
    // "INTEGER PRIMARY KEY" makes the id the row's own key in the table's tree.
    ddl.replace(QLatin1String("${key}"), QLatin1String("INTEGER PRIMARY KEY NOT NULL"));
    ddl.replace(QLatin1String("${int64}"), QLatin1String("INTEGER"));
    ddl.replace(QLatin1String("${int}"), QLatin1String("INTEGER"));
    ddl.replace(QLatin1String("${text}"), QLatin1String("TEXT"));
    ddl.replace(QLatin1String("${bytes}"), QLatin1String("BLOB"));
    ddl.replace(QLatin1String("${clustered}"), QLatin1String("WITHOUT ROWID"));
    static const QRegularExpression inlined(QStringLiteral("\\$\\{inline (\\w+)\\.(\\w+)\\}"));
    ddl.replace(inlined, QStringLiteral("SELECT 1")); // where there is room, it is so
    return ddl;
}

QStringList SqliteDialect::setUp(ConnectionRole role) const
{
    QStringList statements{
        QStringLiteral("PRAGMA foreign_keys = ON"),
        QStringLiteral("PRAGMA temp_store = MEMORY"),
        QStringLiteral("PRAGMA mmap_size = 268435456"),
    };
    if (role == ConnectionRole::Writer) {
        statements << QStringLiteral("PRAGMA journal_mode = WAL")
                   << QStringLiteral("PRAGMA synchronous = FULL")
                   << QStringLiteral("PRAGMA cache_size = -65536")
                   // In pages. Moving them is WalCheckpointer's work; this bounds what it cannot catch up
                   // with. A log that a burst made longer is cut when it begins anew.
                   << QStringLiteral("PRAGMA wal_autocheckpoint = 16000")
                   << QStringLiteral("PRAGMA journal_size_limit = 67108864");
    } else {
        statements << QStringLiteral("PRAGMA query_only = ON")
                   << QStringLiteral("PRAGMA cache_size = -16384");
    }
    return statements;
}

QString SqliteDialect::beginWrite() const
{
    return QStringLiteral("BEGIN IMMEDIATE");
}
QString SqliteDialect::beginRead() const
{
    return QStringLiteral("BEGIN");
}

QString guarded(const QString& text)
{
    return text.startsWith(QChar(QChar::ByteOrderMark)) ? QChar(QChar::ByteOrderMark) % text : text;
}

Dialect::Failure SqliteDialect::classify(const QSqlError& error) const
{
    // Primary result codes are the low byte of the extended ones (https://sqlite.org/rescode.html).
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return Failure::Busy;
    case 7: // SQLITE_NOMEM
    case 10: // SQLITE_IOERR
        return Failure::Io;
    case 8:
        return Failure::ReadOnly;
    case 11:
        return Failure::Corrupt;
    case 13:
        return Failure::Full;
    case 14:
        return Failure::CannotOpen;
    case 19:
        return Failure::Constraint;
    case 26:
        return Failure::NotADatabase;
    default:
        return Failure::Other;
    }
}

} // namespace madang::server
