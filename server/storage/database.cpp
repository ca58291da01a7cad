#include "server/storage/database.h"

#include "server/storage/filelock.h"
#include "server/storage/postgresdialect.h"
#include "server/storage/serverlock.h"
#include "server/storage/watchdog.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace madang::server {

namespace {
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<std::unique_ptr<FileLock>> lockFile(const DatabaseAddress& address)
{
    const QFileInfo info(address.file);
    const QString folder = info.absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder)) {
            return Error::unavailable(QStringLiteral("cannot make the data folder %1").arg(folder));
        }
        // The database holds signing keys and everything that was said.
        QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner);
    }
    auto lock = FileLock::acquire(address.file % QLatin1String(".lock"));
    if (!lock && lock.error().code == ErrorCode::Unavailable) {
        return Error::unavailable(QStringLiteral(
            "another Madang server is running on %1; stop it first, or use another data folder")
                                      .arg(folder));
    }
    if (!lock) {
        return Error::unavailable(
            QStringLiteral("cannot write to the data folder %1: %2").arg(folder, lock.error().message));
    }
    // Made here and not by the driver, so that it is the owner's from its first byte. SQLite gives the files
    // beside it the same permissions.
    QFile file(address.file);
    if (!file.exists()) {
        if (!file.open(QIODevice::ReadWrite)) {
            return Error::unavailable(
                QStringLiteral("cannot write to the database %1: %2").arg(address.file, file.errorString()));
        }
        file.setPermissions(ownerOnly);
    }
    return lock;
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(
    DatabaseAddress address, Sharing sharing, std::chrono::milliseconds answerWithin)
{
    if (address.postgres) {
        return std::unique_ptr<Database>(
            new Database(std::move(address), nullptr, std::make_unique<ServerLock>(sharing),
                std::make_unique<PostgresDialect>(answerWithin), answerWithin));
    }
    auto lock = lockFile(address);
    if (!lock) {
        return std::move(lock).error();
    }
    return std::unique_ptr<Database>(new Database(std::move(address), std::move(lock).value(), nullptr,
        std::make_unique<SqliteDialect>(), answerWithin));
}

Database::Database(DatabaseAddress address, std::unique_ptr<FileLock> file,
    std::unique_ptr<ServerLock> server, std::unique_ptr<const Dialect> dialect,
    std::chrono::milliseconds answerWithin)
    : m_address(std::move(address))
    , m_fileLock(std::move(file))
    , m_serverLock(std::move(server))
    , m_watchdog(m_address.postgres ? std::make_unique<Watchdog>() : nullptr)
    , m_answerWithin(answerWithin)
    , m_dialect(std::move(dialect))
    , m_catalogue(*m_dialect)
{
}

Database::~Database() = default;

Result<std::unique_ptr<Connection>> Database::connect(ConnectionRole role) const
{
    const auto answer = m_answerWithin * (role == ConnectionRole::Writer ? 2 : 1);
    auto connection
        = Connection::open(m_address, role, *m_dialect, m_catalogue, m_watchdog.get(), answer * 3 / 2);
    if (connection && m_serverLock) {
        if (auto ok = m_serverLock->attach(**connection, role); !ok) {
            return std::move(ok).error();
        }
    }
    return connection;
}

} // namespace madang::server
