#include "server/redis/redisscript.h"

#include "tests/server/redis/redistest.h"
#include "tests/support/await.h"

#include <random>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

// What scripts come to when Redis forgets them: the order in which they were asked for.
class tst_RedisScript : public QObject {
    Q_OBJECT

    LoopExecutor m_executor;
    std::unique_ptr<RedisServer> m_redis;
    const RedisScript m_push{"push", "return redis.call('RPUSH', KEYS[1], ARGV[1])"};
    const RedisScript m_pushToo{"push too", "return redis.call('RPUSH', KEYS[1], ARGV[1]) + 0"};

    std::unique_ptr<RedisClient> connected()
    {
        auto client = std::make_unique<RedisClient>(m_executor, optionsFor(*m_redis));
        client->open();
        return waitUntil([&] { return client->isConnected(); }) ? std::move(client) : nullptr;
    }
    static QList<qint64> listOf(RedisClient& client, const QByteArray& key)
    {
        QList<qint64> numbers;
        const auto list = ask(client, RedisCommand("LRANGE", key, 0, -1));
        for (const RespValue& element : list ? list->elements() : RespValue::Elements())
            numbers.append(element.integer());
        return numbers;
    }
    // How often Redis was asked for such a command.
    static int callsOf(RedisClient& client, const QByteArray& command)
    {
        const auto stats = ask(client, RedisCommand("INFO", "commandstats"));
        const qsizetype at = stats ? stats->text().indexOf(QByteArray("cmdstat_" + command + ":calls=")) : -1;
        if (at < 0)
            return 0;
        const QByteArray rest = stats->text().sliced(at + command.size() + 15);
        return rest.first(rest.indexOf(',')).toInt();
    }
    // What was acknowledged is there once, what was refused is not there, and the order is the one asked for.
    static void verifyOrder(const QList<qint64>& list, const Answers& answers)
    {
        QList<qint64> expected;
        for (size_t i = 0; i < answers.asked(); ++i) {
            if (answers.at(i).ok())
                expected.append(qint64(i));
            else
                QCOMPARE(answers.at(i).error().code, ErrorCode::Unavailable);
        }
        QVERIFY(answers.eachOnce());
        QCOMPARE(list, expected);
    }

private Q_SLOTS:
    void init()
    {
        m_redis = std::make_unique<RedisServer>();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
    }
    void cleanup() { m_redis.reset(); }

    void isCalledByItsHash()
    {
        RedisClient client(m_executor, optionsFor(*m_redis));
        Answers answers;
        client.evaluate(m_push, RedisArguments("list"), RedisArguments(0), answers.next()); // before open()
        client.open();
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        client.evaluate(m_push, RedisArguments("list"), RedisArguments(1), answers.next());
        client.evaluate(m_pushToo, RedisArguments("list"), RedisArguments(2), answers.next()); // a new one
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QCOMPARE(answers.at(2)->integer(), 3);
        verifyOrder(listOf(client, "list"), answers);
        QCOMPARE(callsOf(client, "evalsha"), 3);
        QCOMPARE(callsOf(client, "eval"), 0);
    }

    void getsKeysAndArgumentsApart()
    {
        auto client = connected();
        QVERIFY(client);
        const RedisScript script("apart", "return {#KEYS, #ARGV, KEYS[2], ARGV[1]}");
        const auto task = [&]() -> QCoro::Task<RespValue> {
            const QByteArray odd("\0\r\n", 3);
            co_return *co_await client->evaluate(
                script, RedisArguments("k", odd), RedisArguments(odd, 2, "x"));
        };
        const RespValue value = await(task());
        QCOMPARE(value.at(0).integer(), 2);
        QCOMPARE(value.at(1).integer(), 3);
        QCOMPARE(value.at(2).text(), QByteArray("\0\r\n", 3));
        QCOMPARE(value.at(3).text(), QByteArray("\0\r\n", 3));
    }

    void itsErrorsAreErrors()
    {
        auto client = connected();
        QVERIFY(client);
        Answers answers;
        client->evaluate(
            RedisScript("own", "return redis.error_reply('CONFLICT another body')"), {}, {}, answers.next());
        // Said when it is loaded, and again when that is tried once more.
        for (int i = 0; i < 2; ++i)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("compiling")));
        client->evaluate(RedisScript("bad", "this is no Lua"), {}, {}, answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QCOMPARE(answers.at(0).error().reason, QStringLiteral("CONFLICT"));
        QVERIFY(answers.at(0).error().message.contains(QStringLiteral("another body")));
        QVERIFY2(answers.at(1).error().message.contains(QStringLiteral("compiling")),
            qPrintable(answers.at(1).error().message));
        QVERIFY(client->isConnected());
    }

    void isThereAfterARestart()
    {
        auto client = connected();
        QVERIFY(client);
        Answers answers;
        client->evaluate(m_push, RedisArguments("list"), RedisArguments(0), answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        m_redis->terminate();
        for (int i = 1; i < 10; ++i)
            client->evaluate(m_push, RedisArguments("list"), RedisArguments(i), answers.next());
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        // Those that were asked for before the loss was noticed may be lost with the connection.
        verifyOrder(listOf(*client, "list"), answers);
        QVERIFY(answers.at(9).ok() || client->figures().lost > 0);
        QCOMPARE(callsOf(*client, "eval"), 0); // loaded with the greeting
    }

    void keepsTheOrderWhenRedisForgets()
    {
        auto client = connected();
        auto other = connected();
        QVERIFY(client && other);
        Answers answers;
        qint64 next = 0;
        for (int round = 0; round < 50; ++round) {
            for (int i = 0; i < 100; ++i) {
                client->evaluate(i % 2 ? m_push : m_pushToo, RedisArguments("list"), RedisArguments(next++),
                    answers.next());
                if (i == 50)
                    QCoreApplication::processEvents();
            }
            QVERIFY(ask(*other, RedisCommand("SCRIPT", "FLUSH")).ok());
        }
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QCOMPARE(answers.failed(), size_t(0)); // nobody else loads them, and nothing else was asked for
        verifyOrder(listOf(*client, "list"), answers);
        QVERIFY(callsOf(*client, "eval") > 0); // it did happen
        QCOMPARE(client->figures().connections, quint64(1));
    }

    // A plain command behind a script that Redis did not know was carried out: the script must not be any
    // more.
    void isNotRepeatedBehindWhatCameAfterIt()
    {
        auto client = connected();
        QVERIFY(client);
        client->load(m_push);
        QVERIFY(ask(*client, RedisCommand("SCRIPT", "FLUSH")).ok());
        Answers answers;
        client->evaluate(m_push, RedisArguments("list"), RedisArguments(0), answers.next());
        client->command(RedisCommand("RPUSH", "list", 1), answers.next());
        client->evaluate(m_push, RedisArguments("list"), RedisArguments(2), answers.next());
        client->command(RedisCommand("RPUSH", "list", 3), answers.next());
        client->evaluate(m_push, RedisArguments("list"), RedisArguments(4), answers.next());
        client->evaluate(m_pushToo, RedisArguments("list"), RedisArguments(5), answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        verifyOrder(listOf(*client, "list"), answers);
        QVERIFY(!answers.at(0).ok() && answers.at(1).ok() && !answers.at(2).ok() && answers.at(3).ok());
        QVERIFY(!answers.at(4).ok()); // m_pushToo was new, loaded in front of its call, and so carried out
        QVERIFY(answers.at(5).ok());
        QVERIFY(answers.inOrder());
        client->evaluate(m_push, RedisArguments("list"), RedisArguments(6), answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.at(6).ok());
    }

    // Two clients with one script: what one loads again, the other's calls in flight find there.
    void keepsTheOrderBesideOthers()
    {
        auto first = connected();
        auto second = connected();
        auto other = connected();
        QVERIFY(first && second && other);
        Answers firsts;
        Answers seconds;
        std::mt19937 random(20261120);
        qint64 next[2]{};
        for (int round = 0; round < 200; ++round) {
            for (int i = int(random() % 40); i >= 0; --i) {
                const bool toFirst = random() % 2;
                RedisClient& client = toFirst ? *first : *second;
                const QByteArray key = toFirst ? "first" : "second";
                const qint64 number = next[toFirst]++;
                if (random() % 8 == 0)
                    client.command(RedisCommand("RPUSH", key, number), (toFirst ? firsts : seconds).next());
                else
                    client.evaluate(m_push, RedisArguments(key), RedisArguments(number),
                        (toFirst ? firsts : seconds).next());
            }
            if (random() % 3 == 0)
                other->command(RedisCommand("SCRIPT", "FLUSH"), [](const Result<RespValue>&) {});
            for (int turns = int(random() % 4); turns > 0; --turns)
                QCoreApplication::processEvents();
        }
        QVERIFY(waitUntil([&] { return firsts.allCame() && seconds.allCame(); }));
        verifyOrder(listOf(*other, "first"), firsts);
        verifyOrder(listOf(*other, "second"), seconds);
        QVERIFY(callsOf(*other, "eval") > 0);
    }

    void whatIsToBeRepeatedSurvivesALostConnection()
    {
        auto client = connected();
        QVERIFY(client);
        client->load(m_push);
        QVERIFY(ask(*client, RedisCommand("SCRIPT", "FLUSH")).ok());
        // The script is refused at once, and held until the one that blocks is answered.
        Answers answers;
        client->evaluate(m_push, RedisArguments("list"), RedisArguments(0), answers.next());
        client->command(RedisCommand("BLPOP", "nothing", 0), answers.next());
        QTest::qWait(100);
        QCOMPARE(answers.came(), size_t(0));
        m_redis->kill9();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.at(0).ok() && !answers.at(1).ok() && answers.eachOnce());
        QCOMPARE(listOf(*client, "list"), QList<qint64>{0});
    }
};

QTEST_GUILESS_MAIN(tst_RedisScript)
#include "tst_redisscript.moc"
