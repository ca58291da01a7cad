#pragma once

#include <QtCore/QString>
#include <QtNetwork/QHostAddress>

namespace madang::server {

// What is known of a connection when its handshake is done.
struct PeerInfo {
    QHostAddress address; // the client's own, where a trusted proxy tells it
    bool secure = false; // over TLS, up to us or up to the proxy
    QString subprotocol; // the one agreed on; empty if the client offered none
};

} // namespace madang::server
