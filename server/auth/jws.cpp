#include "server/auth/jws.h"

#include "server/auth/sodium.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QStringBuilder>
#include <sodium.h>

namespace madang::server::jws {

namespace {
static_assert(kPublicKeySize == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(kSecretKeySize == crypto_sign_ed25519_SECRETKEYBYTES);
static_assert(kSignatureSize == crypto_sign_ed25519_BYTES);

const unsigned char* bytesOf(QByteArrayView view) noexcept
{
    return reinterpret_cast<const unsigned char*>(view.data());
}
} // namespace

QByteArray encodeBase64Url(QByteArrayView bytes)
{
    return bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> decodeBase64Url(QByteArrayView text)
{
    // Decoders are lenient, each in its own way (libsodium 1.0.18 takes bytes past 127), so that what was
    // read is written again: there is one text to a value, or none.
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), text.size()),
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
            | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || encodeBase64Url(*decoded) != text)
        return std::nullopt;
    return *decoded;
}

std::optional<Compact> split(QByteArrayView token) noexcept
{
    const qsizetype first = token.indexOf('.');
    if (first <= 0)
        return std::nullopt;
    const qsizetype second = token.indexOf('.', first + 1);
    if (second <= first + 1 || second + 1 >= token.size() || token.indexOf('.', second + 1) >= 0)
        return std::nullopt;
    return Compact{token.first(first), token.sliced(first + 1, second - first - 1), token.sliced(second + 1),
        token.first(second)};
}

QByteArray sign(QByteArrayView header, QByteArrayView payload, QByteArrayView secretKey)
{
    Q_ASSERT(secretKey.size() == kSecretKeySize);
    requireSodium();
    QByteArray token = encodeBase64Url(header) + '.' + encodeBase64Url(payload);
    QByteArray signature(kSignatureSize, Qt::Uninitialized);
    crypto_sign_ed25519_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytesOf(token),
        size_t(token.size()), bytesOf(secretKey));
    return token + '.' + encodeBase64Url(signature);
}

bool verify(const Compact& token, QByteArrayView publicKey)
{
    if (publicKey.size() != kPublicKeySize)
        return false;
    const auto signature = decodeBase64Url(token.signature);
    if (!signature || signature->size() != kSignatureSize)
        return false;
    return crypto_sign_ed25519_verify_detached(bytesOf(*signature), bytesOf(token.signingInput),
               size_t(token.signingInput.size()), bytesOf(publicKey))
        == 0;
}

QByteArray thumbprint(QByteArrayView publicKey)
{
    // RFC 7638 §3: the required members in the order of their names, without white space.
    const QByteArray jwk = R"({"crv":"Ed25519","kty":"OKP","x":")" + encodeBase64Url(publicKey) + R"("})";
    return encodeBase64Url(QCryptographicHash::hash(jwk, QCryptographicHash::Sha256));
}

} // namespace madang::server::jws
