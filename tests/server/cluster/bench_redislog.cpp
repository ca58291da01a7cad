// How many messages a second one server has acknowledged by a Redis that waits for its disk, and what that
// costs.
//   madang-bench-redislog [seconds [rooms [unanswered [redis://...]]]]
// Without an address a redis-server of its own is started (appendfsync always). The database's side is in
// memory.
#include "server/redis/redisclient.h"
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

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto argument = [&](int index, int otherwise) {
        return argc > index ? QByteArray(argv[index]).toInt() : otherwise;
    };
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
