#pragma once

#include "shared/core/id.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <optional>

namespace madang::server {

// What a refresh token's text holds: whose it is, openly, and a secret. The session stands in it so that
// everything a refresh needs can be read before the token is spent: what fails then can be tried again.
struct RefreshSecret {
    SessionId session;
    QString text; // session id, dot, 32 random bytes in base64url
    QByteArray
        hash; // SHA-256 of the text: what is stored (the secret is random, so a slow hash adds nothing)
};

[[nodiscard]] RefreshSecret createRefreshToken(SessionId session);
// Nothing where the text has not this form.
[[nodiscard]] std::optional<RefreshSecret> parseRefreshToken(QStringView text);

} // namespace madang::server
