#include "client/net/websockettransport.h"

#include "shared/core/limits.h"

#include <QtWebSockets/QWebSocketHandshakeOptions>

namespace madang::client {

WebSocketTransport::WebSocketTransport()
{
    // Qt's own limits are 2 GB; a page of the server's is at most 1 MiB.
    const auto largest = quint64(Limits{}.serverFrame) * 2;
    m_socket.setMaxAllowedIncomingFrameSize(largest);
    m_socket.setMaxAllowedIncomingMessageSize(largest);

    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_opened = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this](const QString& text) { Q_EMIT received(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::pong, this, &Transport::alive);
    connect(&m_socket, &QWebSocket::disconnected, this,
        [this] { finish(m_opened ? int(m_socket.closeCode()) : 0, m_socket.closeReason()); });
    const auto failed = [this] {
        m_error = m_socket.errorString();
        // While connecting, an error is the end; once open, disconnected() follows and bears the code.
        if (!m_opened)
            finish(0, {});
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, failed);
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, failed);
#endif
}

WebSocketTransport::~WebSocketTransport()
{
    // QWebSocket tells of its end in its own destructor, when this object is half gone.
    m_socket.disconnect(this);
}

void WebSocketTransport::open(const QUrl& url)
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QStringLiteral("madang.v1")});
    m_socket.open(url, options);
}

void WebSocketTransport::send(const QByteArray& frame)
{
    if (m_opened && !m_finished)
        m_socket.sendTextMessage(QString::fromUtf8(frame));
}

void WebSocketTransport::ping()
{
    if (m_opened && !m_finished)
        m_socket.ping();
}

void WebSocketTransport::close()
{
    if (m_opened)
        m_socket.close();
    else
        abort();
}

void WebSocketTransport::abort()
{
    // First, so that the code of a close that we did not wait for is not reported as the peer's.
    finish(0, {});
    m_socket.abort();
}

void WebSocketTransport::finish(int code, const QString& reason)
{
    if (m_finished)
        return;
    m_finished = true;
    Q_EMIT closed(code, reason, m_error);
}

} // namespace madang::client
