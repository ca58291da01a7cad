#include "server/storage/database.h"

#include "server/storage/filelock.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace madang::server {

namespace {
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
}

Result<std::unique_ptr<Database>> Database::open(DatabaseAddress address)
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
    return std::unique_ptr<Database>(new Database(std::move(address), std::move(lock).value()));
}

Database::Database(DatabaseAddress address, std::unique_ptr<FileLock> lock)
    : m_address(std::move(address))
    , m_lock(std::move(lock))
    , m_dialect(std::make_unique<SqliteDialect>())
    , m_catalogue(*m_dialect)
{
}

Database::~Database() = default;

Result<std::unique_ptr<Connection>> Database::connect(ConnectionRole role) const
{
    return Connection::open(m_address.file, role, *m_dialect, m_catalogue);
}

} // namespace madang::server
