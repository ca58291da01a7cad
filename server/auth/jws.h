#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <optional>

// JSON Web Signature in its compact form (RFC 7515 §3.1) with Ed25519 (RFC 8037), and nothing else of it.
// Pure functions: bytes in, value or nothing out.
namespace madang::server::jws {

inline constexpr qsizetype kPublicKeySize = 32;
inline constexpr qsizetype kSecretKeySize = 64;
inline constexpr qsizetype kSignatureSize = 64;

// Base64url without padding (RFC 7515 §2).
[[nodiscard]] QByteArray encodeBase64Url(QByteArrayView bytes);
// Nothing where there is padding, white space, another alphabet, or bits that the shortest form would not
// have: one value has one text.
[[nodiscard]] std::optional<QByteArray> decodeBase64Url(QByteArrayView text);

// The parts of a token, views into its text.
struct Compact {
    QByteArrayView header; // as encoded
    QByteArrayView payload; // as encoded
    QByteArrayView signature; // as encoded
    QByteArrayView signingInput; // header, dot, payload
};
// Nothing where it has not exactly three parts, all of them filled.
[[nodiscard]] std::optional<Compact> split(QByteArrayView token) noexcept;

// The whole token. `header` and `payload` are the bytes before encoding; the key has kSecretKeySize bytes.
[[nodiscard]] QByteArray sign(QByteArrayView header, QByteArrayView payload, QByteArrayView secretKey);
// Whether the signature was made for this input by the owner of this key (kPublicKeySize bytes).
[[nodiscard]] bool verify(const Compact& token, QByteArrayView publicKey);

// The name of a public key that everyone can work out: its JWK thumbprint (RFC 7638, RFC 8037 §2).
[[nodiscard]] QByteArray thumbprint(QByteArrayView publicKey);

} // namespace madang::server::jws
