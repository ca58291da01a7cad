#include "server/acceptor/handshakepolicy.h"

#include <QtTest/QtTest>

using namespace madang::server;

class tst_HandshakePolicy : public QObject {
    Q_OBJECT

    static HandshakeRequest request()
    {
        HandshakeRequest request;
        request.path = "/ws";
        request.host = "chat.example.org";
        request.upgrade = true;
        return request;
    }
    static int statusOf(const HandshakePolicy& policy, const HandshakeRequest& request)
    {
        const auto verdict = policy.judge(request, QHostAddress(QStringLiteral("203.0.113.9")), false);
        const auto* refusal = std::get_if<HttpRefusal>(&verdict);
        return refusal ? refusal->status : 101;
    }
    static HandshakePolicy behindProxies()
    {
        HandshakePolicy policy;
        policy.trustedProxies = {QHostAddress::parseSubnet(QStringLiteral("127.0.0.1")),
            QHostAddress::parseSubnet(QStringLiteral("10.0.0.0/8")),
            QHostAddress::parseSubnet(QStringLiteral("fd00::/8"))};
        return policy;
    }

private Q_SLOTS:
    void onePathIsServed()
    {
        HandshakeRequest other = request();
        QCOMPARE(statusOf({}, other), 101);
        for (const char* path : {"/", "/ws/", "/wss", "/WS", "/ws/../ws"}) {
            other.path = path;
            QCOMPARE(statusOf({}, other), 404);
        }
        other.upgrade = false;
        QCOMPARE(statusOf({}, other), 404);
        other.path = "/ws";
        QCOMPARE(statusOf({}, other), 426);
    }

    void origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QStringList>("listed");
        QTest::addColumn<int>("status");
        const QStringList none;
        const QStringList listed{QStringLiteral("https://app.example.org")};
        QTest::newRow("own, plain") << QByteArray("http://chat.example.org") << QByteArray("chat.example.org")
                                    << none << 101;
        QTest::newRow("own, standard port said once")
            << QByteArray("https://chat.example.org:443") << QByteArray("chat.example.org") << none << 101;
        QTest::newRow("own, other case")
            << QByteArray("https://Chat.example.org") << QByteArray("CHAT.example.org") << none << 101;
        QTest::newRow("own, same port")
            << QByteArray("http://localhost:7000") << QByteArray("localhost:7000") << none << 101;
        QTest::newRow("own, IPv6") << QByteArray("http://[::1]:7000") << QByteArray("[::1]:7000") << none
                                   << 101;
        QTest::newRow("other port") << QByteArray("http://localhost:3000") << QByteArray("localhost:7000")
                                    << none << 403;
        QTest::newRow("foreign") << QByteArray("https://evil.example") << QByteArray("chat.example.org")
                                 << none << 403;
        QTest::newRow("own as a prefix") << QByteArray("https://chat.example.org.evil.example")
                                         << QByteArray("chat.example.org") << none << 403;
        QTest::newRow("own as a user") << QByteArray("https://chat.example.org@evil.example")
                                       << QByteArray("chat.example.org") << none << 403;
        QTest::newRow("null") << QByteArray("null") << QByteArray("chat.example.org") << none << 403;
        QTest::newRow("empty") << QByteArray() << QByteArray("chat.example.org") << none << 403;
        QTest::newRow("a file") << QByteArray("file://") << QByteArray("chat.example.org") << none << 403;
        QTest::newRow("listed") << QByteArray("https://app.example.org") << QByteArray("chat.example.org")
                                << listed << 101;
        QTest::newRow("listed, other scheme")
            << QByteArray("http://app.example.org") << QByteArray("chat.example.org") << listed << 403;
        QTest::newRow("own beside a list")
            << QByteArray("https://chat.example.org") << QByteArray("chat.example.org") << listed << 101;
        QTest::newRow("any") << QByteArray("https://evil.example") << QByteArray("chat.example.org")
                             << QStringList{QStringLiteral("*")} << 101;
    }

    void origins()
    {
        QFETCH(const QByteArray, origin);
        HandshakeRequest asked = request();
        asked.origin = origin;
        QFETCH(const QByteArray, host);
        asked.host = host;
        HandshakePolicy policy;
        QFETCH(const QStringList, listed);
        policy.origins = listed;
        QTEST(statusOf(policy, asked), "status");
    }

    void noOriginIsFine() { QCOMPARE(statusOf({}, request()), 101); }

    void subprotocols()
    {
        HandshakeRequest asked = request();
        const QHostAddress peer(QStringLiteral("203.0.113.9"));
        QCOMPARE(std::get<PeerInfo>(HandshakePolicy().judge(asked, peer, false)).subprotocol, QString());
        asked.subprotocols = {"soap", "madang.v1"};
        QCOMPARE(std::get<PeerInfo>(HandshakePolicy().judge(asked, peer, false)).subprotocol,
            QStringLiteral("madang.v1"));
        asked.subprotocols = {"soap", "MADANG.V1"}; // case matters (RFC 6455 §11.3.4)
        QCOMPARE(statusOf({}, asked), 400);
    }

    void forwardedAddresses_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QList<QByteArray>>("hops");
        QTest::addColumn<QString>("client");
        using Hops = QList<QByteArray>;
        QTest::newRow("no proxy") << "203.0.113.9" << Hops{} << "203.0.113.9";
        QTest::newRow("claimed by a stranger") << "203.0.113.9" << Hops{"1.2.3.4"} << "203.0.113.9";
        QTest::newRow("one proxy") << "127.0.0.1" << Hops{"1.2.3.4"} << "1.2.3.4";
        QTest::newRow("invented hops stay out") << "127.0.0.1" << Hops{"6.6.6.6", "1.2.3.4"} << "1.2.3.4";
        QTest::newRow("two proxies") << "127.0.0.1" << Hops{"6.6.6.6", "1.2.3.4", "10.0.0.7"} << "1.2.3.4";
        QTest::newRow("from inside") << "127.0.0.1" << Hops{"10.1.1.1", "10.0.0.7"} << "10.1.1.1";
        QTest::newRow("proxy says nothing") << "10.0.0.7" << Hops{} << "10.0.0.7";
        QTest::newRow("proxy says nonsense") << "127.0.0.1" << Hops{"1.2.3.4", "unknown"} << "127.0.0.1";
        QTest::newRow("with a port") << "127.0.0.1" << Hops{"1.2.3.4:55555"} << "1.2.3.4";
        QTest::newRow("IPv6") << "fd00::1" << Hops{"2001:db8::5"} << "2001:db8::5";
        QTest::newRow("IPv6 with a port") << "127.0.0.1" << Hops{"[2001:db8::5]:443"} << "2001:db8::5";
        QTest::newRow("IPv4 inside IPv6") << "127.0.0.1" << Hops{"::ffff:1.2.3.4"} << "1.2.3.4";
    }

    void forwardedAddresses()
    {
        QFETCH(const QString, peer);
        QFETCH(const QList<QByteArray>, hops);
        QFETCH(const QString, client);
        HandshakeRequest asked = request();
        asked.forwardedFor = hops;
        const auto verdict = behindProxies().judge(asked, QHostAddress(peer), false);
        QCOMPARE(std::get<PeerInfo>(verdict).address, QHostAddress(client));
    }

    void forwardedSchemeAndHostAreBelievedFromProxiesOnly()
    {
        HandshakeRequest asked = request();
        asked.host = "127.0.0.1:7000";
        asked.origin = "https://chat.example.org";
        asked.forwardedProto = "https";
        asked.forwardedHost = "chat.example.org";
        const auto inside = behindProxies().judge(asked, QHostAddress(QStringLiteral("10.0.0.7")), false);
        QVERIFY(std::holds_alternative<PeerInfo>(inside));
        QVERIFY(std::get<PeerInfo>(inside).secure);
        const auto outside = behindProxies().judge(asked, QHostAddress(QStringLiteral("203.0.113.9")), false);
        QCOMPARE(std::get<HttpRefusal>(outside).status, 403);
        asked.origin.reset();
        QVERIFY(!std::get<PeerInfo>(
            behindProxies().judge(asked, QHostAddress(QStringLiteral("203.0.113.9")), false))
                     .secure);
        QVERIFY(std::get<PeerInfo>(
            behindProxies().judge(asked, QHostAddress(QStringLiteral("203.0.113.9")), true))
                    .secure);
    }
};

QTEST_APPLESS_MAIN(tst_HandshakePolicy)
#include "tst_handshakepolicy.moc"
