#pragma once

#include "server/domain/messagelog.h"

namespace madang::server {

class Connection;

// The log's reads, each one range of one index. Run in one transaction, so that page and head belong
// together. notFound: no such room.
// Nothing where there is no such room.
[[nodiscard]] Result<std::optional<Head>> readHead(Connection& connection, RoomId room);
[[nodiscard]] Result<MessagePage> readPage(Connection& connection, RoomId room, const PageQuery& query);
[[nodiscard]] Result<ChangesPage> readChanges(Connection& connection, RoomId room, qint64 since, int limit);

} // namespace madang::server
