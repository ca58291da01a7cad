#pragma once

#include "server/domain/session.h"

#include <QtCore/QByteArray>
#include <QtCore/QLatin1String>
#include <optional>

namespace madang::server {

enum class RevocationReason { Logout, Revoked, PasswordChanged, AccountDeleted, TokenReused, Replaced };
// The word of `session.ending` and of the log: "logout", "revoked", "password_changed", "account_deleted",
// "token_reused", "replaced".
[[nodiscard]] QLatin1String reasonOf(RevocationReason reason) noexcept;

// The end of a session.
struct Revocation {
    // From where the login came that ended it.
    struct Newcomer {
        Device device;
        QString address;
        bool operator==(const Newcomer&) const = default;
    };
    SessionId session;
    RevocationReason reason = RevocationReason::Revoked;
    std::optional<Newcomer> by; // of Replaced
    bool operator==(const Revocation&) const = default;
};

// The form in which servers of one group tell each other. Nothing where the bytes are not exactly what
// encode() writes; a reason that is unknown here (a newer server's) is read as Revoked, since the session has
// ended all the same.
[[nodiscard]] QByteArray encode(const Revocation& revocation);
[[nodiscard]] std::optional<Revocation> decodeRevocation(const QByteArray& bytes);

} // namespace madang::server
