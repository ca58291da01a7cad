#pragma once

#include "server/domain/draftrepository.h"
#include "server/domain/event.h"
#include "server/domain/messagelog.h"
#include "server/domain/roomrepository.h"
#include "shared/protocol/draftmethods.h"
#include "shared/protocol/shapes.h"

namespace madang::server {

// Entities in the form that docs/PROTOCOL.md gives them on the wire, and the events that tell of them.

[[nodiscard]] protocol::User toWire(const User& user);
// As the reader sees it; of nobody's eyes it says nothing that differs per person.
[[nodiscard]] protocol::Message toWire(const Message& message, UserId reader = {});
[[nodiscard]] protocol::Draft toWire(const Draft& draft);
[[nodiscard]] protocol::Room toWire(const RoomRow& row);
[[nodiscard]] protocol::Member toWire(const MemberRow& row);
[[nodiscard]] protocol::Head toWire(Head head);

// message.created, or message.changed. Of these and of those below that name a room and people, the people
// are all of the room, or all but the one it is about.
[[nodiscard]] Event messageEvent(const Message& message, bool created, std::vector<UserId> to);
// message.changed with what is the reader's own in it, which no event for all can say; for the reader's other
// streams, beside that one.
[[nodiscard]] Event ownReactionsEvent(const Message& message, UserId reader, StreamId except);
// room.changed, which is written for one person alone.
[[nodiscard]] Event roomEvent(const RoomRow& row, UserId to);
// The same for several people, without what differs per person.
[[nodiscard]] Event roomEvent(const RoomRow& row, std::vector<UserId> to);
[[nodiscard]] Event removedEvent(RoomId room, const QString& reason, UserId to);
[[nodiscard]] Event memberEvent(
    RoomId room, const User& user, const Member& member, bool left, std::vector<UserId> to);
[[nodiscard]] Event readEvent(RoomId room, UserId user, qint64 seq, std::vector<UserId> to);
// To the person's own connections, but for the one that knows.
[[nodiscard]] Event draftEvent(const Draft& draft, UserId user, StreamId except);
[[nodiscard]] Event typingEvent(RoomId room, UserId user, bool on, std::vector<UserId> to);

} // namespace madang::server
