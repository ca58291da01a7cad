#pragma once

#include "server/acceptor/handshakerequest.h"
#include "server/acceptor/peerinfo.h"

#include <QtCore/QPair>
#include <QtCore/QStringList>
#include <variant>

namespace madang::server {

// Who may open a WebSocket here. Immutable while it serves; any thread.
struct HandshakePolicy {
    using Subnet = QPair<QHostAddress, int>; // as QHostAddress::parseSubnet() reads it

    QByteArray path = "/ws";
    QByteArray subprotocol = "madang.v1";
    // Origins that browsers may come from besides the server's own host: "https://chat.example.org", "*" for
    // any.
    QStringList origins;
    // Whose X-Forwarded-For, -Proto and -Host are believed.
    QList<Subnet> trustedProxies;

    [[nodiscard]] bool isTrustedProxy(const QHostAddress& address) const;
    // `peer` and `secure` are those of the TCP connection. Where a client offers subprotocols, ours must be
    // among them.
    [[nodiscard]] std::variant<PeerInfo, HttpRefusal> judge(
        const HandshakeRequest& request, const QHostAddress& peer, bool secure) const;

private:
    [[nodiscard]] QHostAddress clientAddress(const HandshakeRequest& request, const QHostAddress& peer) const;
    [[nodiscard]] bool isOriginAllowed(const QByteArray& origin, const QByteArray& host) const;
};

} // namespace madang::server
