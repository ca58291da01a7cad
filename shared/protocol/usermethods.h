#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// Who is who: docs/PROTOCOL.md "People".
namespace madang::protocol {

struct UserResult {
    User user;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v) { v("user", self.user); }
    bool operator==(const UserResult&) const = default;
};

struct UserMe {
    static constexpr QLatin1String method{"user.me"};
    static constexpr QLatin1String summary{"The person whose session this is."};
    static constexpr bool needsLogin = true;
    static constexpr auto errors = kNoErrors;
    using Params = Empty;
    using Result = UserResult;
};

struct UserGet {
    static constexpr QLatin1String method{"user.get"};
    static constexpr QLatin1String summary{"One person or bot by id."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound};
    struct Params {
        UserId user;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("user", self.user);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = UserResult;
};

struct UserSearch {
    static constexpr QLatin1String method{"user.search"};
    static constexpr QLatin1String summary{"People whose handle or name begins with the query."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Invalid};
    struct Params {
        QString query;
        std::optional<QString> after; // the `next` of the page before
        std::optional<int> limit;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("query", self.query);
            v("after", self.after);
            v("limit", self.limit);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        std::vector<User> users;
        std::optional<QString> next;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("users", self.users);
            v("next", self.next);
        }
        bool operator==(const Result&) const = default;
    };
};

} // namespace madang::protocol
