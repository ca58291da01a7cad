#pragma once

#include "server/domain/roomrepository.h"

namespace madang::server {

class Connection;

// The two creations of a room as they run in the writer; RoomRepository says what they promise.
[[nodiscard]] Result<CreatedRoom> createGroupRoom(Connection& connection, Room room,
    const std::vector<Member>& members, UserId creator, const QUuid& clientId);
[[nodiscard]] Result<CreatedRoom> createDirectRoom(
    Connection& connection, Room room, UserId creator, UserId peer);
// Keeps other servers from deciding about the room's members until this transaction ends.
[[nodiscard]] Result<void> holdRoom(Connection& connection, RoomId room);
// A room with its members, closed or not; nothing where there is none.
[[nodiscard]] Result<std::optional<RoomState>> loadRoom(Connection& connection, RoomId room);

} // namespace madang::server
