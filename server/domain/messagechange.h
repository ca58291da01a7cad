#pragma once

#include "server/domain/messagelog.h"

namespace madang::server {

// What an entry that is no Send makes of a message, without its new rev; nothing where that is what it is
// already. forbidden, invalid, tooLarge: it may not. lua/append.lua in server/cluster decides the same.
[[nodiscard]] Result<std::optional<Message>> changed(const Message& before, const LogEntry& entry);

} // namespace madang::server
