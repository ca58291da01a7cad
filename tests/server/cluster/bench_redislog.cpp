// How many messages a second one server has acknowledged by a Redis that waits for its disk, and what that
// costs.
//   madang-bench-redislog [seconds [rooms [unanswered [redis://...]]]]
// Or, what it costs to count what is unread in a room of which so many messages wait for the database, and
// how long a message waits meanwhile:
//   madang-bench-redislog tails [waiting [readers]]
// Without an address a redis-server of its own is started (appendfsync always). The database's side is in
// memory.
#include "server/redis/redischeck.h"
#include "tests/server/cluster/logworld.h"
#include "tests/server/cluster/memoryarchive.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <ctime>
#include <future>
#include <map>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

double ownCpu()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double redisCpu(RedisClient& client, LoopThread& thread)
{
    std::promise<double> promise;
    thread.post([&] {
        client.command(RedisCommand("INFO", "cpu"), [&promise](Result<RespValue> info) {
            double seconds = 0;
            for (const QByteArray& line : info ? info->text().split('\n') : QList<QByteArray>()) {
                if (line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:")) {
                    seconds += line.mid(line.indexOf(':') + 1).trimmed().toDouble();
                }
            }
            promise.set_value(seconds);
        });
    });
    return promise.get_future().get();
}

// Keeps so many messages unanswered.
struct Load {
    LogServer& log;
    Executor& executor;
    std::vector<RoomId> rooms;
    UserId sender{7};
    QString text = QString(200, u'x');
    size_t next = 0;
    bool ending = false;
    qint64 acknowledged = 0;
    qint64 refused = 0;
    std::vector<qint64> waits = {}; // us

    void send()
    {
        QElapsedTimer asked;
        asked.start();
        log->append(sending(rooms[next++ % rooms.size()], sender, text, QDateTime::currentMSecsSinceEpoch()),
            executor, [this, asked](Result<LogReceipt> receipt) {
                ++(receipt ? acknowledged : refused);
                waits.push_back(asked.nsecsElapsed() / 1'000);
                if (!ending) {
                    send();
                }
            });
    }
};

qint64 usedMemory(RedisClient& client, LoopThread& thread)
{
    std::promise<qint64> promise;
    thread.post([&] {
        client.command(RedisCommand("INFO", "memory"), [&promise](Result<RespValue> info) {
            promise.set_value(
                info ? RedisFacts::parseInfo(info->text()).value("used_memory").toLongLong() : 0);
        });
    });
    return promise.get_future().get();
}

QCoro::Task<> readTail(RedisLog& log, RoomId room, int& left, int& failed)
{
    std::vector<RoomId> rooms(1, room);
    const auto tails = co_await log.tail(std::move(rooms));
    if (!tails)
        ++failed;
    --left;
}

// Some people read on in the room at once, one after the other, and all once more; somebody writes meanwhile.
int benchTails(int waiting, int readers)
{
    RedisServer redis;
    if (!redis.start())
        qFatal("no Redis: %s", qPrintable(redis.failure()));
    MemoryArchive archive;
    RedisLogOptions settings;
    settings.shards = 1;
    LogServer log(optionsFor(redis), archive, settings);
    LoopThread senders(1);
    senders.start();
    const RoomId room = RoomId::create();
    const RoomId other = RoomId::create();
    archive.add(room);
    archive.add(other);
    RedisClient* client = nullptr;
    const auto onThread = [&log](auto job) {
        std::promise<void> done;
        log.thread().post([&] {
            job();
            done.set_value();
        });
        done.get_future().get();
    };
    onThread([&] {
        client = new RedisClient(log.thread(), optionsFor(redis));
        client->open();
    });
    const auto send = [&](RoomId to) {
        QElapsedTimer asked;
        asked.start();
        std::promise<bool> done;
        log->append(sending(to, UserId(7), QString(200, u'x'), QDateTime::currentMSecsSinceEpoch()), senders,
            [&](Result<LogReceipt> receipt) { done.set_value(receipt.ok()); });
        if (!done.get_future().get())
            std::printf("a message was refused\n");
        return double(asked.nsecsElapsed()) / 1e6;
    };
    send(room);
    send(other);
    archive.setAway(true);
    const qint64 before = usedMemory(*client, log.thread());
    std::atomic<int> unanswered = 0;
    for (int i = 0; i < waiting; ++i) {
        ++unanswered;
        log->append(
            sending(room, UserId(7 + i % 50), QString(200, u'x'), QDateTime::currentMSecsSinceEpoch()),
            senders, [&](Result<LogReceipt>) { --unanswered; });
        while (unanswered > 2'000)
            QThread::msleep(1);
    }
    while (unanswered > 0)
        QThread::msleep(1);
    std::printf("%d messages of 200 characters wait, %lld bytes of Redis' memory each\n", waiting,
        qlonglong((usedMemory(*client, log.thread()) - before) / waiting));
    const double quiet = send(other);
    for (const char* round : {"first", "second"}) {
        const double cpu = redisCpu(*client, log.thread());
        QElapsedTimer passed;
        passed.start();
        int left = readers;
        int failed = 0;
        for (int i = 0; i < readers; ++i)
            readTail(*log, room, left, failed);
        const double beside = send(other);
        if (!waitUntil([&] { return left == 0; }))
            std::printf("%d readers have no answer\n", left);
        if (failed > 0)
            std::printf("%d readers were refused\n", failed);
        std::printf("%s time: %d readers in %.1f ms, Redis %.1f ms of CPU; a message beside them %.1f ms, "
                    "without %.1f ms\n",
            round, readers, double(passed.nsecsElapsed()) / 1e6,
            1'000 * (redisCpu(*client, log.thread()) - cpu), beside, quiet);
    }
    onThread([&] { delete client; });
    log.stop(0);
    senders.stop();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto argument = [&](int index, int otherwise) {
        return argc > index ? QByteArray(argv[index]).toInt() : otherwise;
    };
    if (argc > 1 && QByteArray(argv[1]) == "tails") {
        return benchTails(argument(2, 60'000), argument(3, 40));
    }
    const int seconds = argument(1, 5);
    const int rooms = argument(2, 1'000);
    const int unanswered = argument(3, 2'000);
    RedisServer redis;
    RedisOptions options;
    if (argc > 4) {
        options.address = *RedisAddress::fromUrl(QString::fromLocal8Bit(argv[4]));
    } else if (redis.start()) {
        options = optionsFor(redis);
    } else {
        qFatal("no Redis: %s", qPrintable(redis.failure()));
    }
    MemoryArchive archive;
    RedisLogOptions settings;
    settings.allowLoss = argc > 4; // whoever gives an address knows what is there
    settings.prefix = "bench-" + QByteArray::number(QDateTime::currentMSecsSinceEpoch());
    LogServer log(options, archive, settings);
    LoopThread senders(1);
    senders.start();
    Load load{log, senders, {}};
    for (int i = 0; i < rooms; ++i) {
        load.rooms.push_back(RoomId::create());
        archive.add(load.rooms.back());
    }
    std::unique_ptr<RedisClient> asker;
    std::promise<void> opened;
    log.thread().post([&] {
        asker = std::make_unique<RedisClient>(log.thread(), options);
        asker->open();
        opened.set_value();
    });
    opened.get_future().wait();
    const double redisBefore = redisCpu(*asker, log.thread());
    const double ownBefore = ownCpu();
    QElapsedTimer passed;
    passed.start();
    senders.post([&] {
        for (int i = 0; i < unanswered; ++i) {
            load.send();
        }
    });
    QThread::sleep(unsigned(seconds));
    std::promise<void> ended;
    senders.post([&] {
        load.ending = true;
        ended.set_value();
    });
    ended.get_future().wait();
    std::promise<void> drained;
    log->flush(senders, [&] { drained.set_value(); });
    drained.get_future().wait();
    const double took = double(passed.elapsed()) / 1'000;
    const double redisTook = redisCpu(*asker, log.thread()) - redisBefore;
    const double ownTook = ownCpu() - ownBefore;
    std::sort(load.waits.begin(), load.waits.end());
    const auto percentile = [&](double part) {
        return double(load.waits[size_t(part * double(load.waits.size() - 1))]) / 1'000;
    };
    const double per = double(load.acknowledged) / 100'000;
    std::printf("%lld acknowledged in %.2f s: %.0f/s, %lld refused; p50 %.1f ms, p99 %.1f ms\n"
                "CPU s per 100,000: Redis %.2f, server %.2f\n",
        qlonglong(load.acknowledged), took, double(load.acknowledged) / took, qlonglong(load.refused),
        percentile(0.5), percentile(0.99), redisTook / per, ownTook / per);
    qint64 waiting = 0;
    for (const StreamLag& lag : log->lag()) {
        waiting += lag.entries;
    }
    std::printf("%lld wait for the database\n", qlonglong(waiting));
    std::promise<void> closed;
    log.thread().post([&] {
        asker.reset();
        closed.set_value();
    });
    closed.get_future().wait();
    log.stop(1'000);
    senders.stop();
    return load.acknowledged > 0 ? 0 : 1;
}
