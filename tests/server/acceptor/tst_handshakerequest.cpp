#include "server/acceptor/handshakerequest.h"

#include <QtTest/QtTest>
#include <random>

using namespace madang::server;

namespace {

const QByteArray kGood = "GET /ws?v=1 HTTP/1.1\r\n"
                         "Host: chat.example.org:7000\r\n"
                         "Upgrade: websocket\r\n"
                         "Connection: keep-alive, Upgrade\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                         "Sec-WebSocket-Version: 13\r\n";

int statusOf(const QByteArray& bytes)
{
    const auto head = readHandshake(bytes);
    if (const auto* refusal = std::get_if<HttpRefusal>(&head))
        return refusal->status;
    return std::holds_alternative<HandshakeRequest>(head) ? 101 : 0;
}

} // namespace

class tst_HandshakeRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatMatters()
    {
        const QByteArray bytes = kGood
            + "Origin: https://chat.example.org\r\n"
              "sec-websocket-protocol: soap, madang.v1\r\n"
              "Sec-WebSocket-Protocol:mqtt\r\n"
              "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n"
              "X-Forwarded-For: 9.9.9.9\r\n"
              "X-Forwarded-Proto: https\r\n"
              "X-Forwarded-Host: chat.example.org\r\n\r\n";
        const auto head = readHandshake(bytes);
        QVERIFY(std::holds_alternative<HandshakeRequest>(head));
        const auto& request = std::get<HandshakeRequest>(head);
        QCOMPARE(request.path, QByteArray("/ws"));
        QCOMPARE(request.host, QByteArray("chat.example.org:7000"));
        QCOMPARE(request.origin.value(), QByteArray("https://chat.example.org"));
        QCOMPARE(request.subprotocols, (QList<QByteArray>{"soap", "madang.v1", "mqtt"}));
        QCOMPARE(request.forwardedFor, (QList<QByteArray>{"1.2.3.4", "5.6.7.8", "9.9.9.9"}));
        QCOMPARE(request.forwardedProto, QByteArray("https"));
        QCOMPARE(request.forwardedHost, QByteArray("chat.example.org"));
        QVERIFY(request.upgrade);
    }

    void byteByByteIsTheSame()
    {
        const QByteArray whole = kGood + "Origin: null\r\n\r\n";
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const auto head = readHandshake(whole.first(size));
            QVERIFY2(std::holds_alternative<HandshakeIncomplete>(head), whole.first(size).constData());
        }
        const auto head = readHandshake(whole);
        QVERIFY(std::holds_alternative<HandshakeRequest>(head));
        QCOMPARE(std::get<HandshakeRequest>(head).origin.value(), QByteArray("null"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto with = [](const QByteArray& line) -> QByteArray { return kGood + line + "\r\n\r\n"; };
        const auto without = [](const QByteArray& line) -> QByteArray {
            return QByteArray(kGood).replace(line, "") + "\r\n";
        };
        const auto changed = [](const QByteArray& from, const QByteArray& to) -> QByteArray {
            return QByteArray(kGood).replace(from, to) + "\r\n";
        };
        QTest::newRow("a TLS hello") << QByteArray::fromHex("16030100a5010000a1") << 400;
        QTest::newRow("zeros") << QByteArray(40, '\0') << 400;
        QTest::newRow("a line that is no request") << QByteArray("hello there\n") << 400;
        QTest::newRow("nothing but an end") << QByteArray("\r\n\r\n") << 400;
        QTest::newRow("one word") << QByteArray("GET\r\n\r\n") << 400;
        QTest::newRow("two words") << QByteArray("GET /ws\r\n\r\n") << 400;
        QTest::newRow("post") << changed("GET", "POST") << 405;
        QTest::newRow("HTTP/1.0") << changed("HTTP/1.1", "HTTP/1.0") << 505;
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 400;
        QTest::newRow("absolute target") << changed("/ws?v=1", "http://other/ws") << 400;
        QTest::newRow("control character in the target") << changed("/ws", "/w\x01s") << 400;
        QTest::newRow("no host") << without("Host: chat.example.org:7000\r\n") << 400;
        QTest::newRow("empty host") << changed("chat.example.org:7000", "") << 400;
        QTest::newRow("two hosts") << with("Host: evil") << 400;
        QTest::newRow("two origins") << with("Origin: a\r\nOrigin: b") << 400;
        QTest::newRow("two keys") << with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==") << 400;
        QTest::newRow("short key") << changed("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=") << 400;
        QTest::newRow("key that is no base 64")
            << changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZ!==") << 400;
        QTest::newRow("no key") << without("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") << 400;
        QTest::newRow("space before the colon") << with("Origin : x") << 400;
        QTest::newRow("folded line") << with("Origin: a\r\n b") << 400;
        QTest::newRow("header without a name") << with(": x") << 400;
        QTest::newRow("header without a colon") << with("whatever") << 400;
        QTest::newRow("lone line feed") << with("X-A: b\nOrigin: c") << 400;
        QTest::newRow("zero in a value") << kGood + QByteArray("X: a\0b\r\n\r\n", 10) << 400;
        QTest::newRow("body") << with("Content-Length: 5") << 400;
        QTest::newRow("chunked body") << with("Transfer-Encoding: chunked") << 400;
        QTest::newRow("data behind the head") << kGood + "\r\nx" << 400;
        QTest::newRow("101 headers") << kGood + QByteArray("A: b\r\n").repeated(96) + "\r\n" << 431;
        QTest::newRow("a line of 8 KB") << with("X: " + QByteArray(8200, 'a')) << 431;
        QTest::newRow("16 KB without an end") << kGood + QByteArray("A: b\r\n").repeated(2800) << 431;
        QTest::newRow("an end behind 16 KB") << kGood + QByteArray("A: b\r\n").repeated(2800) + "\r\n" << 431;
    }

    void refuses()
    {
        QFETCH(const QByteArray, bytes);
        QTEST(statusOf(bytes), "status");
    }

    void almostSixteenKilobytesAreRead()
    {
        QByteArray bytes = kGood;
        for (int i = 0; i < 3; ++i)
            bytes += "X-" + QByteArray::number(i) + ": " + QByteArray(5000, 'a') + "\r\n";
        QCOMPARE(statusOf(bytes + "\r\n"), 101);
    }

    void notAnUpgradeIsTold_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("no Upgrade") << QByteArray("Upgrade: websocket\r\n") << QByteArray();
        QTest::newRow("h2c") << QByteArray("Upgrade: websocket") << QByteArray("Upgrade: h2c");
        QTest::newRow("Connection: close") << QByteArray("keep-alive, Upgrade") << QByteArray("close");
        QTest::newRow("version 8") << QByteArray("Version: 13") << QByteArray("Version: 8");
        QTest::newRow("no version") << QByteArray("Sec-WebSocket-Version: 13\r\n") << QByteArray();
    }

    void notAnUpgradeIsTold()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        const QByteArray bytes = QByteArray(kGood).replace(from, to) + "\r\n";
        const auto head = readHandshake(bytes);
        QVERIFY(std::holds_alternative<HandshakeRequest>(
            head)); // where it is a 404 or a 426 is a matter of the path
        QVERIFY(!std::get<HandshakeRequest>(head).upgrade);
    }

    void refusalIsWholeHttp()
    {
        const QByteArray bytes = HttpRefusal{426, "Why.", "Upgrade: websocket"}.toBytes();
        QCOMPARE(bytes,
            QByteArray("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Type: text/plain; "
                       "charset=utf-8\r\n"
                       "Content-Length: 5\r\nConnection: close\r\n\r\nWhy.\n"));
    }

    void noiseNeitherCrashesNorComesIn()
    {
        std::mt19937 random(1);
        const QByteArray whole = kGood + "Origin: https://a\r\n\r\n";
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes = whole.first(qsizetype(random() % size_t(whole.size() + 1)));
            for (unsigned i = 0; i < 1 + random() % 4 && !bytes.isEmpty(); ++i)
                bytes[qsizetype(random() % size_t(bytes.size()))] = char(random());
            const auto head = readHandshake(bytes);
            if (const auto* request = std::get_if<HandshakeRequest>(&head)) {
                QVERIFY(request->path.startsWith('/'));
                QVERIFY(!request->host.isEmpty());
                QVERIFY(!request->host.contains('\n') && !request->path.contains('\n'));
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_HandshakeRequest)
#include "tst_handshakerequest.moc"
