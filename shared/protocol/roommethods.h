#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// Rooms, their members and read marks: docs/PROTOCOL.md "Rooms and messages".
namespace madang::protocol {

struct RoomResult {
    Room room;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v) { v("room", self.room); }
    bool operator==(const RoomResult&) const = default;
};

struct RoomCreate {
    static constexpr QLatin1String method{"room.create"};
    static constexpr QLatin1String summary{"Makes a group, or the one direct room with a person."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{
        ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Conflict, ErrorCode::Invalid, ErrorCode::Full};
    struct Params {
        RoomKind kind = RoomKind::Group;
        std::optional<UserId> user; // direct
        std::optional<QString> title; // group
        std::optional<std::vector<UserId>> members; // group, besides the creator
        std::optional<QString> topic; // group
        std::optional<RoomAccess> access; // group; "invite" when absent
        std::optional<int> capacity; // group
        std::optional<QUuid> clientId; // group: a retry makes no second one

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("kind", self.kind);
            v("user", self.user);
            v("title", self.title);
            v("members", self.members);
            v("topic", self.topic);
            v("access", self.access);
            v("capacity", self.capacity);
            v("client_id", self.clientId);
        }
        // A direct room needs `user`; a group needs `title` and `members`.
        [[nodiscard]] static std::optional<Misfit> check(const Params& params);
        bool operator==(const Params&) const = default;
    };
    using Result = RoomResult;
};

struct RoomList {
    static constexpr QLatin1String method{"room.list"};
    static constexpr QLatin1String summary{"The person's rooms, the one with the latest activity first."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Invalid};
    struct Params {
        std::optional<QString> after; // the `next` of the page before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<Room> rooms;
        std::optional<QString> next;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("rooms", self.rooms);
            v("next", self.next);
        }
        bool operator==(const Result&) const = default;
    };
};

struct RoomGet {
    static constexpr QLatin1String method{"room.get"};
    static constexpr QLatin1String summary{"A room and a page of its members."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        std::optional<QString> after; // the `next` of the page of members before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        Room room;
        std::vector<Member> members;
        std::optional<QString> next;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("members", self.members);
            v("next", self.next);
        }
        bool operator==(const Result&) const = default;
    };
};

struct RoomLeave {
    static constexpr QLatin1String method{"room.leave"};
    static constexpr QLatin1String summary{"Leaves a room."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Forbidden, ErrorCode::NotFound};
    struct Params {
        RoomId room;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = Empty;
};

struct RoomSetExpiry {
    static constexpr QLatin1String method{"room.set_expiry"};
    static constexpr QLatin1String summary{
        "Sets after how long a group's messages are deleted; 0: by the server's rule alone."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        qint64 afterMs = 0;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("after_ms", self.afterMs);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = RoomResult;
};

struct RoomRead {
    static constexpr QLatin1String method{"room.read"};
    static constexpr QLatin1String summary{"Moves the person's read mark forward, never back."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::Invalid};
    struct Params {
        RoomId room;
        qint64 seq = 0;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("seq", self.seq);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        qint64 readSeq = 0;
        qint64 unread = 0;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("read_seq", self.readSeq);
            v("unread", self.unread);
        }
        bool operator==(const Result&) const = default;
    };
};

struct RoomTyping {
    static constexpr QLatin1String method{"room.typing"};
    static constexpr QLatin1String summary{
        "Tells the others that the person writes, or no longer does; forgotten after 6 s."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound};
    struct Params {
        RoomId room;
        bool on = false;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("room", self.room);
            v("on", self.on);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = Empty;
};

} // namespace madang::protocol
