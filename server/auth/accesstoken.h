#pragma once

#include "server/domain/session.h"
#include "shared/core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QString>
#include <optional>
#include <vector>

namespace madang::protocol {
struct Jwk;
}

namespace madang::server {

// What an access token says (RFC 7519 §4.1; times are seconds since 1970 there and here).
struct AccessClaims {
    UserId user; // sub
    SessionId session; // sid
    qint64 issuedAt = 0; // iat, seconds
    qint64 expiresAt = 0; // exp, seconds
    QString id; // jti
    bool operator==(const AccessClaims&) const = default;
};

inline constexpr qsizetype kMaxAccessToken = 1024; // characters; longer ones are not looked at

// The payload of a token. Pure; refuses whatever is not exactly what encodeClaims writes in meaning: a
// missing member, another issuer, a number that is no integer, a time out of order.
[[nodiscard]] QByteArray encodeClaims(const AccessClaims& claims);
[[nodiscard]] std::optional<AccessClaims> decodeClaims(QByteArrayView payload);

// A new pair, named by its thumbprint.
[[nodiscard]] SigningKey createSigningKey(qint64 nowMs);

// Writes access tokens: JWT, signed with EdDSA and nothing else. Any thread.
class TokenSigner {
public:
    explicit TokenSigner(SigningKey key);
    ~TokenSigner();
    TokenSigner(const TokenSigner&) = delete;
    TokenSigner& operator=(const TokenSigner&) = delete;
    [[nodiscard]] QString sign(const AccessClaims& claims) const;

private:
    SigningKey m_key;
    QByteArray m_header;
};

// Reads access tokens. Knows several keys, so that a key can be replaced while tokens of the old one are
// about. Never looks at a header's meaning: it has to be, byte for byte, the one that a signer with a known
// key writes, so there is no algorithm to be talked into. Immutable, any thread, no database.
class TokenVerifier {
public:
    explicit TokenVerifier(const std::vector<SigningKey>& keys);
    // unauthenticated: not ours, whatever the reason. expired: ours, but its time is over.
    [[nodiscard]] Result<AccessClaims> verify(QStringView token, qint64 nowMs) const;
    // The public keys as `server.keys` answers them (RFC 7517 §4, RFC 8037 §2), oldest first.
    [[nodiscard]] std::vector<protocol::Jwk> jwks() const;

private:
    std::vector<SigningKey> m_keys; // without their secrets
    QHash<QByteArray, QByteArray> m_byHeader; // encoded header → public key
};

} // namespace madang::server
