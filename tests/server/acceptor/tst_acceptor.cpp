// The door as clients meet it. Each trap of QTcpServer and QWebSocketServer that is closed has its test here.
#include "server/acceptor/acceptor.h"

#include "server/eventloop/descriptorlimit.h"
#include "tests/server/acceptor/acceptortest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>
#include <QtWebSockets/QWebSocketHandshakeOptions>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <semaphore>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

AcceptorOptions options()
{
    return {};
}

AcceptorOptions withDeadline(qint64 ms)
{
    AcceptorOptions o;
    o.limits.handshakeDeadlineMs = ms;
    return o;
}

int rawConnect(quint16 port)
{
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (client >= 0 && ::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0
        && errno != EINPROGRESS)
        qFatal("connect: %s", std::strerror(errno));
    return client;
}

bool isConnected(int client)
{
    pollfd entry{client, POLLOUT, 0};
    return ::poll(&entry, 1, 0) == 1 && (entry.revents & (POLLERR | POLLHUP)) == 0;
}

// The header of a client's frame, masked with zero.
QByteArray frameHeader(int opcode, quint64 size, bool last = true)
{
    QByteArray header;
    header += char((last ? 0x80 : 0) | opcode);
    if (size < 126) {
        header += char(0x80 | size);
    } else if (size < 65536) {
        header += char(0x80 | 126);
        header += char(size >> 8);
        header += char(size);
    } else {
        header += char(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            header += char(size >> shift);
    }
    return header + QByteArray(4, '\0');
}

} // namespace

class tst_Acceptor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { raiseDescriptorLimit(); }

    void echoes()
    {
        EchoServer server;
        QWebSocket client;
        QSignalSpy text(&client, &QWebSocket::textMessageReceived);
        connect(&client, &QWebSocket::connected, &client,
            [&] { client.sendTextMessage(QStringLiteral("마당")); });
        client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(server.port)));
        QTRY_COMPARE(text.size(), 1);
        QCOMPARE(text.first().first().toString(), QStringLiteral("마당"));
        QCOMPARE(server.acceptor->connections(), 1);
        const auto peers = server.peers();
        QCOMPARE(peers.size(), size_t(1));
        QCOMPARE(peers[0].address, QHostAddress(QHostAddress::LocalHost));
        QVERIFY(!peers[0].secure);
        QCOMPARE(server.withWire.load(), 1);
        client.close();
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }

    void portInUseIsOneClearLine()
    {
        EchoServer server;
        LoopGroup loops(1);
        loops.start();
        AcceptorOptions o;
        o.port = server.port;
        Acceptor second(loops, o, [](WebSocketPtr, const PeerInfo&) {});
        const auto result = second.listen();
        QVERIFY(!result);
        QVERIFY(result.error().message.startsWith(
            QStringLiteral("Cannot listen on 127.0.0.1 port %1: ").arg(server.port)));
        QVERIFY(!result.error().message.contains(u'\n'));
    }

    // Trap: a backlog of 50 makes a burst wait a second for a retransmitted SYN.
    void twoThousandAtOnceAreConnectedBeforeWeLook()
    {
        constexpr int kClients = 2000;
        QFile bound(QStringLiteral("/proc/sys/net/core/somaxconn"));
        if (!bound.open(QIODevice::ReadOnly) || bound.readAll().trimmed().toInt() < kClients)
            QSKIP("The system bounds every backlog below the number of clients (net.core.somaxconn).");
        EchoServer server;
        std::vector<int> clients;
        for (int i = 0; i < kClients; ++i)
            clients.push_back(rawConnect(server.port));
        // Our loop has not run: what is connected now waits in the backlog, what is not would wait for a
        // second SYN.
        QCOMPARE(std::count_if(clients.begin(), clients.end(), isConnected), qsizetype(kClients));

        const QByteArray request = wholeRequest();
        for (const int client : clients)
            QCOMPARE(::send(client, request.data(), size_t(request.size()), MSG_NOSIGNAL),
                ssize_t(request.size()));
        QTRY_COMPARE_WITH_TIMEOUT(server.accepted.load(), kClients, 60'000);
        QCOMPARE(server.acceptor->connections(), kClients);
        for (const int client : clients) {
            char answer[12] = {};
            QCOMPARE(::recv(client, answer, sizeof answer, 0), ssize_t(sizeof answer));
            QCOMPARE(QByteArray(answer, sizeof answer), QByteArray("HTTP/1.1 101"));
            ::close(client);
        }
        QTRY_COMPARE_WITH_TIMEOUT(server.acceptor->connections(), 0, 60'000);
        const auto perLoop = server.perLoop();
        QVERIFY(std::abs(perLoop[0] - perLoop[1]) <= 100);
    }

    void loopsAreFilledEvenly()
    {
        EchoServer server({}, 3);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 30; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port));
            clients.back()->write(wholeRequest());
        }
        QTRY_COMPARE(server.accepted.load(), 30);
        QCOMPARE(server.perLoop(), (std::vector<int>{10, 10, 10}));
    }

    // Trap: handleConnection() starts no handshake timer.
    void silentClientIsCutAtTheDeadline()
    {
        EchoServer server(withDeadline(150));
        RawClient client(server.port);
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        QTRY_VERIFY(client.isClosed());
        QTRY_COMPARE(server.acceptor->connections(), 0);
        QCOMPARE(server.accepted.load(), 0);
    }

    void slowClientIsCutAtTheDeadlineHoweverBusyItIs()
    {
        EchoServer server(withDeadline(400));
        RawClient client(server.port);
        const QByteArray request = requestHead("X-Padding: " + QByteArray(4000, 'x') + "\r\n");
        qsizetype sent = 0;
        QTimer drip;
        connect(&drip, &QTimer::timeout, &client, [&] {
            if (client.state() == QAbstractSocket::ConnectedState)
                client.write(request.mid(sent++, 1));
        });
        drip.start(5);
        QTRY_VERIFY(client.isClosed() && sent > 0);
        QVERIFY(sent < request.size());
        QTRY_COMPARE(server.acceptor->connections(), 0);
        QCOMPARE(server.accepted.load(), 0);
    }

    void slowClientWithinTheDeadlineIsServed()
    {
        EchoServer server;
        RawClient client(server.port);
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        for (const char byte : wholeRequest()) {
            client.write(&byte, 1);
            client.flush();
        }
        QTRY_COMPARE(client.status(), 101);
    }

    void finishedHandshakeOutlivesTheDeadline()
    {
        EchoServer server(withDeadline(100));
        RawClient client(server.port);
        client.write(wholeRequest());
        QTRY_COMPARE(client.status(), 101);
        QTest::qWait(400);
        QVERIFY(!client.isClosed());
        client.received.clear();
        client.write(frameHeader(1, 2) + "hi");
        QTRY_COMPARE(client.received, QByteArray("\x81\x02hi"));
    }

    // Trap: headers may grow to 800 KB.
    void sixteenKilobytesOfHeadersAreRefused()
    {
        EchoServer server;
        RawClient client(server.port);
        QByteArray request = requestHead();
        while (request.size() < HandshakeRequest::kMaxBytes)
            request += "X-Padding: " + QByteArray(500, 'x') + "\r\n";
        client.write(request.first(HandshakeRequest::kMaxBytes));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 431);
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }

    void eightHundredKilobytesOfHeadersAreRefused()
    {
        EchoServer server;
        RawClient client(server.port);
        const QByteArray line = "X-Padding: " + QByteArray(500, 'x') + "\r\n";
        client.write(requestHead() + line.repeated(1600));
        QTRY_VERIFY(client.isClosed());
        QTRY_COMPARE(server.acceptor->connections(), 0);
        QCOMPARE(server.accepted.load(), 0);
    }

    void garbageIsRefusedAtOnce_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("TLS hello") << QByteArray::fromHex("16030100a5010000a10303");
        QTest::newRow("zeros") << QByteArray(1000, '\0');
        QTest::newRow("words") << QByteArray("EHLO mail.example.org\r\n");
        QTest::newRow("one word") << QByteArray("GET\r\n\r\n");
    }

    void garbageIsRefusedAtOnce()
    {
        QFETCH(const QByteArray, bytes);
        EchoServer server; // its deadline is longer than this test may take
        RawClient client(server.port);
        client.write(bytes);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 400);
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }

    void refusalsAreAnswered_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("other path") << wholeRequest({}, "/") << 404;
        QTest::newRow("a browser's visit")
            << QByteArray("GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n") << 426;
        QTest::newRow("post") << QByteArray("POST /ws HTTP/1.1\r\nHost: localhost\r\n\r\n") << 405;
        // Trap: origins are accepted by default.
        QTest::newRow("foreign origin") << wholeRequest("Origin: https://evil.example\r\n") << 403;
        QTest::newRow("other subprotocols only")
            << wholeRequest("Sec-WebSocket-Protocol: soap, mqtt\r\n") << 400;
        QTest::newRow("frame behind the head") << wholeRequest() + frameHeader(1, 2) + "hi" << 400;
    }

    void refusalsAreAnswered()
    {
        QFETCH(const QByteArray, request);
        EchoServer server;
        RawClient client(server.port);
        client.write(request);
        QTRY_VERIFY(client.isClosed());
        QTEST(client.status(), "status");
        QVERIFY(client.received.contains("\r\nConnection: close\r\n"));
        QCOMPARE(server.accepted.load(), 0);
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }

    void ownOriginComesIn()
    {
        EchoServer server;
        RawClient client(server.port);
        client.write(wholeRequest("Origin: http://localhost\r\n"));
        QTRY_COMPARE(client.status(), 101);
    }

    // QWebSocketServer reads the head once more, and must not be stricter than we are: it closes without an
    // answer.
    void unusualButProperHeadsComeIn_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("empty header") << wholeRequest("X-Empty:\r\n");
        QTest::newRow("no space") << wholeRequest("X-Tight:value\r\n");
        QTest::newRow("many spaces") << wholeRequest("X-Wide:  \t value  \r\n");
        QTest::newRow("colons in a value") << wholeRequest("X-Colons: a: b: c\r\n");
        QTest::newRow("bytes beyond ASCII") << wholeRequest("X-Name: \xEB\xA7\x88\xEB\x8B\xB9\r\n");
        QTest::newRow("other case") << wholeRequest()
                                           .replace("Upgrade: websocket", "upgrade: WebSocket")
                                           .replace("Connection: Upgrade", "CONNECTION: keep-alive,upgrade");
        QTest::newRow("a long line") << wholeRequest("Cookie: " + QByteArray(7900, 'c') + "\r\n");
        QTest::newRow("a hundred headers") << wholeRequest(QByteArray("A: b\r\n").repeated(95));
        QTest::newRow("extensions") << wholeRequest(
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
        QTest::newRow("host with a port") << wholeRequest().replace("localhost", "localhost:7000");
        QTest::newRow("host in IPv6") << wholeRequest().replace("localhost", "[::1]:7000");
        QTest::newRow("query") << wholeRequest({}, "/ws?a=b&c=%20");
    }

    void unusualButProperHeadsComeIn()
    {
        QFETCH(const QByteArray, request);
        EchoServer server;
        RawClient client(server.port);
        client.write(request);
        QTRY_VERIFY(client.received.size() > 12 || client.isClosed());
        QCOMPARE(client.status(), 101);
        QCOMPARE(server.accepted.load(), 1);
    }

    void subprotocolIsEchoed()
    {
        EchoServer server;
        QWebSocket client;
        QWebSocketHandshakeOptions handshake;
        handshake.setSubprotocols({QStringLiteral("soap"), QStringLiteral("madang.v1")});
        QSignalSpy connected(&client, &QWebSocket::connected);
        client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(server.port)), handshake);
        QTRY_COMPARE(connected.size(), 1);
        QCOMPARE(client.subprotocol(), QStringLiteral("madang.v1"));
        QCOMPARE(server.peers().at(0).subprotocol, QStringLiteral("madang.v1"));
        RawClient plain(server.port);
        plain.write(wholeRequest());
        QTRY_COMPARE(plain.status(), 101);
        QVERIFY(!plain.received.contains("Sec-WebSocket-Protocol"));
        QCOMPARE(server.peers().at(1).subprotocol, QString());
    }

    // Trap: incoming frames and messages default to 2 GB.
    void oversizedFrameIsClosedAsTooBig()
    {
        EchoServer server;
        RawClient client(server.port);
        client.write(wholeRequest());
        QTRY_COMPARE(client.status(), 101);
        client.received.clear();
        client.write(frameHeader(2, quint64(options().incomingFrameBytes()) + 1)); // the payload never comes
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.received.first(1), QByteArray("\x88"));
        QCOMPARE(client.received.mid(2, 2), QByteArray::fromHex("03f1")); // 1009
    }

    void oversizedMessageOfSmallFramesIsClosedAsTooBig()
    {
        EchoServer server;
        RawClient client(server.port);
        client.write(wholeRequest());
        QTRY_COMPARE(client.status(), 101);
        client.received.clear();
        const QByteArray part(100 * 1024, 'p');
        client.write(frameHeader(2, quint64(part.size()), false) + part);
        client.write(frameHeader(0, quint64(part.size()), false) + part);
        client.write(frameHeader(0, quint64(part.size()), false) + part);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.received.first(1), QByteArray("\x88"));
        QCOMPARE(client.received.mid(2, 2), QByteArray::fromHex("03f1"));
    }

    // Trap: the read buffer of the handshake would be too small for a frame, which QWebSocket takes only in
    // whole.
    void largestFrameComesThrough()
    {
        EchoServer server;
        QWebSocket client;
        QSignalSpy text(&client, &QWebSocket::textMessageReceived);
        const QByteArray block(qsizetype(options().incomingFrameBytes()), 'b');
        client.setOutgoingFrameSize(quint64(block.size()));
        connect(&client, &QWebSocket::connected, &client, [&] { client.sendBinaryMessage(block); });
        client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(server.port)));
        QTRY_COMPARE(text.size(), 1);
        QCOMPARE(text.first().first().toString().toLongLong(), block.size());
    }

    void halfOpenClientIsForgotten()
    {
        EchoServer server;
        const int client = rawConnect(server.port);
        QTRY_COMPARE(server.acceptor->connections(), 1);
        ::send(client, "GET /w", 6, MSG_NOSIGNAL);
        ::shutdown(client, SHUT_WR);
        QTRY_COMPARE(server.acceptor->connections(), 0);
        ::close(client);
    }

    void resetDuringTheHandshakeIsNoHarm()
    {
        EchoServer server;
        const QByteArray request = wholeRequest();
        for (int i = 0; i < 200; ++i) {
            const int client = rawConnect(server.port);
            const auto part = size_t(i) * size_t(request.size()) / 199; // from nothing to the whole request
            QCOMPARE(::send(client, request.data(), part, MSG_NOSIGNAL), ssize_t(part));
            if (i % 3 == 0)
                QTest::qWait(1);
            const linger reset{1, 0};
            ::setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
            ::close(client);
        }
        RawClient honest(server.port);
        honest.write(request);
        QTRY_COMPARE(honest.status(), 101);
        QTRY_COMPARE(server.acceptor->connections(), 1);
    }

    void clientThatLeavesBehindItsRequestIsForgotten()
    {
        EchoServer server({}, 1);
        constexpr int kClients = 50;
        std::vector<int> clients;
        for (int i = 0; i < kClients; ++i)
            clients.push_back(rawConnect(server.port));
        QTRY_COMPARE(server.acceptor->connections(), kClients);
        std::binary_semaphore held(0);
        std::binary_semaphore go(0);
        server.loops().at(0).post([&] {
            held.release();
            go.acquire();
        });
        held.acquire();
        const QByteArray request = wholeRequest();
        for (const int client : clients) {
            QCOMPARE(::send(client, request.data(), size_t(request.size()), MSG_NOSIGNAL),
                ssize_t(request.size()));
            const linger reset{1, 0};
            ::setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
            ::close(client);
        }
        go.release();
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }

    void connectionsAreBounded()
    {
        AcceptorOptions o;
        o.maxConnections = 3;
        EchoServer server(o);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port));
            clients.back()->write(wholeRequest());
            QTRY_COMPARE(clients.back()->status(), 101);
        }
        RawClient fourth(server.port);
        fourth.write(wholeRequest());
        QTRY_VERIFY(fourth.isClosed());
        QCOMPARE(fourth.received, QByteArray());
        clients.pop_back();
        QTRY_COMPARE(server.acceptor->connections(), 2);
        RawClient fifth(server.port);
        fifth.write(wholeRequest());
        QTRY_COMPARE(fifth.status(), 101);
    }

    void addressIsLimited()
    {
        AcceptorOptions o;
        o.limits.limitLoopback = true;
        o.limits.addressConnections = {0.001, 5};
        EchoServer server(o);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port));
            clients.back()->write(wholeRequest());
        }
        QTRY_COMPARE(
            std::count_if(clients.begin(), clients.end(), [](const auto& c) { return c->isClosed(); }),
            qsizetype(3));
        QTRY_COMPARE(server.accepted.load(), 5);
    }

    void loopbackIsNotLimitedUnlessSet()
    {
        AcceptorOptions o;
        o.limits.addressConnections = {0.001, 5};
        EchoServer server(o);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 50; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port));
            clients.back()->write(wholeRequest());
        }
        QTRY_COMPARE(server.accepted.load(), 50);
    }

    void clientsBehindATrustedProxyAreLimitedEachForItself()
    {
        AcceptorOptions o;
        o.limits.addressConnections = {0.001, 2};
        o.limits.limitLoopback = true;
        o.policy.trustedProxies = {QHostAddress::parseSubnet(QStringLiteral("127.0.0.0/8"))};
        EchoServer server(o);
        const auto statusFor = [&](const QByteArray& client) {
            RawClient proxy(server.port);
            proxy.write(wholeRequest("X-Forwarded-For: " + client + "\r\n"));
            return QTest::qWaitFor([&] { return proxy.received.size() > 12; }, 20'000) ? proxy.status() : -1;
        };
        QCOMPARE(statusFor("203.0.113.1"), 101);
        QCOMPARE(statusFor("203.0.113.1"), 101);
        QCOMPARE(statusFor("203.0.113.1"), 429);
        QCOMPARE(statusFor("203.0.113.2"), 101);
        QCOMPARE(server.peers().at(2).address, QHostAddress(QStringLiteral("203.0.113.2")));
    }

    // Trap: a listener that is readable and cannot be accepted from wakes the loop again and again.
    void lackOfDescriptorsDoesNotSpin()
    {
        EchoServer server;
        // The client exists before the descriptors run out.
        const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        std::vector<int> fillers;
        const rlimit lowered{rlim_t(client) + 30, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &lowered), 0);
        for (int filler = ::dup(client); filler >= 0; filler = ::dup(client))
            fillers.push_back(filler);
        QCOMPARE(errno, EMFILE);

        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("Connections have to wait")));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int connecting = ::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address);
        QVERIFY(connecting == 0 || errno == EINPROGRESS);
        int turns = 0;
        bool done = false;
        const auto counter = connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this, [&] { ++turns; });
        QTimer::singleShot(500, this, [&] { done = true; });
        while (!done)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        disconnect(counter);
        QVERIFY2(turns < 60, qPrintable(QString::number(turns)));
        QCOMPARE(server.acceptor->connections(), 0);

        for (const int filler : fillers)
            ::close(filler);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QTRY_COMPARE(server.acceptor->connections(), 1); // it only had to wait
        ::close(client);
    }

    void stoppingKeepsWhoIsInAndDropsWhoIsNot()
    {
        EchoServer server;
        RawClient inside(server.port);
        inside.write(wholeRequest());
        QTRY_COMPARE(inside.status(), 101);
        RawClient halfway(server.port);
        halfway.write("GET /ws HT");
        QTRY_COMPARE(server.acceptor->connections(), 2);

        server.acceptor->stopAccepting();
        QTRY_VERIFY(halfway.isClosed());
        RawClient late(server.port);
        QTRY_VERIFY(late.isClosed());
        QCOMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
        inside.received.clear();
        inside.write(frameHeader(1, 2) + "hi");
        QTRY_COMPARE(inside.received, QByteArray("\x81\x02hi"));
        QCOMPARE(server.accepted.load(), 1);
        QCOMPARE(server.acceptor->connections(), 1);
        server.acceptor->stopAccepting(); // twice is no harm
        inside.abort();
        QTRY_COMPARE(
            server.acceptor->connections(), 0); // its socket is gone, though the QWebSocketServer went first
    }

    // Trap: the TCP socket behind a QWebSocket belongs to the QWebSocketServer, and leaks when that goes
    // first.
    void stoppingInTheMiddleOfABurstLeavesNothing()
    {
        for (int round = 0; round < 10; ++round) {
            EchoServer server;
            std::vector<std::unique_ptr<RawClient>> clients;
            for (int i = 0; i < 60; ++i) {
                clients.push_back(std::make_unique<RawClient>(server.port));
                clients.back()->write(wholeRequest());
            }
            QTest::qWait(round);
            server.acceptor->stopAccepting();
            const int accepted = server.accepted;
            QTest::qWait(5);
            QCOMPARE(server.accepted.load(), accepted); // nobody came in after
            for (auto& client : clients)
                client->abort();
            QTRY_COMPARE(server.acceptor->connections(), 0);
        }
    }
};

MADANG_LOOP_TEST_MAIN(tst_Acceptor)
#include "tst_acceptor.moc"
