#include "server/auth/refreshtoken.h"

#include "server/auth/jws.h"
#include "server/auth/sodium.h"

#include <QtCore/QCryptographicHash>

namespace madang::server {

namespace {
constexpr qsizetype kSecretBytes = 32;
constexpr qsizetype kMaxText = 80;

QByteArray hashOf(QStringView text)
{
    return QCryptographicHash::hash(text.toLatin1(), QCryptographicHash::Sha256);
}
} // namespace

RefreshSecret createRefreshToken(SessionId session)
{
    RefreshSecret secret;
    secret.session = session;
    secret.text
        = session.toString() + u'.' + QString::fromLatin1(jws::encodeBase64Url(randomBytes(kSecretBytes)));
    secret.hash = hashOf(secret.text);
    return secret;
}

std::optional<RefreshSecret> parseRefreshToken(QStringView text)
{
    const qsizetype dot = text.indexOf(u'.');
    if (dot < 0 || text.size() > kMaxText)
        return std::nullopt;
    const auto session = SessionId::fromString(text.first(dot));
    const auto secret = jws::decodeBase64Url(text.sliced(dot + 1).toLatin1());
    if (!session || session->isNull() || !secret || secret->size() != kSecretBytes)
        return std::nullopt;
    return RefreshSecret{*session, text.toString(), hashOf(text)};
}

} // namespace madang::server
