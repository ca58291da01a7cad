#pragma once

#include "server/eventloop/deletelater.h"
#include "server/sessions/transport.h"

#include <QtCore/QObject>
#include <QtWebSockets/QWebSocket> // whole: whoever holds a Socket may delete it
#include <memory>

class QTcpSocket;

namespace madang::server {

// A QWebSocket as a Transport.
class WebSocketTransport final : public QObject, public Transport {
    Q_OBJECT
public:
    using Socket = std::unique_ptr<QWebSocket, DeleteLater>;

    // `peer` is told apart from the socket, since a proxy may stand in between.
    WebSocketTransport(Socket socket, QHostAddress peer);
    ~WebSocketTransport() override;

    void setListener(Listener* listener) override;
    void send(const QByteArray& frame) override;
    void ping() override;
    void close(CloseCode code, const QString& reason) override;
    void abort() override;
    [[nodiscard]] qint64 waiting() const override;
    [[nodiscard]] QHostAddress peer() const override { return m_peer; }

private:
    Socket m_socket;
    QTcpSocket* m_tcp; // below the socket, and its child
    QHostAddress m_peer;
    Listener* m_listener = nullptr;
};

} // namespace madang::server
