#include "server/redis/redischeck.h"
#include "tests/server/cluster/logworld.h"
#include "tests/server/cluster/memoryarchive.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QDateTime>
#include <future>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

// A Redis whose memory is used up, by messages or by something else, while the database is away.
class tst_RedisLogFull : public QObject {
    Q_OBJECT

    RedisServer m_redis;
    MemoryArchive m_archive;
    RedisLogOptions m_options;
    std::unique_ptr<TestExecutor> m_executor;
    std::unique_ptr<LogServer> m_log;
    UserId m_ann{11};
    RoomId m_room;

    // On a connection of its own.
    Result<RespValue> ask(RedisCommand command)
    {
        auto client = std::make_shared<std::unique_ptr<RedisClient>>();
        std::promise<Result<RespValue>> answered;
        LoopThread thread(1);
        thread.start();
        thread.post([&] {
            *client = std::make_unique<RedisClient>(thread, optionsFor(m_redis));
            (*client)->open();
            (*client)->command(std::move(command), [&, client](Result<RespValue> answer) {
                thread.post([client, &answered, answer = std::move(answer)]() mutable {
                    client->reset();
                    answered.set_value(std::move(answer));
                });
            });
        });
        auto result = answered.get_future().get();
        thread.stop();
        return result;
    }
    qint64 info(const char* name)
    {
        const auto memory = ask(RedisCommand("INFO", "memory"));
        return memory ? RedisFacts::parseInfo(memory->text()).value(name).toLongLong() : -1;
    }
    void limit(qint64 bytes) { VERIFY_OK(ask(RedisCommand("CONFIG", "SET", "maxmemory", bytes))); }
    // So that Redis refuses to write.
    void fill()
    {
        limit(info("used_memory") / 2);
        const auto refused = ask(RedisCommand("SET", "anything", "more"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, QStringLiteral("OOM"));
    }
    std::unique_ptr<LogServer> server()
    {
        return std::make_unique<LogServer>(optionsFor(m_redis), m_archive, m_options);
    }
    Result<LogReceipt> append(const QString& text)
    {
        return appended(
            **m_log, *m_executor, sending(m_room, m_ann, text, QDateTime::currentMSecsSinceEpoch()));
    }
    bool isAllStored()
    {
        return waitUntil([&] {
            const auto lags = (*m_log)->lag();
            return std::all_of(lags.begin(), lags.end(), [](const StreamLag& lag) {
                return lag.entries == 0;
            }) && await((*m_log)->head(m_room))->value() == m_archive.headOf(m_room);
        });
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.failure())); }
    void init()
    {
        m_options = {};
        m_options.prefix = QUuid::createUuid().toByteArray(QUuid::Id128);
        m_options.flush.leaseMs = 500;
        m_options.memoryMs = 20;
        m_executor = std::make_unique<TestExecutor>();
        m_room = RoomId::create();
        m_archive.setAway(false);
        m_archive.add(m_room);
        limit(0);
        m_log = server();
    }
    void cleanup()
    {
        m_log.reset();
        m_executor.reset();
    }

    void whatWaitsIsMovedAllTheSame()
    {
        VERIFY_OK(append(QStringLiteral("0")));
        m_archive.setAway(true);
        for (int i = 1; i < 200; ++i) {
            VERIFY_OK(append(QString::number(i)));
        }
        fill();
        COMPARE_ERROR(append(QStringLiteral("too many")), ErrorCode::Unavailable);
        // Who holds the lease cannot have kept it, and somebody has to take it.
        m_log->stop(0);
        m_log = server();
        m_archive.setAway(false);
        QVERIFY(waitUntil([&] { return m_archive.headOf(m_room).seq == 200; }));
        QVERIFY(waitUntil([&] {
            const auto length = ask(RedisCommand("XLEN", LogKeys(m_options).stream(int(m_room.value() % 4))));
            return length && length->integer() == 0;
        }));
        limit(0);
        QVERIFY(waitUntil([&] { return append(QStringLiteral("again")).ok(); }));
        QVERIFY(isAllStored());
        QCOMPARE(m_archive.messages(m_room).size(), size_t(201));
    }

    void roomsCanBeReadAndLeft()
    {
        VERIFY_OK(append(QStringLiteral("one")));
        fill();
        const RoomId other = RoomId::create();
        m_archive.add(other);
        const auto number = await((*m_log)->membership(other));
        VERIFY_OK(number);
        const auto next = await((*m_log)->membershipChanged(other));
        VERIFY_OK(next);
        QVERIFY(*next > *number);
        VERIFY_OK(await((*m_log)->page(m_room, {})));
        VERIFY_OK(await((*m_log)->heard(other)));
    }

    // Reading a room is no reason to write to the disk.
    void aReadingWritesNothing()
    {
        const auto number = await((*m_log)->membership(m_room));
        VERIFY_OK(number);
        const auto written = [this] {
            const auto facts = ask(RedisCommand("INFO", "persistence"));
            return RedisFacts::parseInfo(facts->text()).value("aof_current_size").toLongLong();
        };
        m_log.reset();
        m_options.flush.on = false; // a lease is written
        m_log = server();
        const qint64 before = written();
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(*await((*m_log)->membership(m_room)), *number);
        }
        QCOMPARE(written(), before);
    }

    // New ones are refused before nothing can be written any more.
    void messagesLeaveRoomForEverythingElse()
    {
        VERIFY_OK(append(QStringLiteral("0")));
        QVERIFY(isAllStored());
        m_archive.setAway(true);
        limit(info("used_memory") + 8'000'000);
        const QString text(1'000, u'x');
        bool refused = false;
        int sent = 1;
        for (; !refused && sent < 100'000; ++sent) {
            refused = !append(text);
        }
        QVERIFY(refused);
        QVERIFY(sent > 500);
        VERIFY_OK(ask(RedisCommand("SET", "anything", "more")));
        QVERIFY(info("used_memory") < info("maxmemory") * 9 / 10);
        // Nor does it stay so.
        m_archive.setAway(false);
        QVERIFY(waitUntil([&] { return append(QStringLiteral("again")).ok(); }));
        QVERIFY(isAllStored());
    }
};

QTEST_GUILESS_MAIN(tst_RedisLogFull)
#include "tst_redislogfull.moc"
