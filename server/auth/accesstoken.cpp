#include "server/auth/accesstoken.h"

#include "server/auth/jws.h"
#include "server/auth/sodium.h"
#include "shared/protocol/servermethods.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <limits>
#include <sodium.h>

namespace madang::server {

namespace {
constexpr QLatin1String kIssuer{"madang"};
constexpr qsizetype kMaxTokenId = 64;

// The one header that tokens of this key have.
QByteArray headerOf(const SigningKey& key)
{
    const QJsonObject header{{QStringLiteral("alg"), QStringLiteral("EdDSA")},
        {QStringLiteral("kid"), key.id}, {QStringLiteral("typ"), QStringLiteral("JWT")}};
    return QJsonDocument(header).toJson(QJsonDocument::Compact);
}

std::optional<qint64> secondsOf(const QJsonValue& value)
{
    constexpr qint64 kNone = std::numeric_limits<qint64>::min();
    const qint64 seconds = value.toInteger(kNone);
    // Times that stay whole numbers when they become milliseconds.
    if (seconds < 0 || seconds > std::numeric_limits<qint64>::max() / 1000)
        return std::nullopt;
    return seconds;
}

void wipe(QByteArray& bytes)
{
    sodium_memzero(bytes.data(), size_t(bytes.size()));
}
} // namespace

QByteArray encodeClaims(const AccessClaims& claims)
{
    const QJsonObject payload{{QStringLiteral("iss"), kIssuer},
        {QStringLiteral("sub"), claims.user.toString()}, {QStringLiteral("sid"), claims.session.toString()},
        {QStringLiteral("iat"), claims.issuedAt}, {QStringLiteral("exp"), claims.expiresAt},
        {QStringLiteral("jti"), claims.id}};
    return QJsonDocument(payload).toJson(QJsonDocument::Compact);
}

std::optional<AccessClaims> decodeClaims(QByteArrayView payload)
{
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromRawData(payload.data(), payload.size()));
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    const auto text = [&object](QLatin1String name) { return object.value(name).toString(); };
    const auto user = UserId::fromString(text(QLatin1String("sub")));
    const auto session = SessionId::fromString(text(QLatin1String("sid")));
    const auto issuedAt = secondsOf(object.value(QLatin1String("iat")));
    const auto expiresAt = secondsOf(object.value(QLatin1String("exp")));
    const QString id = text(QLatin1String("jti"));
    if (text(QLatin1String("iss")) != kIssuer || !user || user->isNull() || !session || session->isNull()
        || !issuedAt || !expiresAt || *expiresAt <= *issuedAt || id.isEmpty() || id.size() > kMaxTokenId) {
        return std::nullopt;
    }
    return AccessClaims{*user, *session, *issuedAt, *expiresAt, id};
}

SigningKey createSigningKey(qint64 nowMs)
{
    requireSodium();
    SigningKey key;
    key.publicKey = QByteArray(jws::kPublicKeySize, Qt::Uninitialized);
    key.secretKey = QByteArray(jws::kSecretKeySize, Qt::Uninitialized);
    crypto_sign_ed25519_keypair(reinterpret_cast<unsigned char*>(key.publicKey.data()),
        reinterpret_cast<unsigned char*>(key.secretKey.data()));
    key.id = QString::fromLatin1(jws::thumbprint(key.publicKey));
    key.createdAt = nowMs;
    return key;
}

TokenSigner::TokenSigner(SigningKey key)
    : m_key(std::move(key))
    , m_header(headerOf(m_key))
{
    Q_ASSERT(m_key.secretKey.size() == jws::kSecretKeySize);
    requireSodium();
}

TokenSigner::~TokenSigner()
{
    wipe(m_key.secretKey);
}

QString TokenSigner::sign(const AccessClaims& claims) const
{
    return QString::fromLatin1(jws::sign(m_header, encodeClaims(claims), m_key.secretKey));
}

TokenVerifier::TokenVerifier(const std::vector<SigningKey>& keys)
    : m_keys(keys)
{
    requireSodium();
    for (SigningKey& key : m_keys) {
        key.secretKey.clear();
        m_byHeader.insert(jws::encodeBase64Url(headerOf(key)), key.publicKey);
    }
}

Result<AccessClaims> TokenVerifier::verify(QStringView token, qint64 nowMs) const
{
    const auto refused = [] {
        return Error::unauthenticated(QStringLiteral("The access token is not valid. Log in again."));
    };
    if (token.size() > kMaxAccessToken)
        return refused();
    const QByteArray bytes = token.toLatin1(); // what is not Latin-1 becomes '?', which no token has
    const auto parts = jws::split(bytes);
    if (!parts)
        return refused();
    const auto key
        = m_byHeader.constFind(QByteArray::fromRawData(parts->header.data(), parts->header.size()));
    // The signature comes first: nothing that a stranger wrote is parsed.
    if (key == m_byHeader.cend() || !jws::verify(*parts, *key))
        return refused();
    const auto payload = jws::decodeBase64Url(parts->payload);
    const auto claims = payload ? decodeClaims(*payload) : std::nullopt;
    if (!claims)
        return refused();
    if (nowMs >= claims->expiresAt * 1000)
        return Error::expired(QStringLiteral("The access token has expired. Refresh it."));
    return *claims;
}

std::vector<protocol::Jwk> TokenVerifier::jwks() const
{
    std::vector<protocol::Jwk> keys;
    keys.reserve(m_keys.size());
    for (const SigningKey& key : m_keys) {
        protocol::Jwk jwk;
        jwk.x = QString::fromLatin1(jws::encodeBase64Url(key.publicKey));
        jwk.kid = key.id;
        keys.push_back(std::move(jwk));
    }
    return keys;
}

} // namespace madang::server
