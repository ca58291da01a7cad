#include "server/redis/rediscommand.h"

#include "server/redis/redisscript.h"
#include "server/redis/respparser.h"

#include <QtTest/QTest>
#include <limits>

using namespace madang::server;

class tst_RedisCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodesBytesAndNumbers()
    {
        const QByteArray zeros("a\0\r\n", 4);
        RedisCommand command("SET", zeros, -5, quint64(18446744073709551615ULL));
        command.add("PX").add(std::numeric_limits<qint64>::min());
        QCOMPARE(command.arguments.count(), 6);
        const char expected[] = "$3\r\nSET\r\n$4\r\na\0\r\n\r\n$2\r\n-5\r\n$20\r\n18446744073709551615\r\n"
                                "$2\r\nPX\r\n$20\r\n-9223372036854775808\r\n";
        QCOMPARE(command.arguments.encoded(), QByteArray(expected, sizeof expected - 1));
    }

    // A command is an array of bulks, so our own parser can read it.
    void isReadAsItWasWritten()
    {
        RedisArguments arguments("EVAL", QByteArray(), QByteArray(100'000, 'x'));
        arguments.add(RedisArguments(1, 2)).add(QByteArrayView("view").sliced(1, 2));
        QByteArray out;
        resp::appendArrayHead(out, arguments.count());
        out += arguments.encoded();
        RespParser parser;
        std::vector<RespValue> values;
        QVERIFY(parser.feed(out, values));
        QCOMPARE(values.size(), size_t(1));
        QCOMPARE(values[0].size(), size_t(6));
        QCOMPARE(values[0].at(0).text(), QByteArray("EVAL"));
        QCOMPARE(values[0].at(1).text(), QByteArray());
        QCOMPARE(values[0].at(2).text(), QByteArray(100'000, 'x'));
        QCOMPARE(values[0].at(4).text(), QByteArray("2"));
        QCOMPARE(values[0].at(5).text(), QByteArray("ie"));
    }

    void knowsAScriptBySha1()
    {
        const RedisScript script("one", "return 1");
        QCOMPARE(script.sha1(), QByteArray("e0e1f9fabfc9d4800c877a703b823ac0578ff8db"));
        QCOMPARE(script.name(), QByteArray("one"));
    }
};

QTEST_APPLESS_MAIN(tst_RedisCommand)
#include "tst_rediscommand.moc"
