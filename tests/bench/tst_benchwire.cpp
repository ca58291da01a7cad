#include "shared/core/uuid7.h"
#include "tests/bench/wire.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>
#include <set>

using namespace madang::bench;
using Kind = Incoming::Kind;

class TestBenchWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carriesAMomentInAText();
    void writesSendsThatAnyJsonParserReads();
    void readsBothFormsAlike_data();
    void readsBothFormsAlike();
    void knowsNothingOfOtherFrames();
    void makesUuidsOfVersion7();
};

void TestBenchWire::carriesAMomentInAText()
{
    for (const std::uint64_t stamp :
        {std::uint64_t(0), std::uint64_t(1), std::uint64_t(0x0123456789abcdef), ~std::uint64_t(0)}) {
        char text[stampLength];
        writeStamp(text, stamp);
        QCOMPARE(readStamp(std::string(text, stampLength) + " and more"), std::optional(stamp));
    }
    QCOMPARE(readStamp("0123456789abcde"), std::nullopt);
    QCOMPARE(readStamp("0123456789abcdeg"), std::nullopt);
    QCOMPARE(readStamp(""), std::nullopt);
}

void TestBenchWire::writesSendsThatAnyJsonParserReads()
{
    SendWriter writer("r0123", 200);
    for (const std::int64_t id : {1000LL, 123456789012LL}) {
        const std::string_view frame = writer.write(id, 0xabc, "the-client-id");
        const QJsonObject request
            = QJsonDocument::fromJson(QByteArray(frame.data(), qsizetype(frame.size()))).object();
        QCOMPARE(request.value(QLatin1String("jsonrpc")).toString(), QStringLiteral("2.0"));
        QCOMPARE(request.value(QLatin1String("id")).toInteger(), id);
        QCOMPARE(request.value(QLatin1String("method")).toString(), QStringLiteral("message.send"));
        const QJsonObject params = request.value(QLatin1String("params")).toObject();
        QCOMPARE(params.value(QLatin1String("room")).toString(), QStringLiteral("r0123"));
        QCOMPARE(params.value(QLatin1String("client_id")).toString(), QStringLiteral("the-client-id"));
        const std::string text = params.value(QLatin1String("text")).toString().toStdString();
        QCOMPARE(text.size(), 200U);
        QCOMPARE(readStamp(text), std::optional<std::uint64_t>(0xabc));
    }
}

void TestBenchWire::readsBothFormsAlike_data()
{
    QTest::addColumn<QByteArray>("fast");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("id");
    QTest::addColumn<qint64>("seq");
    QTest::addColumn<quint64>("stamp");
    const QByteArray message = R"({"room":"r0","seq":42,"rev":57,"sender":"u1","client_id":"c","sent_at":99,)"
                               R"("kind":"text","text":"00000000000000ff mmm"})";
    QTest::newRow("event") << R"({"jsonrpc":"2.0","method":"message.created","params":{"message":)" + message
            + "}}" << int(Kind::Created)
                           << -1LL << 42LL << 255ULL;
    QTest::newRow("text without a moment") << QByteArray(
        R"({"jsonrpc":"2.0","method":"message.created","params":{"message":{"seq":7,"text":"hello"}}})")
                                           << int(Kind::Created) << -1LL << 7LL << 0ULL;
    QTest::newRow("another event") << QByteArray(
        R"({"jsonrpc":"2.0","method":"message.changed","params":{}})")
                                   << int(Kind::Counted) << -1LL << 0LL << 0ULL;
    QTest::newRow("passing") << QByteArray(R"({"jsonrpc":"2.0","method":"typing.changed","params":{}})")
                             << int(Kind::Passing) << -1LL << 0LL << 0ULL;
    QTest::newRow("answer") << R"({"jsonrpc":"2.0","id":1234,"result":{"message":)" + message + "}}"
                            << int(Kind::Answer) << 1234LL << 42LL << 255ULL;
}

// As the server writes them, without the parser; and the same with blanks, with it.
void TestBenchWire::readsBothFormsAlike()
{
    QFETCH(const QByteArray, fast);
    QFETCH(const int, kind);
    QFETCH(const qint64, id);
    QFETCH(const qint64, seq);
    QFETCH(const quint64, stamp);
    const QByteArray slow = QJsonDocument::fromJson(fast).toJson(QJsonDocument::Indented);
    for (const QByteArray& frame : {fast, slow}) {
        const Incoming incoming = readIncoming({frame.constData(), std::size_t(frame.size())});
        QCOMPARE(int(incoming.kind), kind);
        QCOMPARE(incoming.id, id);
        QCOMPARE(incoming.seq, seq);
        QCOMPARE(incoming.stamp, stamp);
        QCOMPARE(incoming.slow, frame == slow);
    }
}

void TestBenchWire::knowsNothingOfOtherFrames()
{
    for (const char* frame :
        {"", "{}", "[]", "nonsense", R"({"jsonrpc":"2.0","id":5})", R"({"jsonrpc":"2.0","result":{}})"})
        QCOMPARE(readIncoming(frame).kind, Kind::Unknown);
    const Incoming refusal = readIncoming(
        R"({"jsonrpc":"2.0","id":5,"error":{"code":429,"message":"m","data":{"reason":"rate_limited","retry_after_ms":250}}})");
    QCOMPARE(refusal.kind, Kind::Refusal);
    QCOMPARE(refusal.id, 5);
    QCOMPARE(refusal.code, 429);
    QCOMPARE(refusal.retryAfterMs, 250);
}

void TestBenchWire::makesUuidsOfVersion7()
{
    ClientIds ids;
    std::set<std::string> seen;
    for (int i = 0; i < 10'000; ++i) {
        const std::string text(ids.next(1'700'000'000'123));
        const auto uuid = madang::parseUuid(QString::fromStdString(text));
        QVERIFY(uuid);
        QCOMPARE(madang::uuid7Time(*uuid), std::optional<qint64>(1'700'000'000'123));
        seen.insert(text);
    }
    QCOMPARE(seen.size(), 10'000U);
}

QTEST_GUILESS_MAIN(TestBenchWire)
#include "tst_benchwire.moc"
