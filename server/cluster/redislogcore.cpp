#include "server/cluster/redislogcore.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"
#include "server/redis/redischeck.h"
#include "server/redis/rediserror.h"

#include <QtCore/QUuid>

namespace madang::server {

RedisOptions RedisLog::Core::connection(const char* suffix, bool writes)
{
    RedisOptions named = redis;
    named.name = redis.name + suffix;
    auto examination = std::make_shared<RedisExamination>();
    examination->questions.emplace_back(
        "EVAL", scripts.layout.source(), 2, keys.layout(), keys.epoch(), keys.shards());
    if (writes && !options.allowLoss) {
        for (RedisCommand& question : RedisFacts::questions()) {
            examination->questions.push_back(std::move(question));
        }
    }
    examination->judge = [this](const std::vector<RespValue>& answers) { return judge(answers); };
    named.examination = std::move(examination);
    return named;
}

QString RedisLog::Core::judge(const std::vector<RespValue>& answers)
{
    const RespValue& layout = answers.front();
    if (layout.isError()) {
        return errorOf(layout).message;
    }
    if (writer && layout.at(0).integer() != keys.shards()) {
        return QStringLiteral("it holds messages in %1 shards").arg(layout.at(0).integer());
    }
    const QByteArray& found = layout.at(1).text();
    if (epoch.isEmpty()) {
        epoch = found;
    } else if (found != epoch) {
        epoch = found;
        qCCritical(lcCluster,
            "Redis has come back without its data: messages that it had taken and the database did not have "
            "yet "
            "are lost. All rooms go on from what the database has");
        tails->forget();
        if (listener) {
            listener->dataLost();
        }
    }
    if (answers.size() > 1) {
        return reasonsItMayLose(RedisFacts::of(answers, 1)).join(QStringLiteral("; "));
    }
    return {};
}

bool RedisLog::Core::isAway() const
{
    constexpr qint64 patienceMs = 500;
    return readsLostMs != 0 && RedisLink::steadyMs() - readsLostMs > patienceMs;
}

void RedisLog::Core::connect()
{
    if (!reads) {
        RedisClient::Listener changes;
        changes.connected = [this] { readsLostMs = 0; };
        changes.lost = [this](const QString&) {
            readsLostMs = readsLostMs == 0 ? RedisLink::steadyMs() : readsLostMs;
            tails->forget();
        };
        reads = std::make_unique<RedisClient>(executor, connection("-reads", false), std::move(changes));
        tails = std::make_unique<RoomTails>(*reads, keys, scripts);
        reads->open();
    }
}

void RedisLog::Core::begin(UniqueFunction<void(size_t)> answered)
{
    if (writer) {
        return;
    }
    appends = std::make_unique<RedisClient>(executor, connection("-log", true));
    flushes = std::make_unique<RedisClient>(executor, connection("-flusher", false));
    writer = std::make_unique<RedisLogWriter>(
        executor, *appends, archive, keys, scripts, options, std::move(answered));
    const QByteArray token = QUuid::createUuid().toByteArray(QUuid::Id128);
    for (int shard = 0; shard < keys.shards(); ++shard) {
        flushers.push_back(std::make_shared<Flusher>(executor, *flushes, archive, keys, scripts, options,
            shard, token, [this, shard](const StreamLag& lag) { report(size_t(shard), lag); }));
    }
    appends->open();
    flushes->open();
    memory = std::make_unique<MemoryWatch>(executor, *flushes, options.memoryShare, options.memoryMs, full);
    memory->look();
    listen();
    for (const auto& flusher : flushers) {
        flusher->start();
    }
}

void RedisLog::Core::listen()
{
    RedisSubscriber::Listener heard;
    heard.message = [this](const QByteArray& channel, const QByteArray& payload) {
        if (channel == keys.group()) {
            if (listener) {
                listener->told(payload);
            }
            return;
        }
        if (marks.heard(payload)) {
            return;
        }
        const auto stored = decodeRecord(payload);
        if (!stored) {
            qCWarning(lcCluster, "something was published that is no message");
            return;
        }
        flushers[size_t(keys.shardOf(stored->record.message.room))]->wake();
        if (listener) {
            listener->changed(stored->record, stored->head);
        }
    };
    heard.lost = [this](const QString&) {
        marks.failAll();
        if (listener) {
            listener->lost();
        }
    };
    heard.ready = [this] {
        if (listener) {
            listener->interrupted();
        }
    };
    feed = std::make_unique<RedisSubscriber>(executor, connection("-feed", false), std::move(heard));
    for (int shard = 0; shard < keys.shards(); ++shard) {
        feed->subscribe(keys.channel(shard));
    }
    feed->subscribe(keys.group());
    feed->open();
}

void RedisLog::Core::stopFlushers(qint64 deadlineMs, UniqueFunction<void()> done)
{
    if (flushers.empty()) {
        done();
        return;
    }
    auto left = std::make_shared<std::pair<size_t, UniqueFunction<void()>>>(flushers.size(), std::move(done));
    for (const auto& flusher : flushers) {
        flusher->stop(deadlineMs, [left] {
            if (--left->first == 0) {
                left->second();
            }
        });
    }
}

void RedisLog::Core::end()
{
    feed.reset();
    marks.failAll();
    for (const auto& flusher : flushers) {
        flusher->abandon();
    }
    flushers.clear();
    writer.reset(); // before the connection, whose end would be taken for an answer
    appends.reset();
    tails.reset();
    reads.reset();
    memory.reset();
    flushes.reset();
}

} // namespace madang::server
