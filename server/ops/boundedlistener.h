#pragma once

#include <QtNetwork/QTcpServer>

namespace madang::server {

// What QHttpServer 6.4 does not bound by itself: how many connections there are, how much one may send, and
// how long it may stay. Past a bound the connection is cut; whoever asks for metrics comes back with a new
// one.
class BoundedListener final : public QTcpServer {
public:
    struct Bounds {
        int connections = 32; // at once; more are turned away
        qint64 bytes = 16 * 1024; // that one connection may send in its life
        int lifeMs = 30'000;
    };
    explicit BoundedListener(Bounds bounds)
        : m_bounds(bounds)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    const Bounds m_bounds;
    int m_open = 0;
};

} // namespace madang::server
