#include "server/storage/filelock.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace madang::server {

#ifdef Q_OS_WIN

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString& path)
{
    const auto name = QDir::toNativeSeparators(path).toStdWString();
    // Not shared with anybody: a second opening fails for as long as this one lives.
    const HANDLE handle = CreateFileW(
        name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        if (GetLastError() == ERROR_SHARING_VIOLATION) {
            return Error::unavailable(QStringLiteral("held by another process"));
        }
        return Error::forbidden(qt_error_string(int(GetLastError())).trimmed());
    }
    return std::unique_ptr<FileLock>(new FileLock(qintptr(handle)));
}

FileLock::~FileLock()
{
    CloseHandle(HANDLE(m_handle));
}

#else

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString& path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return Error::forbidden(QString::fromLocal8Bit(std::strerror(errno)));
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(fd);
        if (reason == EWOULDBLOCK) {
            return Error::unavailable(QStringLiteral("held by another process"));
        }
        return Error::forbidden(QString::fromLocal8Bit(std::strerror(reason)));
    }
    return std::unique_ptr<FileLock>(new FileLock(fd));
}

FileLock::~FileLock()
{
    ::close(int(m_handle));
}

#endif

} // namespace madang::server
