#include "client/app/profile.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QLockFile>

namespace madang::client {

Profile::Profile(QString folder, std::unique_ptr<QLockFile> lock)
    : m_folder(std::move(folder))
    , m_lock(std::move(lock))
{
}

Profile::~Profile() = default;

Result<std::unique_ptr<Profile>> Profile::open(const QString& folder)
{
    const QString shown = QDir::toNativeSeparators(folder);
    if (!QDir(folder).exists()) {
        if (!QDir().mkpath(folder))
            return Error::unavailable(QStringLiteral("Cannot create the profile folder %1.").arg(shown));
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    auto lock = std::make_unique<QLockFile>(folder % QLatin1String("/lock"));
    // A running client may hold it for days; whether its process still lives is what counts.
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0)) {
        if (lock->error() == QLockFile::LockFailedError) {
            qint64 pid = 0;
            QString host;
            QString application;
            lock->getLockInfo(&pid, &host, &application);
            return Error::conflict(QStringLiteral("The profile %1 is in use by another madang (process %2)."
                                                  " Close it, or name another folder with --profile.")
                                       .arg(shown)
                                       .arg(pid));
        }
        return Error::unavailable(QStringLiteral("Cannot write to the profile folder %1.").arg(shown));
    }
    return std::unique_ptr<Profile>(new Profile(folder, std::move(lock)));
}

} // namespace madang::client
