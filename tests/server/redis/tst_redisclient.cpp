#include "server/redis/redisclient.h"

#include "server/eventloop/loopthread.h"
#include "tests/server/redis/redistest.h"
#include "tests/support/await.h"

#include <QtNetwork/QTcpServer>
#include <atomic>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

// Against a real Redis, which is killed, frozen and started again.
class tst_RedisClient : public QObject {
    Q_OBJECT

    LoopExecutor m_executor;
    std::unique_ptr<RedisServer> m_redis;

    std::unique_ptr<RedisClient> connected(const RedisOptions& options, RedisClient::Listener listener = {})
    {
        auto client = std::make_unique<RedisClient>(m_executor, options, std::move(listener));
        client->open();
        return waitUntil([&] { return client->isConnected(); }) ? std::move(client) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_redis = std::make_unique<RedisServer>();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
    }
    void cleanup() { m_redis.reset(); }

    void answersInOrderAndInOneWrite()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        const quint64 before = client->figures().writes;
        Answers answers;
        for (int i = 0; i < 10'000; ++i)
            client->command(RedisCommand("INCR", "n"), answers.next());
        QCOMPARE(answers.came(), size_t(0)); // never inside the call
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.eachOnce() && answers.inOrder());
        for (size_t i = 0; i < answers.asked(); ++i)
            QCOMPARE(answers.at(i)->integer(), qint64(i + 1));
        QCOMPARE(client->figures().writes - before, quint64(1));
        QCOMPARE(client->figures().pending, 0);
        QCOMPARE(client->figures().bytes, 0);
    }

    void carriesAnyBytes()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        all = all.repeated(8192); // 2 MB
        QVERIFY(ask(*client, RedisCommand("SET", all.first(256), all)).ok());
        QCOMPARE(ask(*client, RedisCommand("GET", all.first(256)))->text(), all);
    }

    void errorsOfRedisAreErrors()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        QVERIFY(ask(*client, RedisCommand("SET", "s", "text")).ok());
        const auto wrong = ask(*client, RedisCommand("LPUSH", "s", 1));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::Internal);
        QCOMPARE(wrong.error().reason, QStringLiteral("WRONGTYPE"));
        QVERIFY(ask(*client, RedisCommand("CONFIG", "SET", "maxmemory", 1)).ok());
        const auto full = ask(*client, RedisCommand("SET", "more", "x"));
        QVERIFY(!full);
        QCOMPARE(full.error().code, ErrorCode::Unavailable);
        QCOMPARE(full.error().reason, QStringLiteral("OOM"));
        QVERIFY(client->isConnected());
    }

    void leavesAReplica()
    {
        int losses = 0;
        auto client = connected(optionsFor(*m_redis), {{}, [&](const QString&) { ++losses; }});
        QVERIFY(client);
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        QVERIFY(ask(*client, RedisCommand("REPLICAOF", "127.0.0.1", nobody.serverPort())).ok());
        const auto refused = ask(*client, RedisCommand("SET", "k", 1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, QStringLiteral("READONLY"));
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        QVERIFY(waitUntil([&] { return losses >= 1; }));
        QVERIFY(waitUntil([&] { return client->isConnected(); }));
        QVERIFY(ask(*client, RedisCommand("REPLICAOF", "NO", "ONE")).ok());
        QVERIFY(ask(*client, RedisCommand("SET", "k", 1)).ok());
    }

    void canBeAwaited()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        const auto task = [&]() -> QCoro::Task<qint64> {
            co_await client->command(RedisCommand("SET", "n", 41));
            const auto after = co_await client->command(RedisCommand("INCR", "n"));
            const auto wrong = co_await client->command(RedisCommand("LPUSH", "n", 1));
            co_return wrong ? -1 : after->integer();
        };
        QCOMPARE(await(task()), 42);
    }

    void refusesPastItsBounds()
    {
        RedisOptions options = optionsFor(*m_redis);
        options.maxCommands = 10;
        options.maxBytes = 1000;
        auto client = connected(options);
        QVERIFY(client);
        Answers answers;
        for (int i = 0; i < 15; ++i)
            client->command(RedisCommand("PING"), answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.eachOnce());
        for (size_t i = 0; i < 15; ++i)
            QCOMPARE(answers.at(i).ok(), i < 10);
        QCOMPARE(answers.at(12).error().code, ErrorCode::Unavailable);
        QVERIFY(!ask(*client, RedisCommand("ECHO", QByteArray(1000, 'x'))));
        QVERIFY(ask(*client, RedisCommand("ECHO", QByteArray(800, 'x'))).ok());
        QCOMPARE(client->figures().refused, quint64(6));
    }

    void whatIsNotSentWaitsOrIsRefused()
    {
        m_redis->terminate();
        RedisClient client(m_executor, optionsFor(*m_redis));
        client.open();
        Answers answers;
        RedisCommand impatient("SET", "impatient", 1);
        impatient.terms.whenUnsent = WhenUnsent::Refuse;
        client.command(impatient, answers.next());
        client.command(RedisCommand("SET", "patient", 1), answers.next());
        QVERIFY(waitUntil([&] { return answers.came() == 1; }));
        QCOMPARE(answers.at(0).error().code, ErrorCode::Unavailable);
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.at(1).ok() && answers.eachOnce());
        QCOMPARE(ask(client, RedisCommand("EXISTS", "patient", "impatient"))->integer(), 1);
    }

    void waitingEndsWithTheDeadline()
    {
        m_redis->terminate();
        RedisClient client(m_executor, optionsFor(*m_redis));
        client.open();
        Answers answers;
        RedisCommand soon("PING");
        soon.terms.deadlineMs = 150;
        client.command(RedisCommand("SET", "k", 1), answers.next());
        client.command(soon, answers.next());
        QVERIFY(waitUntil([&] { return answers.came() == 1; }));
        QCOMPARE(answers.at(1).error().code, ErrorCode::Unavailable);
        QCOMPARE(client.figures().timedOut, quint64(1));
        // The other has a later deadline, and is still there.
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.at(0).ok());
    }

    // A half-open connection: the system still answers for a process that does not.
    void silenceEndsTheConnection()
    {
        int losses = 0;
        auto client = connected(optionsFor(*m_redis), {{}, [&](const QString&) { ++losses; }});
        QVERIFY(client);
        m_redis->freeze();
        Answers answers;
        RedisCommand command("SET", "frozen", 1);
        command.terms.deadlineMs = 300;
        client->command(command, answers.next());
        client->command(RedisCommand("SET", "behind", 1), answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.eachOnce());
        QCOMPARE(answers.failed(), size_t(2));
        QCOMPARE(answers.at(1).error().code, ErrorCode::Unavailable);
        QVERIFY(losses >= 1);
        m_redis->thaw();
        // What was written before is carried out by Redis all the same: unavailable means unknown.
        const auto value = ask(*client, RedisCommand("GET", "frozen"));
        QVERIFY(value.ok());
        QCOMPARE(value->integer(), 1);
        QVERIFY(answers.eachOnce());
    }

    void silenceIsNoticedThoughNothingIsAsked()
    {
        RedisOptions options = optionsFor(*m_redis);
        options.pingAfterMs = 100;
        options.pingAnswerMs = 1000;
        int losses = 0;
        auto client = connected(options, {{}, [&](const QString&) { ++losses; }});
        QVERIFY(client);
        QTest::qWait(700); // with a PING now and then, which are answered
        QCOMPARE(losses, 0);
        m_redis->freeze();
        QVERIFY(waitUntil([&] { return losses >= 1; }));
        m_redis->thaw();
        QVERIFY(waitUntil([&] { return client->isConnected(); }));
    }

    void aCommandThatBlocksHasADeadlineOfItsOwn()
    {
        RedisOptions options = optionsFor(*m_redis);
        options.commandMs = 200;
        options.pingAfterMs = 100;
        options.pingAnswerMs = 100;
        auto client = connected(options);
        QVERIFY(client);
        RedisCommand blocking("BLPOP", "list", "0.8");
        blocking.terms.deadlineMs = kRedisNoDeadline;
        const auto answer = ask(*client, blocking);
        QVERIFY(answer.ok());
        QVERIFY(answer->isNull());
        QCOMPARE(client->figures().connections, quint64(1));
    }

    void everyCommandIsAnsweredOnceWhateverHappens_data()
    {
        QTest::addColumn<bool>("kill");
        QTest::newRow("kill -9") << true;
        QTest::newRow("restart") << false;
    }
    void everyCommandIsAnsweredOnceWhateverHappens()
    {
        QFETCH(bool, kill);
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        // Each command appends its own number, so that afterwards Redis tells what was carried out, and how
        // often.
        Answers answers;
        qint64 next = 0;
        const auto more = [&](int count) {
            for (int i = 0; i < count; ++i)
                client->command(RedisCommand("RPUSH", "list", next++), answers.next());
        };
        for (int round = 0; round < 5; ++round) {
            more(2000);
            QVERIFY(waitUntil([&] { return answers.came() >= size_t(round * 2500 + 100); }));
            more(500);
            if (kill)
                m_redis->kill9();
            else
                m_redis->terminate();
            QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
            QVERIFY(waitUntil([&] { return answers.allCame(); }));
        }
        QVERIFY(answers.eachOnce());
        const auto list = ask(*client, RedisCommand("LRANGE", "list", 0, -1));
        QVERIFY(list.ok());
        std::vector<int> times(size_t(next), 0);
        qint64 last = -1;
        for (const RespValue& element : list->elements()) {
            ++times[size_t(element.integer())];
            QVERIFY2(element.integer() > last, "the order is kept");
            last = element.integer();
        }
        for (size_t i = 0; i < times.size(); ++i) {
            if (answers.at(i).ok())
                QCOMPARE(times[i], 1); // acknowledged is there
            else
                QVERIFY(times[i] <= 1 && answers.at(i).error().code == ErrorCode::Unavailable);
        }
        QVERIFY(client->figures().lost > 0);
        QCOMPARE(client->figures().connections, quint64(6));
        QCOMPARE(client->figures().pending, 0);
    }

    void closesWhenEverythingIsAnswered()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        Answers answers;
        for (int i = 0; i < 100; ++i)
            client->command(RedisCommand("PING"), answers.next());
        bool closed = false;
        size_t cameBefore = 0;
        client->close(kLongMs * 10, [&] {
            closed = true;
            cameBefore = answers.came();
        });
        client->command(RedisCommand("PING"), answers.next());
        QVERIFY(waitUntil([&] { return closed && answers.allCame(); }));
        QVERIFY(cameBefore >= 100);
        QCOMPARE(answers.failed(), size_t(1));
        QVERIFY(!answers.at(100).ok());
        QVERIFY(!client->isConnected());
        bool again = false;
        client->close(kLongMs * 10, [&] { again = true; });
        QVERIFY(waitUntil([&] { return again; }));
    }

    void closingHasADeadline()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        m_redis->freeze();
        Answers answers;
        client->command(RedisCommand("PING"), answers.next());
        bool closed = false;
        client->close(100, [&] { closed = true; });
        QVERIFY(waitUntil([&] { return closed; }));
        QVERIFY(answers.allCame() && answers.eachOnce());
        QCOMPARE(answers.at(0).error().code, ErrorCode::Unavailable);
    }

    void canBeDeletedInsideAnAnswer()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        Answers answers;
        const auto next = [&] { client->command(RedisCommand("PING"), answers.next()); };
        next();
        client->command(RedisCommand("PING"), [&](const Result<RespValue>&) { client.reset(); });
        next();
        next();
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        QVERIFY(answers.eachOnce());
        QCOMPARE(answers.failed(), size_t(2));
        QVERIFY(!client);
    }

    void canBeDeletedWhenItIsLost()
    {
        std::unique_ptr<RedisClient> client;
        client = connected(optionsFor(*m_redis), {{}, [&](const QString&) { client.reset(); }});
        QVERIFY(client);
        Answers answers;
        client->command(RedisCommand("BLPOP", "list", 0), answers.next());
        RedisCommand refused("PING");
        refused.terms.whenUnsent = WhenUnsent::Refuse;
        QTest::qWait(50);
        m_redis->kill9();
        client->command(refused, answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame() && !client; }));
        QVERIFY(answers.eachOnce());
        QCOMPARE(answers.failed(), size_t(2));
    }

    // As the server has it: on a loop of its own, asked from elsewhere, and let go there.
    void livesOnALoopThread()
    {
        LoopThread loop(0, QStringLiteral("redis"));
        loop.start();
        std::unique_ptr<RedisClient> client; // the loop's
        std::atomic<int> answered = 0;
        std::atomic<int> elsewhere = 0;
        loop.post([&, options = optionsFor(*m_redis)] {
            client = std::make_unique<RedisClient>(loop, options);
            client->open();
        });
        for (int i = 0; i < 5000; ++i) {
            loop.post([&] {
                client->command(RedisCommand("INCR", "n"), [&](const Result<RespValue>& answer) {
                    elsewhere += answer && loop.isCurrent() ? 0 : 1;
                    ++answered;
                });
            });
        }
        QVERIFY(waitUntil([&] { return answered == 5000; }));
        QCOMPARE(elsewhere.load(), 0);
        // What is under way when the loop ends is answered there, too.
        loop.post([&] {
            client->command(
                RedisCommand("BLPOP", "nothing", 0), [&](const Result<RespValue>&) { ++answered; });
        });
        loop.stop([&] { client.reset(); });
        QCOMPARE(answered.load(), 5001);
    }

    void mayAskInsideAnAnswer()
    {
        auto client = connected(optionsFor(*m_redis));
        QVERIFY(client);
        int left = 1000;
        std::function<void()> step = [&] {
            client->command(RedisCommand("PING"), [&](const Result<RespValue>& answer) {
                if (answer && --left > 0)
                    step();
            });
        };
        step();
        QVERIFY(waitUntil([&] { return left == 0; }));
    }
};

QTEST_GUILESS_MAIN(tst_RedisClient)
#include "tst_redisclient.moc"
