#pragma once

#include "server/acceptor/handshakepolicy.h"
#include "server/eventloop/deletelater.h"
#include "shared/core/limits.h"

#include <QtNetwork/QSslConfiguration>
#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

class QWebSocket;

namespace madang::server {

using WebSocketPtr = std::unique_ptr<QWebSocket, DeleteLater>;

// Called on the loop's thread (LoopThread::current()) with each connection that has passed its handshake.
// Every limit is set on the socket, and nothing has been read from it. The TCP socket underneath is its child
// (findChild<QTcpSocket*>()): a frame that is finished already may be written straight to it.
using OnConnection = std::function<void(WebSocketPtr, const PeerInfo&)>;

struct AcceptorOptions {
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0; // 0: any free one
    int backlog = 4096; // the system may have a lower bound (net.core.somaxconn)
    int maxConnections = 20'000; // those whose handshake is under way included
    HandshakePolicy policy;
    Limits limits;
    std::optional<QSslConfiguration> tls;

    // The largest frame a client may send: a text frame or, of a file, 256 KiB behind 12 bytes.
    [[nodiscard]] qint64 incomingFrameBytes() const { return std::max(limits.clientFrame, 256 * 1024 + 12); }
};

} // namespace madang::server
