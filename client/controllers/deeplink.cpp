#include "client/controllers/deeplink.h"

#include "client/net/serveraddress.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace madang::client {

namespace {
const QString scheme = QStringLiteral("madang");
// Numbers past this are not whole any more in QML.
constexpr qint64 seqMost = 1LL << 53;

// Digits and nothing else, without a sign, a blank or a leading zero: one place has one link.
std::optional<qint64> seqFrom(const QString& text)
{
    const bool digits = std::all_of(text.begin(), text.end(),
        [](QChar one) { return one >= QLatin1Char('0') && one <= QLatin1Char('9'); });
    if (text.isEmpty() || text.size() > 16 || !digits || text.startsWith(QLatin1Char('0')))
        return std::nullopt;
    const qint64 seq = text.toLongLong();
    return seq <= seqMost ? std::optional(seq) : std::nullopt;
}

quint16 portOf(const QUrl& server)
{
    const bool secure = server.scheme() == QLatin1String("wss");
    return quint16(server.port(secure ? 443 : 80));
}
} // namespace

std::optional<DeepLink> DeepLink::parse(const QString& text)
{
    if (text.size() > longest)
        return std::nullopt;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != scheme || url.host().isEmpty() || url.port() == 0
        || url.authority(QUrl::FullyEncoded).contains(QLatin1Char('@')) || url.hasQuery()
        || url.hasFragment())
        return std::nullopt;
    // Encoded, so that a "%2F" is no border between parts.
    const QStringList parts = url.path(QUrl::FullyEncoded).split(QLatin1Char('/'));
    if (parts.size() < 3 || parts.size() > 4 || !parts.at(0).isEmpty()
        || parts.at(1) != QLatin1String("room"))
        return std::nullopt;
    const auto room = RoomId::fromString(parts.at(2));
    const auto seq = parts.size() == 4 ? seqFrom(parts.at(3)) : std::optional<qint64>(0);
    if (!room || room->isNull() || !seq)
        return std::nullopt;
    return DeepLink{url.host(), quint16(url.port(ServerAddress::defaultPort)), *room, *seq};
}

DeepLink DeepLink::to(const QUrl& server, RoomId room, qint64 seq)
{
    return {server.host(), portOf(server), room, seq};
}

QString DeepLink::toString() const
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(host);
    if (port != ServerAddress::defaultPort)
        url.setPort(port);
    QString path = QLatin1String("/room/") % room.toString();
    if (seq > 0)
        path += QLatin1Char('/') % QString::number(seq);
    url.setPath(path);
    return url.toString(QUrl::FullyEncoded);
}

bool DeepLink::leadsTo(const QUrl& server) const
{
    return host == server.host() && port == portOf(server);
}

} // namespace madang::client
