#include "client/cache/sqlitefile.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QLoggingCategory>
#include <QtCore/QUuid>
#include <QtSql/QSqlError>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcCache, "madang.cache")

// The write-ahead log belongs to the file: left behind, it would be replayed into the next one.
constexpr const char* parts[] = {"", "-wal", "-shm"};

void moveAside(const QString& path, const QString& name)
{
    for (const char* part : parts) {
        const QString tail = QString::fromLatin1(part);
        if (QFile::exists(path % tail))
            QFile::rename(path % tail, name % tail);
    }
}

// https://www.sqlite.org/rescode.html, without the extension in the higher bits.
SqliteFile::Trouble troubleOf(const QSqlError& error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
        return SqliteFile::Trouble::Full;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return SqliteFile::Trouble::Corrupt;
    default:
        return SqliteFile::Trouble::Other;
    }
}
} // namespace

SqliteFile::SqliteFile(QString path, Plan plan)
    : m_path(std::move(path))
    , m_plan(std::move(plan))
    , m_connection(QLatin1String("madang-") % QUuid::createUuid().toString(QUuid::Id128))
{
}

SqliteFile::~SqliteFile()
{
    close();
}

void SqliteFile::close()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

bool SqliteFile::open()
{
    const Fitness fitness = openFile();
    if (fitness == Fitness::Corrupt || fitness == Fitness::Newer)
        return startAnew(fitness == Fitness::Newer ? QStringLiteral("newer") : QStringLiteral("corrupt"));
    return fitness == Fitness::Usable;
}

bool SqliteFile::startAnew(const QString& why)
{
    close();
    const QString aside = m_path % QLatin1Char('.') % why % QLatin1Char('-')
        % QString::number(QDateTime::currentMSecsSinceEpoch());
    moveAside(m_path, aside);
    qCWarning(lcCache).noquote() << "database set aside as" << aside << "because it is" << why;
    m_setAside = aside;
    return openFile() == Fitness::Usable;
}

void SqliteFile::erase()
{
    close();
    for (const char* part : parts)
        QFile::remove(m_path % QString::fromLatin1(part));
}

SqliteFile::Fitness SqliteFile::openFile()
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    const bool existed = QFile::exists(m_path) && QFile(m_path).size() > 0;
    const Fitness unfit = existed ? Fitness::Corrupt : Fitness::Unopenable;
    if (!m_database.open())
        return unfit;
    QSqlQuery query(m_database);
    // The first statement that reads the file is where a file that is no database shows itself.
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return unfit;
    const int version = query.value(0).toInt();
    query.finish();
    if (version > m_plan.migrations.size())
        return Fitness::Newer;
    if (existed && version > 0 && m_plan.checked) {
        if (!query.exec(QStringLiteral("PRAGMA quick_check(1)")) || !query.next()
            || query.value(0).toString() != QLatin1String("ok"))
            return Fitness::Corrupt;
        query.finish();
    }
    if (version == 0)
        query.exec(QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL")); // what is deleted can be given back
    query.exec(QStringLiteral("PRAGMA journal_mode = WAL"));
    query.exec(m_plan.durable ? QStringLiteral("PRAGMA synchronous = FULL")
                              : QStringLiteral("PRAGMA synchronous = NORMAL"));
    query.finish();
    return migrate(version) ? Fitness::Usable : unfit;
}

bool SqliteFile::migrate(int from)
{
    if (from >= m_plan.migrations.size())
        return true;
    Transaction transaction(*this);
    for (qsizetype step = from; step < m_plan.migrations.size(); ++step) {
        for (const QString& sql : m_plan.migrations.at(step)) {
            if (!run(sql))
                return false;
        }
    }
    return run(QStringLiteral("PRAGMA user_version = %1").arg(m_plan.migrations.size()))
        && transaction.commit();
}

QString SqliteFile::errorText() const
{
    return m_database.lastError().text();
}

qint64 SqliteFile::size() const
{
    qint64 bytes = 0;
    for (const char* part : parts)
        bytes += QFileInfo(m_path % QString::fromLatin1(part)).size();
    return bytes;
}

void SqliteFile::note(const QSqlError& error, const char* what) const
{
    m_trouble = troubleOf(error);
    qCWarning(lcCache).noquote() << what << error.text();
}

bool SqliteFile::note(const QSqlQuery& query) const
{
    const QSqlError error = query.lastError();
    if (error.type() == QSqlError::NoError)
        return false;
    note(error, "reading ended:");
    return true;
}

QSqlQuery SqliteFile::prepare(const QString& sql) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        note(query.lastError(), "statement refused:");
    return query;
}

bool SqliteFile::run(QSqlQuery& query) const
{
    if (query.exec())
        return true;
    note(query.lastError(), "statement failed:");
    return false;
}

bool SqliteFile::run(const QString& sql) const
{
    QSqlQuery query(m_database);
    if (query.exec(sql))
        return true;
    note(query.lastError(), "statement failed:");
    return false;
}

SqliteFile::Transaction::Transaction(SqliteFile& file)
    : m_file(file)
    , m_open(file.m_database.transaction())
{
}

SqliteFile::Transaction::~Transaction()
{
    if (m_open)
        m_file.m_database.rollback();
}

bool SqliteFile::Transaction::commit()
{
    if (!m_open)
        return false;
    if (!m_file.m_database.commit()) {
        m_file.note(m_file.m_database.lastError(), "commit failed:");
        return false;
    }
    m_open = false;
    return true;
}

} // namespace madang::client
