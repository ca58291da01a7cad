#include "server/acceptor/handshakepolicy.h"

#include "server/acceptor/descriptor.h"

#include <QtCore/QUrl>
#include <algorithm>

namespace madang::server {

namespace {

// One hop of X-Forwarded-For: an address, maybe with a port, IPv6 then in brackets.
QHostAddress hopAddress(QByteArrayView hop)
{
    QString text = QString::fromLatin1(hop);
    if (text.startsWith(u'[')) {
        text = text.mid(1, text.indexOf(u']') - 1);
    } else if (text.count(u':') == 1) {
        text.truncate(text.indexOf(u':'));
    }
    return plainAddress(QHostAddress(text));
}

int defaultPort(const QString& scheme)
{
    return scheme == QLatin1String("https") ? 443 : 80;
}

} // namespace

bool HandshakePolicy::isTrustedProxy(const QHostAddress& address) const
{
    return std::any_of(trustedProxies.begin(), trustedProxies.end(),
        [&address](const Subnet& subnet) { return address.isInSubnet(subnet); });
}

// Each proxy appends whom it heard from, so the list is read from its end, for as long as who wrote is
// trusted. What stands before that is the client's own invention.
QHostAddress HandshakePolicy::clientAddress(const HandshakeRequest& request, const QHostAddress& peer) const
{
    QHostAddress client = peer;
    for (auto hop = request.forwardedFor.rbegin();
         hop != request.forwardedFor.rend() && isTrustedProxy(client); ++hop) {
        const QHostAddress address = hopAddress(*hop);
        if (address.isNull())
            break;
        client = address;
    }
    return client;
}

bool HandshakePolicy::isOriginAllowed(const QByteArray& origin, const QByteArray& host) const
{
    const QString text = QString::fromLatin1(origin);
    for (const QString& allowed : origins) {
        if (allowed == QLatin1String("*") || allowed.compare(text, Qt::CaseInsensitive) == 0)
            return true;
    }
    // A page that this very host served: same name, same port.
    const QUrl page(text, QUrl::StrictMode);
    const QUrl own(page.scheme() + QLatin1String("://") + QString::fromLatin1(host), QUrl::StrictMode);
    if (!page.isValid() || page.host().isEmpty() || !own.isValid() || page.host() != own.host())
        return false;
    const int standard = defaultPort(page.scheme());
    return page.port(standard) == own.port(standard);
}

std::variant<PeerInfo, HttpRefusal> HandshakePolicy::judge(
    const HandshakeRequest& request, const QHostAddress& peer, bool secure) const
{
    if (request.path != path)
        return HttpRefusal{404, "There is nothing here; the chat is at " + path + '.', {}};
    if (!request.upgrade)
        return HttpRefusal{
            426, "This is a WebSocket of version 13.", "Upgrade: websocket\r\nSec-WebSocket-Version: 13"};
    const bool proxied = isTrustedProxy(peer);
    const QByteArray& host
        = proxied && !request.forwardedHost.isEmpty() ? request.forwardedHost : request.host;
    if (request.origin && !isOriginAllowed(*request.origin, host))
        return HttpRefusal{403, "Pages of this origin may not connect.", {}};
    if (!request.subprotocols.isEmpty() && !request.subprotocols.contains(subprotocol))
        return HttpRefusal{400, "The subprotocol here is " + subprotocol + '.', {}};
    PeerInfo info;
    info.address = proxied ? clientAddress(request, peer) : peer;
    info.secure = secure || (proxied && request.forwardedProto.compare("https", Qt::CaseInsensitive) == 0);
    if (!request.subprotocols.isEmpty())
        info.subprotocol = QString::fromLatin1(subprotocol);
    return info;
}

} // namespace madang::server
