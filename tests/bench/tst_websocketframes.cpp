#include "tests/bench/websocketframes.h"

#include <QtTest/QTest>

using namespace madang::bench;

namespace {

// What a server does with a client's frame (RFC 6455 §5.3), written apart from the code under test.
std::string unmask(const std::string& bytes, std::size_t header)
{
    std::string payload = bytes.substr(header);
    for (std::size_t i = 0; i < payload.size(); ++i)
        payload[i] = char(payload[i] ^ bytes[header - 4 + i % 4]);
    return payload;
}

std::string hex(const char* text)
{
    return QByteArray::fromHex(text).toStdString();
}

} // namespace

class TestWebSocketFrames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void masksTheExampleOfTheStandard();
    void writesEveryLengthInItsShortestForm_data();
    void writesEveryLengthInItsShortestForm();
    void readsTheExamplesOfTheStandard();
    void waitsForEveryByte();
    void readsOneFrameAndLeavesTheNext();
    void refusesWhatAServerMayNotSend_data();
    void refusesWhatAServerMayNotSend();
    void upgradesAsTheExampleOfTheStandard();
    void refusesOtherAnswers_data();
    void refusesOtherAnswers();
};

// RFC 6455 §5.7: "Hello", masked with 37 fa 21 3d.
void TestWebSocketFrames::masksTheExampleOfTheStandard()
{
    std::string frame;
    std::uint32_t key = 0;
    memcpy(&key, hex("37fa213d").data(), 4);
    appendClientFrame(frame, Opcode::Text, "Hello", key);
    QCOMPARE(frame, hex("818537fa213d7f9f4d5158"));
}

void TestWebSocketFrames::writesEveryLengthInItsShortestForm_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("header");
    QTest::newRow("nothing") << 0 << 6;
    QTest::newRow("largest short") << 125 << 6;
    QTest::newRow("smallest medium") << 126 << 8;
    QTest::newRow("largest medium") << 65535 << 8;
    QTest::newRow("smallest long") << 65536 << 14;
}

void TestWebSocketFrames::writesEveryLengthInItsShortestForm()
{
    QFETCH(const int, length);
    QFETCH(const int, header);
    std::string payload(std::size_t(length), '\0');
    for (std::size_t i = 0; i < payload.size(); ++i)
        payload[i] = char(i * 7);
    std::string frame("before");
    appendClientFrame(frame, Opcode::Text, payload, 0xa1b2c3d4);
    frame.erase(0, 6);
    QCOMPARE(frame.size(), std::size_t(header) + payload.size());
    QCOMPARE(std::uint8_t(frame[0]), std::uint8_t(0x81));
    QVERIFY(frame[1] & 0x80);
    QCOMPARE(unmask(frame, std::size_t(header)), payload);
}

void TestWebSocketFrames::readsTheExamplesOfTheStandard()
{
    const std::string whole = hex("810548656c6c6f");
    const ServerFrame text = readServerFrame(whole, 1000);
    QCOMPARE(text.state, ServerFrame::State::Frame);
    QCOMPARE(text.opcode, Opcode::Text);
    QVERIFY(text.fin);
    QCOMPARE(text.payload, "Hello");

    const std::string firstBytes = hex("010348656c");
    const ServerFrame first = readServerFrame(firstBytes, 1000);
    QCOMPARE(first.payload, "Hel");
    QVERIFY(!first.fin);
    const std::string lastBytes = hex("80026c6f");
    const ServerFrame last = readServerFrame(lastBytes, 1000);
    QCOMPARE(last.opcode, Opcode::Continuation);
    QVERIFY(last.fin);

    const std::string pingBytes = hex("890548656c6c6f");
    QCOMPARE(readServerFrame(pingBytes, 1000).opcode, Opcode::Ping);

    const std::string medium = hex("827e0100") + std::string(256, 'x');
    QCOMPARE(readServerFrame(medium, 1000).payload.size(), 256U);
    const std::string large = hex("827f0000000000010000") + std::string(65536, 'x');
    QCOMPARE(readServerFrame(large, 65536).payload.size(), 65536U);
}

void TestWebSocketFrames::waitsForEveryByte()
{
    const std::string frame = hex("817e0100") + std::string(256, 'x');
    for (std::size_t length = 0; length < frame.size(); ++length)
        QCOMPARE(
            readServerFrame(std::string_view(frame).substr(0, length), 1000).state, ServerFrame::State::More);
    QCOMPARE(readServerFrame(frame, 1000).consumed, frame.size());
}

void TestWebSocketFrames::readsOneFrameAndLeavesTheNext()
{
    const std::string two = hex("810548656c6c6f8900");
    const ServerFrame first = readServerFrame(two, 1000);
    QCOMPARE(first.consumed, 7U);
    const ServerFrame second = readServerFrame(std::string_view(two).substr(first.consumed), 1000);
    QCOMPARE(second.opcode, Opcode::Ping);
    QCOMPARE(second.consumed, 2U);
}

void TestWebSocketFrames::refusesWhatAServerMayNotSend_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("masked") << QByteArray("818537fa213d7f9f4d5158");
    QTest::newRow("reserved bit") << QByteArray("c10548656c6c6f");
    QTest::newRow("reserved data opcode") << QByteArray("8300");
    QTest::newRow("reserved control opcode") << QByteArray("8b00");
    QTest::newRow("fragmented ping") << QByteArray("0900");
    QTest::newRow("long ping") << QByteArray("897e0080");
    QTest::newRow("short length in two bytes") << QByteArray("817e007d");
    QTest::newRow("medium length in eight bytes") << QByteArray("817f000000000000ffff");
    QTest::newRow("over the limit") << QByteArray("817e03e9");
    QTest::newRow("far over the limit") << QByteArray("817fffffffffffffffff");
}

void TestWebSocketFrames::refusesWhatAServerMayNotSend()
{
    QFETCH(const QByteArray, bytes);
    const ServerFrame frame = readServerFrame(hex(bytes.constData()), 1000);
    QCOMPARE(frame.state, ServerFrame::State::Broken);
    QVERIFY(!frame.problem.empty());
}

// RFC 6455 §1.3
void TestWebSocketFrames::upgradesAsTheExampleOfTheStandard()
{
    const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
    QCOMPARE(acceptFor(key), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    const std::string request = upgradeRequest("host:1", "/ws", key);
    QVERIFY(request.starts_with("GET /ws HTTP/1.1\r\nHost: host:1\r\n"));
    QVERIFY(request.find("Sec-WebSocket-Key: " + key + "\r\n") != std::string::npos);
    QVERIFY(request.ends_with("\r\n\r\n"));

    const std::string answer
        = "HTTP/1.1 101 Switching Protocols\r\nUPGRADE: WebSocket\r\nConnection: Upgrade\r\n"
          "sec-websocket-protocol:madang.v1 \r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    for (std::size_t length = 0; length < answer.size(); ++length)
        QCOMPARE(
            readUpgradeAnswer(answer.substr(0, length), acceptFor(key)).state, UpgradeAnswer::State::More);
    const UpgradeAnswer accepted = readUpgradeAnswer(answer + "frames", acceptFor(key));
    QCOMPARE(accepted.state, UpgradeAnswer::State::Accepted);
    QCOMPARE(accepted.consumed, answer.size());
}

void TestWebSocketFrames::refusesOtherAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("another status") << QByteArray("HTTP/1.1 503 Busy\r\n\r\n");
    QTest::newRow("no upgrade") << QByteArray("HTTP/1.1 101 OK\r\nSec-WebSocket-Accept: right\r\n\r\n");
    QTest::newRow("another key") << QByteArray(
        "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: madang.v1\r\nSec-WebSocket-Accept: "
        "wrong\r\n\r\n");
    QTest::newRow("no subprotocol") << QByteArray(
        "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: right\r\n\r\n");
    QTest::newRow("no end") << QByteArray("HTTP/1.1 101 OK\r\n") + QByteArray(20'000, 'x');
}

void TestWebSocketFrames::refusesOtherAnswers()
{
    QFETCH(const QByteArray, answer);
    const UpgradeAnswer read = readUpgradeAnswer(answer.toStdString(), "right");
    QCOMPARE(read.state, UpgradeAnswer::State::Refused);
    QVERIFY(!read.problem.empty());
}

QTEST_GUILESS_MAIN(TestWebSocketFrames)
#include "tst_websocketframes.moc"
