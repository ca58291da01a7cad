#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// Who is there, and who looks at which room: docs/PROTOCOL.md "Presence".
namespace madang::protocol {

enum class PresenceState { Online, Away, Offline, Invisible };
template <> struct Words<PresenceState> {
    static constexpr std::array list{word(PresenceState::Online, "online"), word(PresenceState::Away, "away"),
        word(PresenceState::Offline, "offline"), word(PresenceState::Invisible, "invisible")};
};

// What somebody may say of themselves.
enum class OwnPresence { Online, Away, Invisible };
template <> struct Words<OwnPresence> {
    static constexpr std::array list{word(OwnPresence::Online, "online"), word(OwnPresence::Away, "away"),
        word(OwnPresence::Invisible, "invisible")};
};

struct PersonPresence {
    static constexpr QLatin1String shape{"Presence"};
    UserId user;
    PresenceState state = PresenceState::Offline; // "invisible" only to the person themselves
    std::optional<qint64> seenAt; // of those who are offline, where it is known

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("user", self.user);
        v("state", self.state);
        v("seen_at", self.seenAt);
    }
    bool operator==(const PersonPresence&) const = default;
};

struct PresenceSet {
    static constexpr QLatin1String method{"presence.set"};
    static constexpr QLatin1String summary{
        "Says that this device is in use or idle, or that the person does not want to be seen."};
    static constexpr bool needsLogin = true;
    static constexpr auto errors = kNoErrors;
    struct Params {
        OwnPresence state = OwnPresence::Online;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("state", self.state);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        PresenceState state = PresenceState::Online; // how the person now is, to their own devices

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("state", self.state);
        }
        bool operator==(const Result&) const = default;
    };
};

struct PresenceGet {
    static constexpr QLatin1String method{"presence.get"};
    static constexpr QLatin1String summary{"How people are at present, in the order of asking."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Invalid};
    struct Params {
        std::vector<UserId> users;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("users", self.users);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<PersonPresence> states;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("states", self.states);
        }
        bool operator==(const Result&) const = default;
    };
};

struct RoomEnter {
    static constexpr QLatin1String method{"room.enter"};
    static constexpr QLatin1String summary{
        "This connection looks at the room from now on, until room.exit or its end."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound, ErrorCode::TooLarge};
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

struct RoomExit {
    static constexpr QLatin1String method{"room.exit"};
    static constexpr QLatin1String summary{"This connection looks at the room no longer."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound};
    using Params = RoomEnter::Params;
    using Result = Empty;
};

struct RoomViewers {
    static constexpr QLatin1String method{"room.viewers"};
    static constexpr QLatin1String summary{"Who looks at the room at present."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound};
    using Params = RoomEnter::Params;
    struct Result {
        std::vector<UserId> users; // no more than limits.viewers_listed
        int count = 0; // of all

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("users", self.users);
            v("count", self.count);
        }
        bool operator==(const Result&) const = default;
    };
};

} // namespace madang::protocol
