#include "server/cluster/roomtails.h"

#include "tests/server/cluster/logworld.h"
#include "tests/server/cluster/memoryarchive.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QDateTime>
#include <QtCore/QRandomGenerator>
#include <future>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

constexpr int kWaiting = 5'000;

} // namespace

// What waits for the database is counted right, and Redis is asked little for it.
class tst_RoomTails : public QObject {
    Q_OBJECT

    RedisServer m_redis;
    MemoryArchive m_archive;
    RedisLogOptions m_options;
    std::unique_ptr<TestExecutor> m_executor;
    std::unique_ptr<LogServer> m_log;
    UserId m_ann{11}, m_bo{12};
    RoomId m_room;

    void write(int count, UserId who)
    {
        std::promise<void> done;
        for (int i = 0; i < count; ++i) {
            (*m_log)->append(sending(m_room, who, QString::number(i), QDateTime::currentMSecsSinceEpoch()),
                *m_executor, [](Result<LogReceipt> receipt) {
                    if (!receipt) {
                        qFatal("not stored: %s", qPrintable(receipt.error().message));
                    }
                });
        }
        (*m_log)->flush(*m_executor, [&done] { done.set_value(); });
        done.get_future().wait();
    }
    RoomTail tail() { return await((*m_log)->tail({m_room}))->front(); }
    // HMGETs that Redis has carried out.
    qint64 work()
    {
        std::promise<qint64> found;
        std::unique_ptr<RedisClient> client;
        m_log->thread().post([&] {
            client = std::make_unique<RedisClient>(m_log->thread(), optionsFor(m_redis));
            client->open();
            client->command(RedisCommand("INFO", "commandstats"), [&](const Result<RespValue>& info) {
                const QByteArray text = info ? info->text() : QByteArray();
                const qsizetype at = text.indexOf("cmdstat_hmget:calls=");
                const qint64 calls = at < 0 ? 0 : text.mid(at + 20, 12).split(',').front().toLongLong();
                m_log->thread().post([&, calls] {
                    client.reset();
                    found.set_value(calls);
                });
            });
        });
        return found.get_future().get();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.failure())); }
    void init()
    {
        m_options = {};
        m_options.prefix = QUuid::createUuid().toByteArray(QUuid::Id128);
        m_options.flush.leaseMs = 500;
        m_options.windowMessages = 5;
        m_executor = std::make_unique<TestExecutor>();
        m_room = RoomId::create();
        m_archive.setAway(false);
        m_archive.add(m_room);
        m_log = std::make_unique<LogServer>(optionsFor(m_redis), m_archive, m_options);
    }
    void cleanup()
    {
        m_log.reset();
        m_executor.reset();
    }

    void sendersAreCounted()
    {
        SentTail sent(100);
        std::vector<UserId> all;
        for (int part = 0; part < 200; ++part) {
            std::vector<UserId> some;
            for (quint32 i = QRandomGenerator::global()->bounded(20U); i > 0; --i) {
                some.emplace_back(UserId(QRandomGenerator::global()->bounded(3U)));
            }
            sent.add(some);
            all.insert(all.end(), some.begin(), some.end());
        }
        QCOMPARE(sent.last(), 100 + qint64(all.size()));
        const auto others = [&](qint64 past) {
            return std::count(
                all.begin() + std::min<qint64>(past - 100, qint64(all.size())), all.end(), UserId(2));
        };
        for (qint64 past = 100; past < sent.last() + 3; past += 7) {
            QCOMPARE(sent.byOthers(UserId(1), past), others(past));
        }
        const SentTail before = sent;
        sent.forget(1'500);
        QVERIFY(sent.after() > 500 && sent.after() <= 1'500);
        sent.add({UserId(2)});
        QCOMPARE(sent.byOthers(UserId(1), 1'500), others(1'500) + 1);
        QCOMPARE(before.byOthers(UserId(1), 100), others(100)); // nothing happens to a copy
    }

    // However many ask, and however much waits: what was asked once is not asked again.
    void aBacklogIsReadOnce()
    {
        write(1, m_ann);
        QVERIFY(waitUntil([&] { return m_archive.headOf(m_room).seq == 1; }));
        m_archive.setAway(true);
        write(kWaiting, m_ann);
        const auto before = work();
        constexpr int readers = 40;
        std::vector<std::optional<Result<std::vector<RoomTail>>>> answers(readers);
        for (auto& answer : answers) {
            awaitInto((*m_log)->tail({m_room}), answer);
        }
        QVERIFY(waitUntil([&] {
            return std::all_of(
                answers.begin(), answers.end(), [](const auto& answer) { return answer.has_value(); });
        }));
        for (const auto& answer : answers) {
            VERIFY_OK(*answer);
            QCOMPARE((*answer)->front().head.seq, kWaiting + 1);
            QCOMPARE((*answer)->front().sent.byOthers(m_bo, 1), kWaiting);
        }
        const auto after = work();
        QVERIFY2(after - before <= kWaiting / 500 + 2, qPrintable(QString::number(after - before)));
        write(3, m_bo);
        QCOMPARE(tail().sent.byOthers(m_ann, 1), 3);
        QVERIFY(work() - after <= 2);
    }

    // Whatever is committed, trimmed and written in between.
    void whatIsCommittedIsLetGo()
    {
        for (int round = 0; round < 4; ++round) {
            write(1, m_ann); // with which the room's head comes to Redis
            m_archive.setAway(true);
            write(699, m_ann);
            write(30, m_bo);
            const qint64 stored = m_archive.headOf(m_room).seq;
            const RoomTail waiting = tail();
            QCOMPARE(waiting.head.seq, 730 * (round + 1));
            QCOMPARE(waiting.sent.last(), waiting.head.seq);
            QVERIFY(waiting.sent.after() <= stored);
            QCOMPARE(waiting.sent.byOthers(m_ann, waiting.head.seq - 730), 30);
            QCOMPARE(waiting.sent.byOthers(m_bo, waiting.head.seq - 730), 700);
            m_archive.setAway(false);
            QVERIFY(waitUntil([&] { return m_archive.headOf(m_room).seq == waiting.head.seq; }));
            if (round % 2) {
                QCOMPARE(tail().sent.last(), waiting.head.seq);
            }
        }
    }

    void redisThatComesBackIsAskedAgain()
    {
        write(1, m_ann);
        QVERIFY(waitUntil([&] { return m_archive.headOf(m_room).seq == 1; }));
        m_archive.setAway(true);
        write(10, m_ann);
        QCOMPARE(tail().sent.byOthers(m_bo, 1), 10);
        m_redis.kill9();
        QVERIFY(waitUntil([&] { return !await((*m_log)->tail({m_room})); }));
        QVERIFY2(m_redis.start(), qPrintable(m_redis.failure()));
        QVERIFY(waitUntil([&] { return await((*m_log)->tail({m_room})).ok(); }));
        QCOMPARE(tail().sent.byOthers(m_bo, 1), 10);
    }
};

QTEST_GUILESS_MAIN(tst_RoomTails)
#include "tst_roomtails.moc"
