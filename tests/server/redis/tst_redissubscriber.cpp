#include "server/redis/redissubscriber.h"

#include "tests/server/redis/redistest.h"

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

// A subscriber, and everything that it told.
struct Ear {
    Ear(Executor& executor, const RedisOptions& options,
        RedisSubscriber::Kind kind = RedisSubscriber::Kind::Channel)
        : subscriber(executor, options,
            {[this](const QByteArray& channel, const QByteArray& payload) {
                 messages.append(channel + '=' + payload);
             },
                [this](const QByteArray& channel) { subscribed.append(channel); },
                [this] {
                    ++ready;
                    subscribedWhenReady = subscribed.size();
                },
                [this](const QString& reason) {
                    ++losses;
                    lastReason = reason;
                }},
            kind)
    {
    }

    QByteArrayList messages;
    QByteArrayList subscribed;
    int ready = 0;
    qsizetype subscribedWhenReady = 0;
    int losses = 0;
    QString lastReason;
    RedisSubscriber subscriber;
};

} // namespace

class tst_RedisSubscriber : public QObject {
    Q_OBJECT

    LoopExecutor m_executor;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<RedisClient> m_client;

    void serve(RedisServerOptions setup = {})
    {
        m_client.reset();
        m_redis = std::make_unique<RedisServer>(std::move(setup));
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
        m_client = std::make_unique<RedisClient>(m_executor, optionsFor(*m_redis));
        m_client->open();
    }
    // How many heard it.
    qint64 publish(const QByteArray& channel, const QByteArray& payload, QByteArrayView verb = "PUBLISH")
    {
        const auto heard = ask(*m_client, RedisCommand(verb, channel, payload));
        return heard ? heard->integer() : -1;
    }

private Q_SLOTS:
    void init() { serve(); }
    void cleanup()
    {
        m_client.reset();
        m_redis.reset();
    }

    void hears_data()
    {
        QTest::addColumn<bool>("old");
        QTest::newRow("RESP3") << false;
        QTest::newRow("RESP2") << true;
    }
    void hears()
    {
        QFETCH(bool, old);
        if (old) {
            RedisServerOptions setup;
            setup.arguments = {QStringLiteral("--rename-command"), QStringLiteral("HELLO"), QString()};
            serve(setup);
        }
        RedisOptions options = optionsFor(*m_redis);
        options.pingAfterMs = 50; // PONGs in between
        Ear ear(m_executor, options);
        ear.subscriber.subscribe("a");
        ear.subscriber.open();
        ear.subscriber.subscribe("b");
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        QCOMPARE(ear.subscribedWhenReady, 2);
        QVERIFY(ear.subscriber.isReady());
        const QByteArray odd("\0\r\n$1\r\n", 7);
        QCOMPARE(publish("a", "one"), 1);
        QCOMPARE(publish("b", odd), 1);
        QCOMPARE(publish("c", "nobody"), 0);
        QVERIFY(waitUntil([&] { return ear.messages.size() == 2; }));
        QCOMPARE(ear.messages, (QByteArrayList{"a=one", "b=" + odd}));

        ear.subscriber.subscribe("c");
        QVERIFY(waitUntil([&] { return ear.subscribed.contains("c"); }));
        QCOMPARE(publish("c", "somebody"), 1);
        ear.subscriber.unsubscribe("a");
        QTest::qWait(200);
        QCOMPARE(publish("a", "nobody"), 0);
        QCOMPARE(publish("c", "last"), 1);
        QVERIFY(waitUntil([&] { return ear.messages.endsWith("c=last"); }));
        QCOMPARE(ear.messages.size(), 4);
        QCOMPARE(ear.ready, 1);
        QCOMPARE(ear.losses, 0);
    }

    void isReadyWithNothingToHear()
    {
        Ear ear(m_executor, optionsFor(*m_redis));
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
    }

    void hearsShardChannels()
    {
        Ear ear(m_executor, optionsFor(*m_redis), RedisSubscriber::Kind::Shard);
        ear.subscriber.subscribe("{1}a");
        ear.subscriber.subscribe("{2}b");
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        QCOMPARE(publish("{1}a", "one", "SPUBLISH"), 1);
        QCOMPARE(publish("{1}a", "not this way"), 0);
        QVERIFY(waitUntil([&] { return ear.messages == QByteArrayList{"{1}a=one"}; }));
        ear.subscriber.unsubscribe("{1}a");
        QTest::qWait(100);
        QCOMPARE(publish("{1}a", "nobody", "SPUBLISH"), 0);
        QCOMPARE(ear.losses, 0);
    }

    void hearsThousandsOfChannels()
    {
        Ear ear(m_executor, optionsFor(*m_redis));
        for (int i = 0; i < 5000; ++i)
            ear.subscriber.subscribe("room:" + QByteArray::number(i));
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        QCOMPARE(ear.subscribedWhenReady, 5000);
        QCOMPARE(publish("room:4999", "x"), 1);
        QVERIFY(waitUntil([&] { return ear.messages.size() == 1; }));
    }

    void changesItsMindWithinATurn()
    {
        Ear ear(m_executor, optionsFor(*m_redis));
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        ear.subscriber.subscribe("a");
        ear.subscriber.unsubscribe("a");
        ear.subscriber.subscribe("b");
        QVERIFY(waitUntil([&] { return ear.subscribed.contains("b"); }));
        QCOMPARE(ear.subscribed, QByteArrayList{"b"});
        QCOMPARE(publish("a", "x"), 0);
        // Over turns, without waiting for Redis: only the last answer counts.
        for (int i = 0; i < 5; ++i) {
            ear.subscriber.subscribe("c");
            QCoreApplication::sendPostedEvents();
            ear.subscriber.unsubscribe("c");
            QCoreApplication::sendPostedEvents();
        }
        ear.subscriber.subscribe("c");
        QVERIFY(waitUntil([&] { return ear.subscribed.contains("c"); }));
        QCOMPARE(publish("c", "x"), 1);
        QTest::qWait(100);
        QCOMPARE(ear.subscribed.count("c"), 1);
    }

    void subscribesAgainAfterARestart()
    {
        Ear ear(m_executor, optionsFor(*m_redis));
        ear.subscriber.subscribe("a");
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        m_redis->kill9();
        QVERIFY(waitUntil([&] { return ear.losses >= 1; }));
        QVERIFY(!ear.subscriber.isReady());
        ear.subscriber.subscribe("b"); // while it is away
        QVERIFY2(m_redis->start(), qPrintable(m_redis->failure()));
        QVERIFY(waitUntil([&] { return ear.ready == 2; }));
        QCOMPARE(ear.subscribed.count("a"), 2);
        QCOMPARE(ear.subscribed.count("b"), 1);
        QVERIFY(waitUntil([&] { return m_client->isConnected(); }));
        QCOMPARE(publish("a", "again"), 1);
        QCOMPARE(publish("b", "again"), 1);
        QVERIFY(waitUntil([&] { return ear.messages.size() == 2; }));
    }

    void noticesSilence()
    {
        RedisOptions options = optionsFor(*m_redis);
        options.pingAfterMs = 100;
        options.pingAnswerMs = 1000;
        Ear ear(m_executor, options);
        ear.subscriber.subscribe("a");
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        QTest::qWait(700);
        QCOMPARE(ear.losses, 0);
        m_redis->freeze();
        QVERIFY(waitUntil([&] { return ear.losses >= 1; }));
        QVERIFY2(ear.lastReason.contains(QStringLiteral("no sign of life")), qPrintable(ear.lastReason));
        m_redis->thaw();
        QVERIFY(waitUntil([&] { return ear.ready == 2; }));
    }

    void saysWhatItMayNotHear()
    {
        RedisServerOptions setup;
        setup.aclUser = "chat on >secret ~* resetchannels &room:* +@all";
        serve(setup);
        RedisOptions options = optionsFor(*m_redis);
        options.address.user = "chat";
        options.address.password = "secret";
        Ear ear(m_executor, options);
        ear.subscriber.subscribe("room:1");
        ear.subscriber.open();
        QVERIFY(waitUntil([&] { return ear.ready == 1; }));
        ear.subscriber.subscribe("other");
        QVERIFY(waitUntil([&] { return ear.losses >= 1; }));
        QVERIFY2(ear.lastReason.contains(QStringLiteral("NOPERM")), qPrintable(ear.lastReason));
        ear.subscriber.unsubscribe("other");
        QVERIFY(waitUntil([&] { return ear.ready == 2; }));
        QVERIFY(ear.subscriber.isReady());
    }

    void canBeClosedAndDeletedInsideAMessage()
    {
        std::unique_ptr<RedisSubscriber> subscriber;
        int heard = 0;
        bool ready = false;
        const auto listener = [&](bool deletes) {
            RedisSubscriber::Listener all;
            all.message = [&heard, &subscriber, deletes](const QByteArray&, const QByteArray&) {
                ++heard;
                if (deletes)
                    subscriber.reset();
                else
                    subscriber->close();
            };
            all.ready = [&ready] { ready = true; };
            return all;
        };
        for (const bool deletes : {false, true}) {
            ready = false;
            heard = 0;
            subscriber
                = std::make_unique<RedisSubscriber>(m_executor, optionsFor(*m_redis), listener(deletes));
            subscriber->subscribe("a");
            subscriber->open();
            QVERIFY(waitUntil([&] { return ready; }));
            Answers answers;
            for (int i = 0; i < 100; ++i)
                m_client->command(RedisCommand("PUBLISH", "a", i), answers.next());
            QVERIFY(waitUntil([&] { return answers.allCame() && heard > 0; }));
            QTest::qWait(50);
            QCOMPARE(heard, 1);
        }
    }
};

QTEST_GUILESS_MAIN(tst_RedisSubscriber)
#include "tst_redissubscriber.moc"
