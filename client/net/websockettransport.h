#pragma once

#include "client/net/transport.h"

#include <QtWebSockets/QWebSocket>

namespace madang::client {

// Transport over QWebSocket with the subprotocol madang.v1.
class WebSocketTransport final : public Transport {
    Q_OBJECT

public:
    WebSocketTransport();
    ~WebSocketTransport() override;

    void open(const QUrl& url) override;
    void send(const QByteArray& frame) override;
    void ping() override;
    void close() override;
    void abort() override;

private:
    void finish(int code, const QString& reason);

    QWebSocket m_socket;
    QString m_error;
    bool m_opened = false;
    bool m_finished = false;
};

} // namespace madang::client
