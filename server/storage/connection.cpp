#include "server/storage/connection.h"

#include "server/storage/logging.h"
#include "server/storage/sqlcatalogue.h"

#include <QtSql/QSqlError>
#include <atomic>

namespace madang::server {

namespace {

QString nextName()
{
    static std::atomic<quint64> count{0};
    return QStringLiteral("madang-storage-%1").arg(++count);
}

QString openingFailure(Dialect::Failure failure, const QString& file, const QString& detail)
{
    switch (failure) {
    case Dialect::Failure::NotADatabase:
        return QStringLiteral("%1 is not a database of Madang (it is not a SQLite file, or damaged)")
            .arg(file);
    case Dialect::Failure::Corrupt:
        return QStringLiteral("the database %1 is damaged: %2; restore it from a backup").arg(file, detail);
    case Dialect::Failure::Full:
        return QStringLiteral("there is no space left on the disk of %1").arg(file);
    case Dialect::Failure::Busy:
        return QStringLiteral("the database %1 is locked by another program").arg(file);
    case Dialect::Failure::ReadOnly:
    case Dialect::Failure::CannotOpen:
        return QStringLiteral("cannot write to the database %1: %2").arg(file, detail);
    default:
        return QStringLiteral("cannot open the database %1: %2").arg(file, detail);
    }
}

} // namespace

Connection::Connection(QString name, const Dialect& dialect, const SqlCatalogue& catalogue)
    : m_name(std::move(name))
    , m_database(QSqlDatabase::addDatabase(dialect.driver(), m_name))
    , m_dialect(dialect)
    , m_catalogue(catalogue)
{
}

Connection::~Connection()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(
    const QString& file, ConnectionRole role, const Dialect& dialect, const SqlCatalogue& catalogue)
{
    std::unique_ptr<Connection> connection(new Connection(nextName(), dialect, catalogue));
    QSqlDatabase& database = connection->m_database;
    if (!database.isValid()) {
        return Error::unavailable(
            QStringLiteral("Qt's database driver %1 is not installed").arg(dialect.driver()));
    }
    database.setDatabaseName(file);
    database.setConnectOptions(dialect.connectOptions());
    const auto fail = [&](const QSqlError& error) {
        return Error::unavailable(openingFailure(dialect.classify(error), file, error.databaseText()));
    };
    if (!database.open()) {
        return fail(database.lastError());
    }
    const auto statements = dialect.setUp(role);
    for (const QString& sql : statements) {
        QSqlQuery query(database);
        if (!query.exec(sql)) {
            return fail(query.lastError());
        }
    }
    return connection;
}

Result<void> Connection::execute(const QString& sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) {
        return failure(query.lastError(), sql);
    }
    return {};
}

Result<QVariant> Connection::value(const QString& sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) {
        return failure(query.lastError(), sql);
    }
    return query.next() ? query.value(0) : QVariant();
}

void Connection::rollback()
{
    QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
}

Result<QSqlQuery*> Connection::prepared(QLatin1String name)
{
    auto& query = m_statements[std::string_view(name.data(), size_t(name.size()))];
    if (!query) {
        auto fresh = std::make_unique<QSqlQuery>(m_database);
        fresh->setForwardOnly(true);
        if (!fresh->prepare(m_catalogue.text(name))) {
            return failure(fresh->lastError(), QString(name));
        }
        query = std::move(fresh);
    }
    return query.get();
}

Error Connection::failure(const QSqlError& error, const QString& statement)
{
    const QString detail = error.databaseText() % QLatin1String(" (") % error.nativeErrorCode() % u')';
    switch (m_dialect.classify(error)) {
    case Dialect::Failure::Full:
    case Dialect::Failure::Io:
    case Dialect::Failure::ReadOnly:
    case Dialect::Failure::Busy:
    case Dialect::Failure::NotADatabase:
    case Dialect::Failure::Corrupt:
    case Dialect::Failure::CannotOpen:
        m_broken = true;
        qCCritical(
            lcStorage, "the database refuses \"%s\": %s", qUtf8Printable(statement), qUtf8Printable(detail));
        return Error::unavailable(
            QStringLiteral("The server cannot reach its storage; try again in a moment."));
    case Dialect::Failure::Constraint:
    case Dialect::Failure::Other:
        break;
    }
    const QString incident = QUuid::createUuid().toString(QUuid::Id128).left(12);
    qCCritical(lcStorage, "incident %s: \"%s\" failed: %s", qUtf8Printable(incident),
        qUtf8Printable(statement), qUtf8Printable(detail));
    return Error::internal(incident);
}

QVariant Statement::bound(const QString& value) const
{
    if (value.isEmpty()) {
        return QString(QLatin1String("")); // a null QString would be NULL
    }
    const QString text = storableText(value);
    return text[0] == QChar(QChar::ByteOrderMark) ? m_connection.dialect().guarded(text) : text;
}

Result<void> Statement::execute()
{
    if (!query().exec()) {
        return m_connection.failure(query().lastError(), QString(m_name));
    }
    return {};
}

Result<void> Statement::check()
{
    if (const auto error = query().lastError(); error.isValid()) {
        return m_connection.failure(error, QString(m_name));
    }
    return {};
}

QString Statement::text(int column) const
{
    return query().value(column).toString();
}

Savepoint::Savepoint(Connection& connection)
    : m_connection(connection)
    , m_begun(Statement(connection, QLatin1String("transaction.savepoint")).run())
    , m_open(m_begun.ok())
{
}

Savepoint::~Savepoint()
{
    if (m_open) {
        (void)undo();
    }
}

Result<void> Savepoint::release()
{
    m_open = false;
    return Statement(m_connection, QLatin1String("transaction.release")).run();
}

Result<void> Savepoint::undo()
{
    m_open = false;
    if (auto ok = Statement(m_connection, QLatin1String("transaction.undo")).run(); !ok) {
        return ok;
    }
    return Statement(m_connection, QLatin1String("transaction.release")).run();
}

} // namespace madang::server
