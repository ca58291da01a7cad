#pragma once

#include "server/storage/database.h"

#include <functional>
#include <thread>

namespace madang::server {

// A thread with a connection of its own, which it opens, since a connection stays on the thread that opened
// it. Gives the thread once the connection is open, or why it is not.
[[nodiscard]] Result<std::thread> startDatabaseThread(
    const Database& database, ConnectionRole role, const char* name, std::function<void(Connection&)> serve);

} // namespace madang::server
