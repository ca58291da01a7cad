#pragma once

#include "server/domain/message.h"
#include "server/domain/room.h"
#include "server/domain/session.h"
#include "server/domain/user.h"

namespace madang::server {

class Statement;

// How the column lists of sql/ (their fragments) become entities. `column` is where the list begins.
namespace rows {

constexpr int userColumns = 8;
constexpr int roomColumns = 12; // the last two are the head
constexpr int memberColumns = 5;
constexpr int messageColumns = 17;
constexpr int sessionColumns = 8;

[[nodiscard]] User user(const Statement& row, int column = 0);
[[nodiscard]] Room room(const Statement& row, int column = 0);
[[nodiscard]] Head head(const Statement& row, int column = roomColumns - 2);
[[nodiscard]] Member member(const Statement& row, int column = 0);
[[nodiscard]] Message message(const Statement& row, int column = 0);
[[nodiscard]] Session session(const Statement& row, int column = 0);

// The numbers that stand for enumerations in the database. They never change; new ones are added.
[[nodiscard]] int number(UserKind kind) noexcept;
[[nodiscard]] int number(RoomKind kind) noexcept;
[[nodiscard]] int number(RoomAccess access) noexcept;
[[nodiscard]] int number(Role role) noexcept;
[[nodiscard]] int number(MessageKind kind) noexcept;
[[nodiscard]] int number(DeviceKind kind) noexcept;
[[nodiscard]] Role roleOf(int number) noexcept;

} // namespace rows
} // namespace madang::server
