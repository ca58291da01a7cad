#include "server/acceptor/pendinghandshake.h"

#include "server/acceptor/logging.h"
#include "server/acceptor/looplistener.h"

#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpSocket>

namespace madang::server {

namespace {

// How long a refused client may take to read why.
constexpr qint64 kLingerMs = 2'000;

// Goes with the socket, whoever owns that by then. (The signal destroyed() would not do: QWebSocket
// disconnects the socket's signals when it goes.)
class PlaceHolder final : public QObject {
public:
    PlaceHolder(ConnectionTally::Place place, QObject* socket)
        : QObject(socket)
        , m_place(std::move(place))
    {
    }

private:
    ConnectionTally::Place m_place;
};

} // namespace

PendingHandshake::PendingHandshake(LoopListener& listener, const QHostAddress& peer)
    : m_listener(listener)
    , m_peer(peer)
    , m_socket(listener.makeSocket())
    , m_deadline(listener.wheel(), listener.handshakeDeadlineMs(), [this] {
        qCDebug(lcAcceptor) << "no handshake in time from" << m_peer;
        end();
    })
{
    m_socket->setParent(this);
}

PendingHandshake::~PendingHandshake() = default;

void PendingHandshake::begin(Descriptor descriptor, ConnectionTally::Place place)
{
    new PlaceHolder(std::move(place), m_socket);
    m_socket->setReadBufferSize(HandshakeRequest::kMaxBytes);
    if (!m_socket->setSocketDescriptor(descriptor.get())) {
        qCDebug(lcAcceptor) << "unusable connection from" << m_peer << m_socket->errorString();
        end();
        return;
    }
    descriptor.release();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &PendingHandshake::readHead);
    connect(m_socket, &QTcpSocket::disconnected, this, &PendingHandshake::end);
    if (auto* const secure = qobject_cast<QSslSocket*>(m_socket)) {
        // A failed TLS handshake closes the socket, but not in every case.
        connect(secure, &QSslSocket::errorOccurred, this, &PendingHandshake::end);
        secure->startServerEncryption();
    }
}

void PendingHandshake::readHead()
{
    if (m_refused) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    auto head = readHandshake(m_socket->peek(HandshakeRequest::kMaxBytes));
    if (std::holds_alternative<HandshakeIncomplete>(head))
        return;
    if (const auto* refusal = std::get_if<HttpRefusal>(&head))
        return refuse(*refusal);
    auto verdict = m_listener.judge(
        std::get<HandshakeRequest>(head), m_peer, qobject_cast<QSslSocket*>(m_socket) != nullptr);
    if (const auto* refusal = std::get_if<HttpRefusal>(&verdict))
        return refuse(*refusal);
    disconnect(m_socket, nullptr, this, nullptr);
    m_socket->setParent(nullptr);
    m_listener.upgrade(std::exchange(m_socket, nullptr), std::get<PeerInfo>(verdict));
    end();
}

void PendingHandshake::refuse(const HttpRefusal& refusal)
{
    qCDebug(lcAcceptor) << "refused" << m_peer << refusal.status << refusal.text;
    m_refused = true;
    m_deadline.start(m_listener.wheel(), kLingerMs, [this] { end(); });
    // Closing with unread data would reset the connection, and the answer would be lost on the way.
    m_socket->skip(m_socket->bytesAvailable());
    m_socket->write(refusal.toBytes());
    m_socket->disconnectFromHost();
}

void PendingHandshake::end()
{
    m_deadline.cancel();
    // Inside one of the socket's signals as a rule, so neither goes at once.
    if (m_socket) {
        disconnect(m_socket, nullptr, this, nullptr);
        m_socket->abort();
    }
    m_listener.forget(this);
}

} // namespace madang::server
