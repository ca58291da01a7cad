#include "server/acceptor/looplistener.h"

#include "server/acceptor/addresslimiter.h"
#include "server/acceptor/logging.h"
#include "server/acceptor/pendinghandshake.h"
#include "server/eventloop/timerwheel.h"
#include "shared/core/clock.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

namespace madang::server {

LoopListener::LoopListener(TimerWheel& wheel, std::shared_ptr<const AcceptorOptions> options,
    std::shared_ptr<AddressLimiter> addresses, OnConnection onConnection)
    : m_wheel(wheel)
    , m_options(std::move(options))
    , m_addresses(std::move(addresses))
    , m_onConnection(std::move(onConnection))
    , m_server(QStringLiteral("madang"),
          m_options->tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
{
    m_server.setSupportedSubprotocols({QString::fromLatin1(m_options->policy.subprotocol)});
}

LoopListener::~LoopListener()
{
    // At once: deferred, they would outlive what they refer to.
    for (auto& [handshake, owner] : m_pending)
        delete owner.release();
}

void LoopListener::adopt(Descriptor descriptor, const QHostAddress& peer, ConnectionTally::Place place)
{
    auto handshake = std::unique_ptr<PendingHandshake, DeleteLater>(new PendingHandshake(*this, peer));
    PendingHandshake& begun = *handshake;
    m_pending.emplace(&begun, std::move(handshake));
    begun.begin(std::move(descriptor), std::move(place));
}

QTcpSocket* LoopListener::makeSocket() const
{
    if (!m_options->tls)
        return new QTcpSocket;
    auto* const socket = new QSslSocket;
    socket->setSslConfiguration(*m_options->tls);
    return socket;
}

std::variant<PeerInfo, HttpRefusal> LoopListener::judge(
    const HandshakeRequest& request, const QHostAddress& peer, bool secure) const
{
    auto verdict = m_options->policy.judge(request, peer, secure);
    // A proxy's connections were not counted when they were accepted: only now is it known whose they are.
    if (const auto* info = std::get_if<PeerInfo>(&verdict); info && m_options->policy.isTrustedProxy(peer)
        && !m_addresses->take(info->address, SystemClock().steadyMs()))
        return HttpRefusal{429, "Too many connections from this address.", "Retry-After: 1"};
    return verdict;
}

// QWebSocketServer puts off reading the head to an event of its own and then does not say whose it was.
// Delivering that event here and now makes the hand-over one step, and the socket that comes out is the one
// that went in.
void LoopListener::upgrade(QTcpSocket* socket, const PeerInfo& peer)
{
    const QPointer<QTcpSocket> watch(socket);
    m_server.handleConnection(socket);
    QCoreApplication::sendPostedEvents(&m_server, QEvent::MetaCall);
    WebSocketPtr upgraded(m_server.nextPendingConnection());
    if (!upgraded) {
        qCWarning(lcAcceptor) << "Qt refused a handshake that we would take, from" << peer.address
                              << m_server.errorString();
        if (watch) {
            watch->abort();
            watch->deleteLater();
        }
        return;
    }
    // Qt leaves the TCP socket to the QWebSocketServer, which may go first, and then to nobody.
    socket->setParent(upgraded.get());
    const auto frame = quint64(m_options->incomingFrameBytes());
    // QWebSocket waits until a frame is there in whole: the buffer has to hold the largest one and its header
    // (14 bytes).
    upgraded->setReadBufferSize(qint64(frame) + 1024);
    upgraded->setMaxAllowedIncomingFrameSize(frame);
    upgraded->setMaxAllowedIncomingMessageSize(frame);
    upgraded->setOutgoingFrameSize(quint64(m_options->limits.serverFrame));
    m_onConnection(std::move(upgraded), peer);
}

void LoopListener::forget(PendingHandshake* handshake)
{
    m_pending.erase(handshake);
}

} // namespace madang::server
