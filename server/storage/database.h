#pragma once

#include "server/storage/connection.h"
#include "server/storage/databaseaddress.h"
#include "server/storage/sqlcatalogue.h"

#include <chrono>
#include <memory>

namespace madang::server {

class FileLock;
class ServerLock;
class Watchdog;

// Whether this process has a database for itself, or beside others that agree with it through Redis.
enum class Sharing { Exclusive, Shared };

// A database. Makes connections; connect() from any thread.
class Database {
public:
    // How long a PostgreSQL server may take for a statement that reads; for others twice as long. One that
    // has been silent for half as long again is taken for dead.
    static constexpr std::chrono::milliseconds defaultAnswerWithin{15'000};

    // SQLite: makes the folder and takes the lock, which is always for one process alone. unavailable: the
    // folder cannot be written, or another server has it; the message says which, for a person. PostgreSQL:
    // nothing yet.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(DatabaseAddress address,
        Sharing sharing = Sharing::Exclusive, std::chrono::milliseconds answerWithin = defaultAnswerWithin);
    ~Database();

    // A connection for the calling thread. On PostgreSQL a writer's holds the lock against other servers
    // (serverlock.h) for as long as it lives. conflict: another server has it. unavailable: not opened.
    [[nodiscard]] Result<std::unique_ptr<Connection>> connect(ConnectionRole role) const;
    [[nodiscard]] const DatabaseAddress& address() const noexcept { return m_address; }
    [[nodiscard]] const Dialect& dialect() const noexcept { return *m_dialect; }
    [[nodiscard]] const SqlCatalogue& catalogue() const noexcept { return m_catalogue; }

private:
    Database(DatabaseAddress address, std::unique_ptr<FileLock> file, std::unique_ptr<ServerLock> server,
        std::unique_ptr<const Dialect> dialect, std::chrono::milliseconds answerWithin);

    DatabaseAddress m_address;
    std::unique_ptr<FileLock> m_fileLock;
    std::unique_ptr<ServerLock> m_serverLock;
    std::unique_ptr<Watchdog> m_watchdog; // PostgreSQL's
    std::chrono::milliseconds m_answerWithin;
    std::unique_ptr<const Dialect> m_dialect;
    SqlCatalogue m_catalogue;
};

} // namespace madang::server
