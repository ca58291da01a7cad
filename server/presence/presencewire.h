#pragma once

#include "server/domain/event.h"
#include "server/presence/onlinepeople.h"
#include "server/presence/viewernews.h"
#include "shared/protocol/presencemethods.h"

namespace madang::server {

[[nodiscard]] protocol::PresenceState toWire(PresenceState state) noexcept;
// `seenAt` is told of those who are offline; 0: unknown.
[[nodiscard]] protocol::PersonPresence toWire(UserId user, PresenceState state, qint64 seenAt);

// presence.changed and viewers.changed, for connections of this server: the others tell theirs.
[[nodiscard]] Event presenceEvent(UserId user, PresenceState state, qint64 seenAt, std::vector<UserId> to);
[[nodiscard]] Event viewersEvent(RoomId room, const RoomViewers& viewers, std::vector<UserId> to);

} // namespace madang::server
