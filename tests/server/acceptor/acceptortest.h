#pragma once

#include "server/acceptor/acceptor.h"
#include "server/eventloop/dispatcher.h"
#include "server/eventloop/loopgroup.h"
#include "tests/server/eventloop/tsan.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QtTest>
#include <QtWebSockets/QWebSocket>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace madang::test {

// A door with loops behind it that echo what they hear.
class EchoServer {
public:
    explicit EchoServer(server::AcceptorOptions options = {}, int loops = 2)
        : m_loops(loops)
        , m_sockets(size_t(loops))
    {
        m_loops.start();
        acceptor = std::make_unique<server::Acceptor>(
            m_loops, std::move(options), [this](server::WebSocketPtr socket, const server::PeerInfo& peer) {
                ++accepted;
                const int loop = server::LoopThread::current()->index();
                {
                    const std::lock_guard lock(m_mutex);
                    m_peers.push_back(peer);
                    m_perLoop.resize(m_sockets.size());
                    ++m_perLoop[size_t(loop)];
                }
                QWebSocket* const raw = socket.get();
                if (raw->findChild<QTcpSocket*>())
                    ++withWire;
                QObject::connect(raw, &QWebSocket::textMessageReceived, raw,
                    [raw](const QString& text) { raw->sendTextMessage(text); });
                QObject::connect(raw, &QWebSocket::binaryMessageReceived, raw,
                    [raw](const QByteArray& bytes) { raw->sendTextMessage(QString::number(bytes.size())); });
                auto& sockets = m_sockets[size_t(loop)];
                QObject::connect(raw, &QWebSocket::disconnected, raw, [&sockets, raw] {
                    std::erase_if(sockets, [raw](const auto& held) { return held.get() == raw; });
                });
                sockets.push_back(std::move(socket));
            });
        const auto listening = acceptor->listen();
        if (!listening)
            qFatal("%s", qPrintable(listening.error().message));
        port = acceptor->port();
    }
    ~EchoServer()
    {
        acceptor.reset();
        m_loops.stop([this](server::LoopThread& loop) { m_sockets[size_t(loop.index())].clear(); });
    }
    [[nodiscard]] server::LoopGroup& loops() { return m_loops; }
    std::vector<server::PeerInfo> peers()
    {
        const std::lock_guard lock(m_mutex);
        return m_peers;
    }
    std::vector<int> perLoop()
    {
        const std::lock_guard lock(m_mutex);
        return m_perLoop;
    }

    std::unique_ptr<server::Acceptor> acceptor;
    std::atomic<int> accepted = 0;
    std::atomic<int> withWire = 0; // of those, with the TCP socket as a child
    quint16 port = 0;

private:
    server::LoopGroup m_loops;
    std::vector<std::vector<server::WebSocketPtr>> m_sockets; // each touched by its loop only
    std::mutex m_mutex; // for the next two
    std::vector<server::PeerInfo> m_peers;
    std::vector<int> m_perLoop;
};

// A client that says exactly what it is told.
class RawClient : public QTcpSocket {
public:
    explicit RawClient(quint16 port)
    {
        QObject::connect(this, &QTcpSocket::readyRead, this, [this] { received += readAll(); });
        connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    }
    [[nodiscard]] bool isClosed() const { return state() == UnconnectedState; }
    [[nodiscard]] int status() const { return received.mid(9, 3).toInt(); }

    QByteArray received;
};

inline QByteArray requestHead(const QByteArray& more = {}, const QByteArray& path = "/ws")
{
    return "GET " + path
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + more;
}

// With the line that ends it.
inline QByteArray wholeRequest(const QByteArray& more = {}, const QByteArray& path = "/ws")
{
    return requestHead(more, path) + "\r\n";
}

} // namespace madang::test

#define MADANG_LOOP_TEST_MAIN(TestClass)                                                                     \
    int main(int argc, char** argv)                                                                          \
    {                                                                                                        \
        QCoreApplication::setEventDispatcher(madang::server::makeDispatcher().release());                    \
        QCoreApplication application(argc, argv);                                                            \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
