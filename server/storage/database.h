#pragma once

#include "server/storage/connection.h"
#include "server/storage/databaseaddress.h"
#include "server/storage/sqlcatalogue.h"

#include <memory>

namespace madang::server {

class FileLock;

// A database that this process has for itself. Makes connections; connect() from any thread.
class Database {
public:
    // Makes the folder and takes the lock. unavailable: the folder cannot be written, or another server has
    // it; the message says which, for a person.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(DatabaseAddress address);
    ~Database();

    // A connection for the calling thread.
    [[nodiscard]] Result<std::unique_ptr<Connection>> connect(ConnectionRole role) const;
    [[nodiscard]] const DatabaseAddress& address() const noexcept { return m_address; }
    [[nodiscard]] const Dialect& dialect() const noexcept { return *m_dialect; }
    [[nodiscard]] const SqlCatalogue& catalogue() const noexcept { return m_catalogue; }

private:
    Database(DatabaseAddress address, std::unique_ptr<FileLock> lock);

    DatabaseAddress m_address;
    std::unique_ptr<FileLock> m_lock;
    std::unique_ptr<const Dialect> m_dialect;
    SqlCatalogue m_catalogue;
};

} // namespace madang::server
