#pragma once

#include "shared/protocol/draftmethods.h"
#include "shared/protocol/method.h"
#include "shared/protocol/presencemethods.h"
#include "shared/protocol/shapes.h"

// Notifications of the server. Counted ones make up the stream; passing ones may be lost.
namespace madang::protocol {

struct MessageCreated {
    static constexpr QLatin1String event{"message.created"};
    static constexpr QLatin1String summary{"A room has a new message."};
    static constexpr bool counted = true;
    Message message;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("message", self.message);
    }
    bool operator==(const MessageCreated&) const = default;
};

struct MessageChanged {
    static constexpr QLatin1String event{"message.changed"};
    static constexpr QLatin1String summary{"A message was edited, deleted, pinned or reacted to."};
    static constexpr bool counted = true;
    Message message;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("message", self.message);
    }
    bool operator==(const MessageChanged&) const = default;
};

struct RoomChanged {
    static constexpr QLatin1String event{"room.changed"};
    static constexpr QLatin1String summary{"A room is new to the person, or has changed."};
    static constexpr bool counted = true;
    Room room; // `me` and `peer` only where the event goes to one person alone

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v) { v("room", self.room); }
    bool operator==(const RoomChanged&) const = default;
};

struct RoomRemoved {
    static constexpr QLatin1String event{"room.removed"};
    static constexpr QLatin1String summary{"The person is no longer in a room."};
    static constexpr bool counted = true;
    RoomId room;
    QString reason; // "left", "kicked", "banned", "closed"

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("reason", self.reason);
    }
    bool operator==(const RoomRemoved&) const = default;
};

struct MemberChanged {
    static constexpr QLatin1String event{"member.changed"};
    static constexpr QLatin1String summary{"A member of a room is new, has changed or has left."};
    static constexpr bool counted = true;
    RoomId room;
    Member member;
    std::optional<bool> left; // true for one who left, else absent

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("member", self.member);
        v("left", self.left);
    }
    bool operator==(const MemberChanged&) const = default;
};

struct ReadChanged {
    static constexpr QLatin1String event{"read.changed"};
    static constexpr QLatin1String summary{"A member has read a room up to a seq."};
    static constexpr bool counted = true;
    RoomId room;
    UserId user;
    qint64 seq = 0;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("user", self.user);
        v("seq", self.seq);
    }
    bool operator==(const ReadChanged&) const = default;
};

struct DraftChanged {
    static constexpr QLatin1String event{"draft.changed"};
    static constexpr QLatin1String summary{"The person has changed a draft of theirs by another connection."};
    static constexpr bool counted = true;
    Draft draft;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("draft", self.draft);
    }
    bool operator==(const DraftChanged&) const = default;
};

struct TypingChanged {
    static constexpr QLatin1String event{"typing.changed"};
    static constexpr QLatin1String summary{"A member writes, or no longer does."};
    static constexpr bool counted = false;
    RoomId room;
    UserId user;
    bool on = false;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("user", self.user);
        v("on", self.on);
    }
    bool operator==(const TypingChanged&) const = default;
};

struct PresenceChanged {
    static constexpr QLatin1String event{"presence.changed"};
    static constexpr QLatin1String summary{"Somebody came, went, is away, or is back."};
    static constexpr bool counted = false;
    UserId user;
    PresenceState state = PresenceState::Offline;
    std::optional<qint64> seenAt; // offline

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("user", self.user);
        v("state", self.state);
        v("seen_at", self.seenAt);
    }
    bool operator==(const PresenceChanged&) const = default;
};

struct ViewersChanged {
    static constexpr QLatin1String event{"viewers.changed"};
    static constexpr QLatin1String summary{"Who looks at a room has changed."};
    static constexpr bool counted = false;
    RoomId room;
    std::vector<UserId> users; // no more than limits.viewers_listed
    int count = 0; // of all

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("room", self.room);
        v("users", self.users);
        v("count", self.count);
    }
    bool operator==(const ViewersChanged&) const = default;
};

struct SessionEnding {
    static constexpr QLatin1String event{"session.ending"};
    static constexpr QLatin1String summary{"The server is about to close this connection."};
    static constexpr bool counted = true;
    QString reason; // "draining", "logout", "revoked", "replaced" …
    std::optional<qint64> retryAfterMs; // draining
    std::optional<Device> device; // replaced: by a login on this one …
    std::optional<QString> address; // … from there

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("reason", self.reason);
        v("retry_after_ms", self.retryAfterMs);
        v("device", self.device);
        v("address", self.address);
    }
    bool operator==(const SessionEnding&) const = default;
};

using AllEvents = TypeList<MessageCreated, MessageChanged, RoomChanged, RoomRemoved, MemberChanged,
    ReadChanged, DraftChanged, TypingChanged, PresenceChanged, ViewersChanged, SessionEnding>;

} // namespace madang::protocol
