#pragma once

#include "server/domain/messagelog.h"

namespace madang::server {

// What tells whether a retry is of the same message: 16 bytes of a hash of its room, text and reply; of what
// is forwarded, of its room and where the text came from.
[[nodiscard]] QByteArray bodyHash(const LogEntry& entry);

} // namespace madang::server
