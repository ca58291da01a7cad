#include "server/sessions/websockettransport.h"

#include <QtCore/QTimer>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

namespace madang::server {

namespace {
// How long the other side may take to answer a close frame before the connection is cut.
constexpr int kCloseMs = 3'000;
} // namespace

WebSocketTransport::WebSocketTransport(Socket socket, QHostAddress peer)
    : m_socket(std::move(socket))
    , m_tcp(m_socket->findChild<QTcpSocket*>())
    , m_peer(peer)
{
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString& text) {
        if (m_listener)
            m_listener->received(text.toUtf8());
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray& bytes) {
        if (m_listener)
            m_listener->receivedBinary(bytes);
    });
    // QWebSocket answers pings by itself and tells nobody. What comes in is seen a layer below.
    if (m_tcp) {
        connect(m_tcp, &QTcpSocket::readyRead, this, [this] {
            if (m_listener)
                m_listener->alive();
        });
    }
    if (auto* tls = qobject_cast<QSslSocket*>(m_tcp)) {
        connect(tls, &QSslSocket::encryptedBytesWritten, this, [this] {
            if (m_listener)
                m_listener->drained();
        });
    }
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, [this] {
        if (m_listener)
            m_listener->drained();
    });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        if (Listener* listener = std::exchange(m_listener, nullptr))
            listener->closed();
    });
}

WebSocketTransport::~WebSocketTransport()
{
    // It lives a little longer, and what it says then concerns nobody.
    m_socket->disconnect(this);
}

void WebSocketTransport::setListener(Listener* listener)
{
    m_listener = listener;
}

void WebSocketTransport::send(const QByteArray& frame)
{
    m_socket->sendTextMessage(QString::fromUtf8(frame));
}

void WebSocketTransport::ping()
{
    m_socket->ping();
}

void WebSocketTransport::close(CloseCode code, const QString& reason)
{
    m_socket->close(QWebSocketProtocol::CloseCode(code), reason);
    // QWebSocket waits for the peer's close frame for as long as TCP lives.
    QTimer::singleShot(kCloseMs, m_socket.get(), [socket = m_socket.get()] { socket->abort(); });
}

void WebSocketTransport::abort()
{
    m_socket->abort();
}

qint64 WebSocketTransport::waiting() const
{
    // A TLS socket calls written what it has encrypted; what the kernel has not taken is told apart.
    const auto* tls = qobject_cast<const QSslSocket*>(m_tcp);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

} // namespace madang::server
