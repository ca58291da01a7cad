#include "server/cluster/redislogcore.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"

#include <QtCore/QUuid>

namespace madang::server {

void RedisLog::Core::connect()
{
    if (!reads) {
        RedisOptions named = redis;
        named.name = redis.name + "-reads";
        RedisClient::Listener changes;
        changes.lost = [this](const QString&) { tails->forget(); };
        reads = std::make_unique<RedisClient>(executor, named, std::move(changes));
        tails = std::make_unique<RoomTails>(*reads, keys, scripts);
        reads->open();
    }
}

void RedisLog::Core::begin(UniqueFunction<void(size_t)> answered)
{
    if (writer) {
        return;
    }
    RedisOptions named = redis;
    named.name = redis.name + "-log";
    appends = std::make_unique<RedisClient>(executor, named);
    named.name = redis.name + "-flusher";
    flushes = std::make_unique<RedisClient>(executor, named);
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
    RedisOptions named = redis;
    named.name = redis.name + "-feed";
    feed = std::make_unique<RedisSubscriber>(executor, named, std::move(heard));
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
