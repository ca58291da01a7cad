#include "tests/fuzz/entries.h"

#include "server/auth/accesstoken.h"
#include "server/auth/jws.h"
#include "server/auth/refreshtoken.h"
#include "tests/fuzz/promise.h"

using namespace madang;
using namespace madang::server;

namespace madang::fuzz {

namespace {

constexpr qint64 kNowMs = 1'800'000'000'000;

// The key pair of RFC 8037 appendix A.1, by which the corpus has a token that is good.
SigningKey key()
{
    const QByteArray publicKey = *jws::decodeBase64Url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    const QByteArray seed = *jws::decodeBase64Url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
    return {QString::fromLatin1(jws::thumbprint(publicKey)), publicKey, seed + publicKey, kNowMs};
}

void accessToken(const QString& text)
{
    static const TokenVerifier verifier({key()});
    static const TokenSigner signer(key());
    const auto claims = verifier.verify(text, kNowMs);
    if (claims) {
        promise(signer.sign(*claims) == text, "a token that is taken is the one that was given out",
            text.toUtf8());
    } else {
        promise(
            claims.error().code == ErrorCode::Unauthenticated || claims.error().code == ErrorCode::Expired,
            "a refused token is 401 or 410", text.toUtf8());
    }
}

} // namespace

void tokens(const uint8_t* data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const QString text = QString::fromUtf8(bytes);
    accessToken(text);
    accessToken(QString::fromLatin1(bytes));

    if (const auto parts = jws::split(bytes)) {
        promise(parts->header.toByteArray() + '.' + parts->payload.toByteArray() + '.'
                    + parts->signature.toByteArray()
                == bytes,
            "three parts are the whole", bytes);
    }
    if (const auto decoded = jws::decodeBase64Url(bytes))
        promise(jws::encodeBase64Url(*decoded) == bytes, "base64url has one form", bytes);
    if (const auto claims = decodeClaims(bytes)) {
        promise(decodeClaims(encodeClaims(*claims)) == claims, "claims survive being written", bytes);
        promise(claims->expiresAt > claims->issuedAt && !claims->user.isNull() && !claims->session.isNull(),
            "claims are whole", bytes);
    }
    if (const auto refresh = parseRefreshToken(text)) {
        promise(text.startsWith(refresh->session.toString() + u'.') && refresh->hash.size() == 32,
            "a refresh token names its session", bytes);
    }
}

} // namespace madang::fuzz
