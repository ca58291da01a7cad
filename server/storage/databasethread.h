#pragma once

#include "server/storage/link.h"

#include <functional>
#include <thread>

namespace madang::server {

// A thread with a connection of its own, which it opens, since a connection stays on the thread that opened
// it. Gives the thread once the connection is open and `prepare`, if there is any, has gone well on it; or
// why not. `name` has at most 15 letters.
[[nodiscard]] Result<std::thread> startDatabaseThread(const Database& database, ConnectionRole role,
    const char* name, std::function<Result<void>(Connection&)> prepare, std::function<void(Link&)> serve);

} // namespace madang::server
