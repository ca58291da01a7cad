#include "server/redis/respparser.h"

#include "tests/server/redis/respencode.h"

#include <QtTest/QTest>
#include <limits>

using namespace madang::server;
using namespace madang::test;
using Type = RespValue::Type;
using Values = std::vector<RespValue>;

Q_DECLARE_METATYPE(Values)

class tst_RespParser : public QObject {
    Q_OBJECT

    static RespValue text(Type type, const QByteArray& bytes) { return RespValue::ofText(type, bytes); }
    static RespValue bulk(const QByteArray& bytes) { return text(Type::Bulk, bytes); }
    static RespValue list(Type type, Values elements)
    {
        return RespValue::ofElements(type, std::move(elements));
    }
    // In pieces of this size.
    static Values parsed(RespParser& parser, const QByteArray& bytes, qsizetype step)
    {
        Values values;
        for (qsizetype at = 0; at < bytes.size(); at += step)
            parser.feed(QByteArrayView(bytes).sliced(at, qMin(step, bytes.size() - at)), values);
        return values;
    }

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Values>("values");
        const auto row = [](const char* name, const QByteArray& bytes, const Values& values) {
            QTest::newRow(name) << bytes << values;
        };
        constexpr double inf = std::numeric_limits<double>::infinity();
        row("simple", "+OK\r\n", {text(Type::Simple, "OK")});
        row("empty simple", "+\r\n", {text(Type::Simple, "")});
        row("error", "-ERR no\r\n", {text(Type::Error, "ERR no")});
        row("blob error", "!6\r\nERR\r\nx\r\n", {text(Type::Error, "ERR\r\nx")});
        row("integer", ":42\r\n", {RespValue::ofInteger(42)});
        row("plus integer", ":+42\r\n", {RespValue::ofInteger(42)});
        row("smallest integer", ":-9223372036854775808\r\n",
            {RespValue::ofInteger(std::numeric_limits<qint64>::min())});
        row("bulk", "$5\r\nhello\r\n", {bulk("hello")});
        row("bulk with line ends", "$4\r\n\r\n\r\n\r\n", {bulk("\r\n\r\n")});
        row("bulk with zeros", QByteArray("$3\r\n\0\0\0\r\n", 9), {bulk(QByteArray(3, '\0'))});
        row("empty bulk", "$0\r\n\r\n", {bulk("")});
        row("RESP2 null bulk", "$-1\r\n", {RespValue()});
        row("RESP2 null array", "*-1\r\n", {RespValue()});
        row("null", "_\r\n", {RespValue()});
        row("booleans", "#t\r\n#f\r\n", {RespValue::ofBoolean(true), RespValue::ofBoolean(false)});
        row("doubles", ",1.5\r\n,-3\r\n,1e3\r\n",
            {RespValue::ofDouble(1.5), RespValue::ofDouble(-3), RespValue::ofDouble(1000)});
        row("odd doubles", ",inf\r\n,-inf\r\n,nan\r\n,-nan\r\n",
            {RespValue::ofDouble(inf), RespValue::ofDouble(-inf),
                RespValue::ofDouble(std::numeric_limits<double>::quiet_NaN()),
                RespValue::ofDouble(std::numeric_limits<double>::quiet_NaN())});
        row("big number", "(-3492890328409238509324850943850943825024385\r\n",
            {text(Type::BigNumber, "-3492890328409238509324850943850943825024385")});
        row("verbatim", "=7\r\ntxt:abc\r\n", {text(Type::Verbatim, "abc")});
        row("empty verbatim", "=4\r\ntxt:\r\n", {text(Type::Verbatim, "")});
        row("array", "*2\r\n:1\r\n$1\r\na\r\n", {list(Type::Array, {RespValue::ofInteger(1), bulk("a")})});
        row("empty array", "*0\r\n", {list(Type::Array, {})});
        row("map", "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n",
            {list(Type::Map,
                {text(Type::Simple, "a"), RespValue::ofInteger(1), text(Type::Simple, "b"),
                    RespValue::ofInteger(2)})});
        row("empty map", "%0\r\n", {list(Type::Map, {})});
        row("set", "~1\r\n:1\r\n", {list(Type::Set, {RespValue::ofInteger(1)})});
        row("push between", "+a\r\n>1\r\n+m\r\n+b\r\n",
            {text(Type::Simple, "a"), list(Type::Push, {text(Type::Simple, "m")}), text(Type::Simple, "b")});
        row("nested", "*3\r\n*1\r\n*0\r\n_\r\n*2\r\n:1\r\n:2\r\n",
            {list(Type::Array,
                {list(Type::Array, {list(Type::Array, {})}), RespValue(),
                    list(Type::Array, {RespValue::ofInteger(1), RespValue::ofInteger(2)})})});
        row("attribute before", "|1\r\n+ttl\r\n:9\r\n:1\r\n", {RespValue::ofInteger(1)});
        row("attribute with depth", "|1\r\n*1\r\n+k\r\n%1\r\n+a\r\n+b\r\n+v\r\n", {text(Type::Simple, "v")});
        row("attribute within", "*2\r\n:1\r\n|1\r\n+ttl\r\n:9\r\n:2\r\n",
            {list(Type::Array, {RespValue::ofInteger(1), RespValue::ofInteger(2)})});
        row("empty attribute", "|0\r\n:1\r\n", {RespValue::ofInteger(1)});
        row("null within", "*2\r\n$-1\r\n*-1\r\n", {list(Type::Array, {RespValue(), RespValue()})});
    }
    void reads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Values, values);
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(3), bytes.size()}) {
            RespParser parser;
            QVERIFY2(parsed(parser, bytes, step) == values, qPrintable(QString::number(step)));
            QVERIFY2(parser.error().isEmpty(), qPrintable(parser.error()));
            QVERIFY(parser.isIdle());
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << bytes << QString::fromLatin1(says);
        };
        row("another protocol", "HTTP/1.1 400 Bad Request\r\n", "unknown type");
        row("empty line", "\r\n", "says nothing");
        row("lone LF", "+OK\n", "CR LF");
        row("lone CR", "+O\rK\r\n", "lone CR");
        row("integer with a tail", ":12x\r\n", "integer");
        row("empty integer", ":\r\n", "integer");
        row("two signs", ":+-1\r\n", "integer");
        row("integer too large", ":9223372036854775808\r\n", "integer");
        row("double of words", ",one\r\n", "double");
        row("double with spaces", ", 1\r\n", "double");
        row("hexadecimal double", ",0x10\r\n", "double");
        row("boolean", "#x\r\n", "boolean");
        row("big number", "(12a\r\n", "big number");
        row("empty big number", "(-\r\n", "big number");
        row("null with a tail", "_x\r\n", "null");
        row("negative bulk", "$-2\r\n", "length");
        row("null blob error", "!-1\r\n", "length");
        row("null map", "%-1\r\n", "count");
        row("streamed bulk", "$?\r\n;4\r\n", "length");
        row("streamed array", "*?\r\n", "count");
        row("bulk longer than said", "$3\r\nabcd\r\n", "longer");
        row("bulk with lone CR", "$3\r\nabc\rx", "longer");
        row("short verbatim", "=3\r\ntxt\r\n", "verbatim");
        row("verbatim without colon", "=5\r\ntxtab\r\n", "verbatim");
        row("bulk past the limit", "$1025\r\n", "bulk is too large");
        row("huge bulk", "$9223372036854775807\r\n", "bulk is too large");
        row("line past the limit", "+" + QByteArray(300, 'x'), "line is too long");
        row("elements past the limit", "*101\r\n", "too many elements");
        row("huge array", "*9223372036854775807\r\n", "too many elements");
        row("huge map", "%9223372036854775807\r\n", "too many elements");
        row("map past the limit", "%51\r\n", "too many elements");
        row("elements in sum", "*2\r\n*50\r\n" + QByteArray(":1\r\n").repeated(50) + "*50\r\n",
            "too many elements");
        row("too deep", QByteArray("*1\r\n").repeated(9), "too deep");
        row("too deep in attributes", QByteArray("|1\r\n").repeated(9), "too deep");
        row("reply in sum", "*4\r\n" + QByteArray("$900\r\n" + QByteArray(900, 'x') + "\r\n").repeated(4),
            "reply is too large");
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        RespLimits limits;
        limits.bulk = 1024;
        limits.line = 256;
        limits.elements = 100;
        limits.depth = 8;
        limits.reply = 3000;
        for (const qsizetype step : {qsizetype(1), bytes.size()}) {
            RespParser parser(limits);
            const Values before = parsed(parser, "+before\r\n", 100);
            QCOMPARE(before.size(), size_t(1));
            QVERIFY(parsed(parser, bytes, step).empty());
            QVERIFY2(parser.error().contains(says), qPrintable(parser.error()));
            // It stays broken, and says why it broke first.
            const QString error = parser.error();
            QVERIFY(parsed(parser, "+OK\r\n", 100).empty());
            QCOMPARE(parser.error(), error);
            parser.reset();
            QCOMPARE(parsed(parser, "+OK\r\n", 100).size(), size_t(1));
        }
    }

    void keepsWhatCameBeforeTheBreak()
    {
        RespParser parser;
        Values values;
        QVERIFY(!parser.feed("+a\r\n:1\r\n?\r\n+b\r\n", values));
        QVERIFY((values == Values{text(Type::Simple, "a"), RespValue::ofInteger(1)}));
        QVERIFY2(parser.error().contains(QStringLiteral("byte 8")), qPrintable(parser.error()));
    }

    void limitsAreOfOneReply()
    {
        RespLimits limits;
        limits.elements = 3;
        limits.reply = 30;
        RespParser parser(limits);
        const QByteArray reply = "*3\r\n:1\r\n:2\r\n:3\r\n";
        QCOMPARE(parsed(parser, reply.repeated(100), 7).size(), size_t(100));
    }

    void survivesAnyWayToBeCut()
    {
        std::mt19937 random(20261120);
        for (int i = 0; i < 300; ++i) {
            Values values;
            QByteArray bytes;
            for (int n = 0; n < 5; ++n) {
                values.push_back(randomRespValue(random, 5));
                bytes += respEncoded(values.back());
            }
            RespParser parser;
            Values read;
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype size = qMin<qsizetype>(1 + random() % 17, bytes.size() - at);
                QVERIFY(parser.feed(QByteArrayView(bytes).sliced(at, size), read));
                at += size;
            }
            QVERIFY2(read == values, bytes.toPercentEncoding().constData());
            QVERIFY(parser.isIdle());
        }
    }

    // Byte by byte: a parser that copied or searched what it has for each byte would move half a terabyte
    // here, and run into the test's time limit.
    void aLargeBulkIsNotCopiedForEachByte()
    {
        const QByteArray body(1024 * 1024, 'x');
        RespParser parser;
        Values values;
        QVERIFY(parser.feed("$1048576\r\n", values));
        for (const char& byte : body)
            QVERIFY(parser.feed(QByteArrayView(&byte, 1), values));
        QVERIFY(values.empty() && !parser.isIdle());
        QVERIFY(parser.feed("\r\n", values));
        QCOMPARE(values.size(), size_t(1));
        QCOMPARE(values[0].text(), body);
    }

    void manyElementsByteByByte()
    {
        QByteArray bytes = "*100000\r\n";
        for (int i = 0; i < 100'000; ++i)
            bytes += ":" + QByteArray::number(i) + "\r\n";
        RespParser parser;
        const Values values = parsed(parser, bytes, 1);
        QCOMPARE(values.size(), size_t(1));
        QCOMPARE(values[0].size(), size_t(100'000));
        QCOMPARE(values[0].at(99'999).integer(), 99'999);
    }
};

QTEST_APPLESS_MAIN(tst_RespParser)
#include "tst_respparser.moc"
