#include "server/storage/connection.h"

#include "server/storage/logging.h"
#include "server/storage/sqlcatalogue.h"

#include <QtSql/QSqlError>
#include <atomic>

namespace madang::server {

namespace {

quint64 nextNumber()
{
    static std::atomic<quint64> count{0};
    return ++count;
}

Error unreachable()
{
    return Error::unavailable(QStringLiteral("The server cannot reach its storage; try again in a moment."));
}

} // namespace

Connection::Connection(quint64 number, const Dialect& dialect, const SqlCatalogue& catalogue)
    : m_number(number)
    , m_name(QStringLiteral("madang-storage-%1").arg(number))
    , m_database(QSqlDatabase::addDatabase(dialect.driver(), m_name))
    , m_dialect(dialect)
    , m_catalogue(catalogue)
{
}

Connection::~Connection()
{
    m_watched.reset();
    if (m_dialect.setWise()) {
        // PostgreSQL forgets statements with the session. Freed before it, each would cost a journey, or a
        // complaint of the driver's where nobody is there any more.
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
        m_statements.clear();
    } else {
        m_statements.clear();
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseAddress& address, ConnectionRole role,
    const Dialect& dialect, const SqlCatalogue& catalogue, Watchdog* watchdog,
    std::chrono::milliseconds allowed)
{
    std::unique_ptr<Connection> connection(new Connection(nextNumber(), dialect, catalogue));
    QSqlDatabase& database = connection->m_database;
    if (!database.isValid()) {
        return Error::unavailable(
            QStringLiteral("Qt's database driver %1 is not installed").arg(dialect.driver()));
    }
    dialect.address(database, address);
    if (!database.open()) {
        return Error::unavailable(dialect.openingFailure(database.lastError(), address));
    }
    if (watchdog) {
        connection->watch(*watchdog, allowed);
    }
    const auto statements = dialect.setUp(role);
    for (const QString& sql : statements) {
        const Call call(*connection);
        QSqlQuery query(database);
        if (!query.exec(sql)) {
            return Error::unavailable(dialect.openingFailure(query.lastError(), address));
        }
    }
    return connection;
}

void Connection::watch(Watchdog& watchdog, std::chrono::milliseconds allowed)
{
    const int socket = m_dialect.socketOf(m_database);
    if (socket >= 0) {
        m_watched = std::make_unique<Watchdog::Watched>(watchdog, socket, allowed);
    }
}

Result<void> Connection::execute(const QString& sql)
{
    if (m_lost) {
        return unreachable();
    }
    const Call call(*this);
    QSqlQuery query(m_database);
    query.setForwardOnly(m_dialect.rowByRow());
    if (!query.exec(sql)) {
        return failure(query.lastError(), sql);
    }
    return {};
}

Result<QVariant> Connection::value(const QString& sql)
{
    if (m_lost) {
        return unreachable();
    }
    const Call call(*this);
    QSqlQuery query(m_database);
    query.setForwardOnly(m_dialect.rowByRow());
    if (!query.exec(sql)) {
        return failure(query.lastError(), sql);
    }
    return query.next() ? query.value(0) : QVariant();
}

void Connection::rollback()
{
    if (!m_lost) {
        const Call call(*this);
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
    }
}

Result<QSqlQuery*> Connection::prepared(QLatin1String name)
{
    if (m_lost) {
        return unreachable();
    }
    auto& query = m_statements[std::string_view(name.data(), size_t(name.size()))];
    if (!query) {
        const Call call(*this);
        auto fresh = std::make_unique<QSqlQuery>(m_database);
        fresh->setForwardOnly(m_dialect.rowByRow());
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
    case Dialect::Failure::Lost:
        // Whoever opens the next one says so, once.
        note(Trouble::Lost);
        m_lost = true;
        if (m_loss.isEmpty()) {
            m_loss = error.databaseText().simplified();
        }
        return unreachable();
    case Dialect::Failure::Contention:
        note(Trouble::Again);
        return unreachable();
    case Dialect::Failure::Full:
    case Dialect::Failure::Io:
    case Dialect::Failure::ReadOnly:
    case Dialect::Failure::Busy:
    case Dialect::Failure::NotADatabase:
    case Dialect::Failure::Corrupt:
    case Dialect::Failure::CannotOpen:
        note(Trouble::Broken);
        qCCritical(
            lcStorage, "the database refuses \"%s\": %s", qUtf8Printable(statement), qUtf8Printable(detail));
        return unreachable();
    case Dialect::Failure::Constraint:
        m_refusal = error.databaseText().section(u'\n', 0, 0).simplified(); // below it may be a whole row
        break;
    case Dialect::Failure::Other:
        break;
    }
    const QString incident = QUuid::createUuid().toString(QUuid::Id128).left(12);
    qCCritical(lcStorage, "incident %s: \"%s\" failed: %s", qUtf8Printable(incident),
        qUtf8Printable(statement), qUtf8Printable(detail));
    return Error::internal(incident);
}

QVariant Statement::bound(const QString& value)
{
    if (value.isEmpty()) {
        return QString(QLatin1String("")); // a null QString would be NULL
    }
    return guarded(storableText(value));
}

Result<void> Statement::execute()
{
    const Connection::Call call(m_connection);
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

// Not prepared: PostgreSQL prepares only what has a plan.
Savepoint::Savepoint(Connection& connection)
    : m_connection(connection)
    , m_begun(run("transaction.savepoint"))
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
    return run("transaction.release");
}

Result<void> Savepoint::undo()
{
    m_open = false;
    if (auto ok = run("transaction.undo"); !ok) {
        return ok;
    }
    return run("transaction.release");
}

Result<void> Savepoint::run(const char* statement)
{
    return m_connection.execute(m_connection.catalogue().text(QLatin1String(statement)));
}

} // namespace madang::server
