#include "server/redis/redischeck.h"

#include "tests/server/redis/redistest.h"

#include <QtCore/QFile>
#include <QtNetwork/QTcpServer>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

class tst_RedisCheck : public QObject {
    Q_OBJECT

    LoopExecutor m_executor;

    static Result<QStringList> check(RedisClient& client)
    {
        std::optional<Result<QStringList>> reasons;
        checkDurability(client, [&](Result<QStringList> result) { reasons = std::move(result); });
        if (!waitUntil([&] { return reasons.has_value(); }))
            return Error::notFound(QStringLiteral("no answer at all"));
        return *reasons;
    }
    static RedisFacts soundFacts()
    {
        RedisFacts facts;
        facts.info = {{"redis_version", "7.0.15"}, {"role", "master"}, {"aof_enabled", "1"},
            {"aof_last_write_status", "ok"}};
        facts.config = {{"appendonly", "yes"}, {"appendfsync", "always"}, {"no-appendfsync-on-rewrite", "no"},
            {"maxmemory-policy", "noeviction"}};
        return facts;
    }

private Q_SLOTS:
    void aSoundOneHasNoReasons()
    {
        QCOMPARE(reasonsItMayLose(soundFacts()), QStringList());
        RedisServer redis;
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisClient client(m_executor, optionsFor(redis));
        client.open();
        const auto reasons = check(client);
        QVERIFY(reasons.ok());
        QCOMPARE(*reasons, QStringList());
    }

    // The file that we tell people to use, with the user that it proposes.
    void thePackagedConfigurationIsSound()
    {
        RedisServerOptions setup;
        setup.configuration = QStringLiteral(MADANG_REDIS_CONF);
        QFile file(setup.configuration);
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith("# user madang "))
                setup.aclUser = line.sliced(int(qstrlen("# user "))).replace("PASSWORD", "secret");
        }
        QVERIFY(!setup.aclUser.isEmpty());
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        options.address.user = "madang";
        options.address.password = "secret";
        RedisClient client(m_executor, options);
        client.open();
        const auto reasons = check(client);
        QVERIFY2(reasons.ok(), qPrintable(reasons.ok() ? QString() : reasons.error().message));
        QCOMPARE(*reasons, QStringList());
        Answers answers;
        client.evaluate(RedisScript("append", "return redis.call('XADD', KEYS[1], '*', 'm', ARGV[1])"),
            RedisArguments("{0}log"), RedisArguments("x"), answers.next());
        for (const RedisCommand& needed : {RedisCommand("XGROUP", "CREATE", "{0}log", "g", 0),
                 RedisCommand("XREADGROUP", "GROUP", "g", "me", "STREAMS", "{0}log", ">"),
                 RedisCommand("XTRIM", "{0}log", "MAXLEN", 0), RedisCommand("PUBLISH", "room:1", "x"),
                 RedisCommand("SPUBLISH", "room:1", "x"), RedisCommand("SET", "lease", 1, "NX", "PX", 1000)})
            client.command(needed, answers.next());
        for (const RedisCommand& forbidden : {RedisCommand("FLUSHALL"),
                 RedisCommand("CONFIG", "SET", "appendonly", "no"), RedisCommand("SHUTDOWN")})
            client.command(forbidden, answers.next());
        QVERIFY(waitUntil([&] { return answers.allCame(); }));
        for (size_t i = 0; i < answers.asked(); ++i)
            QVERIFY2(answers.at(i).ok() == (i < 7), qPrintable(QString::number(i)));
    }

    void eachWeaknessIsSaid_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("no append-only file") << QByteArray("appendonly") << QByteArray("no");
        QTest::newRow("a second late") << QByteArray("appendfsync") << QByteArray("everysec");
        QTest::newRow("never") << QByteArray("appendfsync") << QByteArray("no");
        QTest::newRow("rewrite") << QByteArray("no-appendfsync-on-rewrite") << QByteArray("yes");
        QTest::newRow("eviction") << QByteArray("maxmemory-policy") << QByteArray("allkeys-lru");
        QTest::newRow("volatile eviction") << QByteArray("maxmemory-policy") << QByteArray("volatile-ttl");
    }
    void eachWeaknessIsSaid()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        RedisServer redis;
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisClient client(m_executor, optionsFor(redis));
        client.open();
        QVERIFY(ask(client, RedisCommand("CONFIG", "SET", name, value)).ok());
        const auto reasons = check(client);
        QVERIFY(reasons.ok());
        QCOMPARE(reasons->size(), 1);
        QVERIFY2(reasons->front().contains(QString::fromUtf8(name)), qPrintable(reasons->front()));
    }

    void aReplicaIsNoPlaceForALog()
    {
        RedisServer redis;
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisClient client(m_executor, optionsFor(redis));
        client.open();
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        QVERIFY(ask(client, RedisCommand("REPLICAOF", "127.0.0.1", nobody.serverPort())).ok());
        const auto reasons = check(client);
        QVERIFY(reasons.ok());
        QCOMPARE(reasons->size(), 1);
        QVERIFY2(reasons->front().contains(QStringLiteral("replica")), qPrintable(reasons->front()));
    }

    void aHiddenConfigurationIsSaid()
    {
        RedisServerOptions setup;
        setup.aclUser = "chat on >secret ~* &* +@all -config";
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        options.address.user = "chat";
        options.address.password = "secret";
        RedisClient client(m_executor, options);
        client.open();
        const auto reasons = check(client);
        QVERIFY(reasons.ok());
        QCOMPARE(reasons->size(), 1);
        QVERIFY2(reasons->front().contains(QStringLiteral("NOPERM")), qPrintable(reasons->front()));
    }

    void whatCannotBeAskedIsAnError()
    {
        RedisOptions options;
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        options.address.port = gone.serverPort();
        gone.close();
        options.commandMs = 100;
        RedisClient client(m_executor, options);
        client.open();
        const auto reasons = check(client);
        QVERIFY(!reasons);
        QCOMPARE(reasons.error().code, ErrorCode::Unavailable);
    }

    void oldOnesAndFailedWritesAreSaid()
    {
        RedisFacts facts = soundFacts();
        facts.info["redis_version"] = "6.2.14";
        QCOMPARE(reasonsItMayLose(facts).size(), 1);
        QVERIFY(reasonsItMayLose(facts).front().contains(QStringLiteral("6.2.14")));
        facts.info["redis_version"] = "10.0.0";
        QCOMPARE(reasonsItMayLose(facts).size(), 0);
        facts.info["aof_last_write_status"] = "err";
        QCOMPARE(reasonsItMayLose(facts).size(), 1);
        QCOMPARE(reasonsItMayLose({}).size(), 6); // knows nothing, so trusts nothing
    }

    void readsInfo()
    {
        const auto info
            = RedisFacts::parseInfo("# Server\r\nredis_version:7.0.15\r\n\r\nos:Linux: x\r\nodd\r\n");
        QCOMPARE(info.size(), 2);
        QCOMPARE(info.value("redis_version"), QByteArray("7.0.15"));
        QCOMPARE(info.value("os"), QByteArray("Linux: x"));
    }
};

QTEST_GUILESS_MAIN(tst_RedisCheck)
#include "tst_redischeck.moc"
