#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>
#include <memory>

namespace madang::server {

// An advisory lock on a file, held until destruction or the death of the process by any means. QLockFile is
// not used: it decides by process id whether a lock is stale, and in a container every server is process 1.
class FileLock {
public:
    // unavailable: held by another process. forbidden: the file cannot be made.
    [[nodiscard]] static Result<std::unique_ptr<FileLock>> acquire(const QString& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    explicit FileLock(qintptr handle) noexcept
        : m_handle(handle)
    {
    }
    qintptr m_handle;
};

} // namespace madang::server
