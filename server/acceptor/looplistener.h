#pragma once

#include "server/acceptor/acceptoroptions.h"
#include "server/acceptor/connectiontally.h"
#include "server/acceptor/descriptor.h"
#include "server/acceptor/handshakepolicy.h"

#include <QtWebSockets/QWebSocketServer>
#include <unordered_map>

class QTcpSocket;

namespace madang::server {

class AddressLimiter;
class PendingHandshake;
class TimerWheel;

// Turns descriptors into WebSockets on one loop, and gives each that has passed its handshake to the
// callback. Made, used and destroyed on that loop's thread.
class LoopListener {
public:
    LoopListener(TimerWheel& wheel, std::shared_ptr<const AcceptorOptions> options,
        std::shared_ptr<AddressLimiter> addresses, OnConnection onConnection);
    ~LoopListener();
    LoopListener(const LoopListener&) = delete;
    LoopListener& operator=(const LoopListener&) = delete;

    void adopt(Descriptor descriptor, const QHostAddress& peer, ConnectionTally::Place place);
    // Connections whose handshake is under way.
    [[nodiscard]] size_t pending() const noexcept { return m_pending.size(); }

private:
    friend class PendingHandshake;

    [[nodiscard]] TimerWheel& wheel() noexcept { return m_wheel; }
    [[nodiscard]] qint64 handshakeDeadlineMs() const noexcept
    {
        return m_options->limits.handshakeDeadlineMs;
    }
    [[nodiscard]] QTcpSocket* makeSocket() const;
    [[nodiscard]] std::variant<PeerInfo, HttpRefusal> judge(
        const HandshakeRequest& request, const QHostAddress& peer, bool secure) const;
    void upgrade(QTcpSocket* socket, const PeerInfo& peer);
    void forget(PendingHandshake* handshake);

    TimerWheel& m_wheel;
    const std::shared_ptr<const AcceptorOptions> m_options;
    const std::shared_ptr<AddressLimiter> m_addresses;
    const OnConnection m_onConnection;
    QWebSocketServer m_server;
    std::unordered_map<PendingHandshake*, std::unique_ptr<PendingHandshake, DeleteLater>> m_pending;
};

} // namespace madang::server
