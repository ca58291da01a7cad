#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <functional>
#include <memory>

class QUrl;

namespace madang::client {

// One attempt at a socket: opened at most once, then either opened() and in the end closed(), or only
// closed(). Made for each attempt and thrown away. Lives on the thread that made it.
class Transport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl& url) = 0;
    // One JSON object in UTF-8. Without effect unless open.
    virtual void send(const QByteArray& frame) = 0;
    // Asks the other side for a sign of life, which comes as alive().
    virtual void ping() = 0;
    // Closes politely; closed() comes once and nothing after it.
    virtual void close() = 0;
    // Lets go at once, without a handshake: for a peer that is silent.
    virtual void abort() = 0;

Q_SIGNALS:
    void opened();
    void received(const QByteArray& frame);
    void alive();
    // code: of the close frame (RFC 6455 §7.4), 0 where the socket broke; reason: of the close frame;
    // error: what the system said, for the log.
    void closed(int code, const QString& reason, const QString& error);
};

using TransportFactory = std::function<std::unique_ptr<Transport>()>;

} // namespace madang::client
