#include "client/cache/profiledatabase.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QLoggingCategory>
#include <QtCore/QUuid>
#include <QtSql/QSqlError>
#include <array>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcCache, "madang.cache")

// Numbered from 1, append-only: a file of version N gets the statements of N+1 and on.
// synchronous=FULL below makes an outbox row durable when send() returns.
constexpr std::array migration1{
    "CREATE TABLE account ("
    " id INTEGER PRIMARY KEY CHECK (id = 1),"
    " server TEXT NOT NULL, user_id TEXT NOT NULL, handle TEXT NOT NULL, name TEXT NOT NULL)",
    "CREATE TABLE draft ("
    " account TEXT NOT NULL, room TEXT NOT NULL, text TEXT NOT NULL, updated_at INTEGER NOT NULL,"
    " PRIMARY KEY (account, room)) WITHOUT ROWID",
    "CREATE TABLE outbox ("
    " position INTEGER PRIMARY KEY AUTOINCREMENT,"
    " account TEXT NOT NULL, room TEXT NOT NULL, client_id TEXT NOT NULL UNIQUE, text TEXT NOT NULL,"
    " queued_at INTEGER NOT NULL, failed INTEGER NOT NULL DEFAULT 0, fail_code INTEGER NOT NULL DEFAULT 0,"
    " fail_reason TEXT NOT NULL DEFAULT '')",
    "CREATE INDEX outbox_account ON outbox (account, position)",
};
static_assert(ProfileDatabase::schemaVersion == 1);

void moveAside(const QString& path, const QString& name)
{
    // The write-ahead log belongs to the file: left behind, it would be replayed into the new one.
    for (const char* suffix : {"", "-wal", "-shm"}) {
        const QString tail = QString::fromLatin1(suffix);
        if (QFile::exists(path % tail))
            QFile::rename(path % tail, name % tail);
    }
}
} // namespace

ProfileDatabase::ProfileDatabase(QString connection)
    : m_connection(std::move(connection))
{
}

ProfileDatabase::~ProfileDatabase()
{
    closeFile();
}

Result<std::unique_ptr<ProfileDatabase>> ProfileDatabase::open(const QString& folder)
{
    const QString path = folder % QLatin1String("/madang.sqlite");
    std::unique_ptr<ProfileDatabase> database(
        new ProfileDatabase(QLatin1String("profile-") % QUuid::createUuid().toString(QUuid::Id128)));
    Fitness fitness = database->openFile(path);
    if (fitness == Fitness::Corrupt || fitness == Fitness::Newer) {
        database->closeFile();
        const QString why = fitness == Fitness::Newer ? QStringLiteral("newer") : QStringLiteral("corrupt");
        const QString aside = path % QLatin1Char('.') % why % QLatin1Char('-')
            % QString::number(QDateTime::currentMSecsSinceEpoch());
        moveAside(path, aside);
        qCWarning(lcCache).noquote() << "database set aside as" << aside << "because it is" << why;
        database->m_setAside = aside;
        fitness = database->openFile(path);
    }
    if (fitness != Fitness::Usable)
        return Error::unavailable(
            QStringLiteral("Cannot open %1: %2").arg(path, database->m_database.lastError().text()));
    return database;
}

ProfileDatabase::Fitness ProfileDatabase::openFile(const QString& path)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    const bool existed = QFile::exists(path) && QFile(path).size() > 0;
    if (!m_database.open())
        return existed ? Fitness::Corrupt : Fitness::Unopenable;
    QSqlQuery query(m_database);
    // The first statement that reads the file is where a file that is no database shows itself.
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return existed ? Fitness::Corrupt : Fitness::Unopenable;
    const int version = query.value(0).toInt();
    query.finish();
    if (version > schemaVersion)
        return Fitness::Newer;
    if (existed && version > 0) {
        if (!query.exec(QStringLiteral("PRAGMA quick_check(1)")) || !query.next()
            || query.value(0).toString() != QLatin1String("ok"))
            return Fitness::Corrupt;
        query.finish();
    }
    query.exec(QStringLiteral("PRAGMA journal_mode = WAL"));
    query.exec(QStringLiteral("PRAGMA synchronous = FULL"));
    query.finish();
    if (!migrate(version))
        return existed ? Fitness::Corrupt : Fitness::Unopenable;
    return Fitness::Usable;
}

bool ProfileDatabase::migrate(int from)
{
    if (from >= schemaVersion)
        return true;
    Transaction transaction(*this);
    QSqlQuery query(m_database);
    for (const char* sql : migration1) {
        if (!query.exec(QString::fromLatin1(sql))) {
            qCWarning(lcCache).noquote() << "migration failed:" << query.lastError().text();
            return false;
        }
    }
    return query.exec(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)) && transaction.commit();
}

void ProfileDatabase::closeFile()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlQuery ProfileDatabase::prepare(const QString& sql) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        qCWarning(lcCache).noquote() << "statement refused:" << query.lastError().text();
    return query;
}

bool ProfileDatabase::run(QSqlQuery& query)
{
    if (query.exec())
        return true;
    qCWarning(lcCache).noquote() << "statement failed:" << query.lastError().text();
    return false;
}

ProfileDatabase::Transaction::Transaction(ProfileDatabase& database)
    : m_database(database.m_database)
    , m_open(m_database.transaction())
{
}

ProfileDatabase::Transaction::~Transaction()
{
    if (m_open)
        m_database.rollback();
}

bool ProfileDatabase::Transaction::commit()
{
    if (!m_open)
        return false;
    m_open = false;
    return m_database.commit();
}

} // namespace madang::client
