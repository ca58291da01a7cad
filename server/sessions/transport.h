#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtNetwork/QHostAddress>

namespace madang::server {

// Close codes of docs/PROTOCOL.md "Transport" and RFC 6455 §7.4.
enum class CloseCode : quint16 {
    Normal = 1000,
    Draining = 1001,
    Protocol = 1002,
    Unsupported = 1003,
    TooBig = 1009,
    Internal = 1011,
    NotAuthenticated = 4001,
    Revoked = 4002,
    Replaced = 4003,
    TooSlow = 4008,
    Flooding = 4009,
};

// One open WebSocket, whatever carries it: the real one, or a test's peer in memory. On one loop's thread.
class Transport {
public:
    // Hears what comes in. Not called any more once closed() was.
    class Listener {
    public:
        virtual void received(QByteArray frame) = 0;
        virtual void receivedBinary(QByteArray frame) = 0;
        // Something came that is no message: a pong, a ping that was answered, a part of a frame.
        virtual void alive() = 0;
        // Some of what was sent has left; waiting() is smaller now.
        virtual void drained() = 0;
        // The connection is gone, by either side's will. The listener may delete the transport later, not
        // here.
        virtual void closed() = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Transport() = default;
    virtual void setListener(Listener* listener) = 0;
    virtual void send(const QByteArray& frame) = 0;
    virtual void ping() = 0;
    // Sends the close frame after what was sent before it, and ends; closed() follows in any case.
    virtual void close(CloseCode code, const QString& reason) = 0;
    // Ends at once, without a close frame; closed() follows.
    virtual void abort() = 0;
    // Bytes that were sent here but that the kernel has not taken yet.
    [[nodiscard]] virtual qint64 waiting() const = 0;
    [[nodiscard]] virtual QHostAddress peer() const = 0;
};

} // namespace madang::server
