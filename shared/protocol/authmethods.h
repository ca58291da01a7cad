#pragma once

#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

// Accounts, sessions and streams: docs/PROTOCOL.md "Before a login", "Streams" and "Sessions".
namespace madang::protocol {

// The connection that got this is logged in, and its stream has begun.
struct LoginResult {
    static constexpr QLatin1String shape{"Login"};
    User user;
    Tokens tokens;
    StreamMark stream;

    template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
    {
        v("user", self.user);
        v("tokens", self.tokens);
        v("stream", self.stream);
    }
    bool operator==(const LoginResult&) const = default;
};

struct AuthRegister {
    static constexpr QLatin1String method{"auth.register"};
    static constexpr QLatin1String summary{"Makes an account and logs this connection in."};
    static constexpr bool needsLogin = false;
    static constexpr std::array errors{ErrorCode::Invalid, ErrorCode::Conflict, ErrorCode::Forbidden};
    struct Params {
        QString handle;
        QString password;
        QString name;
        Device device;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("handle", self.handle);
            v("password", self.password);
            v("name", self.name);
            v("device", self.device);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = LoginResult;
};

struct AuthLogin {
    static constexpr QLatin1String method{"auth.login"};
    static constexpr QLatin1String summary{
        "Begins a session by handle and password and logs this connection in."};
    static constexpr bool needsLogin = false;
    static constexpr std::array errors{ErrorCode::Unauthenticated, ErrorCode::Invalid, ErrorCode::Conflict};
    struct Params {
        QString handle;
        QString password;
        Device device;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("handle", self.handle);
            v("password", self.password);
            v("device", self.device);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = LoginResult;
};

struct AuthRefresh {
    static constexpr QLatin1String method{"auth.refresh"};
    static constexpr QLatin1String summary{
        "Spends a refresh token for new tokens; spending one twice revokes its session."};
    static constexpr bool needsLogin = false;
    static constexpr std::array errors{ErrorCode::Unauthenticated, ErrorCode::Expired};
    struct Params {
        QString refreshToken;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("refresh_token", self.refreshToken);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        User user;
        Tokens tokens;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("user", self.user);
            v("tokens", self.tokens);
        }
        bool operator==(const Result&) const = default;
    };
};

struct AuthResume {
    static constexpr QLatin1String method{"auth.resume"};
    static constexpr QLatin1String summary{
        "Logs this connection in by an access token, going on with a stream where it still can."};
    static constexpr bool needsLogin = false;
    static constexpr std::array errors{ErrorCode::Unauthenticated, ErrorCode::Expired, ErrorCode::Conflict};
    struct Params {
        QString accessToken;
        std::optional<StreamMark> stream;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("access_token", self.accessToken);
            v("stream", self.stream);
        }
        bool operator==(const Params&) const = default;
    };
    struct Result {
        User user;
        SessionId session;
        StreamMark stream;
        bool resumed = false;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("user", self.user);
            v("session", self.session);
            v("stream", self.stream);
            v("resumed", self.resumed);
        }
        bool operator==(const Result&) const = default;
    };
};

// Sent by clients as a notification; answered with {} where it comes as a request.
struct StreamAck {
    static constexpr QLatin1String method{"stream.ack"};
    static constexpr QLatin1String summary{
        "Tells how many counted events have arrived, at least every 100 of them or 30 s."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Invalid};
    struct Params {
        qint64 received = 0;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("received", self.received);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = Empty;
};

struct AuthLogout {
    static constexpr QLatin1String method{"auth.logout"};
    static constexpr QLatin1String summary{"Ends the session of this connection."};
    static constexpr bool needsLogin = true;
    static constexpr auto errors = kNoErrors;
    using Params = Empty;
    using Result = Empty;
};

struct AuthSessions {
    static constexpr QLatin1String method{"auth.sessions"};
    static constexpr QLatin1String summary{"The person's sessions, this one marked as current."};
    static constexpr bool needsLogin = true;
    static constexpr auto errors = kNoErrors;
    using Params = Empty;
    struct Result {
        std::vector<SessionInfo> sessions;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("sessions", self.sessions);
        }
        bool operator==(const Result&) const = default;
    };
};

struct AuthRevoke {
    static constexpr QLatin1String method{"auth.revoke"};
    static constexpr QLatin1String summary{"Ends one of the person's sessions and closes its connections."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::NotFound};
    struct Params {
        SessionId session;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("session", self.session);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = Empty;
};

struct AuthChangePassword {
    static constexpr QLatin1String method{"auth.change_password"};
    static constexpr QLatin1String summary{"Sets a new password and ends the person's other sessions."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Forbidden, ErrorCode::Invalid};
    struct Params {
        QString oldPassword;
        QString newPassword;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("old", self.oldPassword);
            v("new", self.newPassword);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = Empty;
};

struct AuthDeleteAccount {
    static constexpr QLatin1String method{"auth.delete_account"};
    static constexpr QLatin1String summary{"Deletes the person's account and ends every session of it."};
    static constexpr bool needsLogin = true;
    static constexpr std::array errors{ErrorCode::Forbidden};
    struct Params {
        QString password;

        template <class Self, class Visitor> static void fields(Self& self, Visitor& v)
        {
            v("password", self.password);
        }
        bool operator==(const Params&) const = default;
    };
    using Result = Empty;
};

} // namespace madang::protocol
