#pragma once

#include "server/cluster/feedmarks.h"
#include "server/cluster/memorywatch.h"
#include "server/cluster/redislog.h"
#include "server/cluster/roomtails.h"
#include "server/redis/redissubscriber.h"

namespace madang::server {

// What lives on the thread of Redis. Kept by whatever is on its way there.
struct RedisLog::Core {
    Core(Executor& on, RedisOptions to, MessageArchive& into, const RedisLogOptions& settings,
        RedisLogListener* tell)
        : executor(on)
        , redis(std::move(to))
        , archive(into)
        , options(settings)
        , keys(settings)
        , listener(tell)
        , lags(size_t(keys.shards()))
    {
    }

    // The options of one connection, on which it is seen each time whether the data are still those.
    [[nodiscard]] RedisOptions connection(const char* suffix, bool writes);
    [[nodiscard]] QString judge(const std::vector<RespValue>& answers);
    void connect();
    void begin(UniqueFunction<void(size_t)> answered);
    void listen();
    void stopFlushers(qint64 deadlineMs, UniqueFunction<void()> done);
    void end();
    // Redis is not to be had for a while already: who asks for something need not wait.
    [[nodiscard]] bool isAway() const;
    void report(size_t shard, const StreamLag& lag)
    {
        const std::lock_guard lock(mutex);
        lags[shard] = lag;
    }

    Executor& executor;
    const RedisOptions redis;
    MessageArchive& archive;
    const RedisLogOptions options;
    const LogKeys keys;
    const LogScripts scripts;
    RedisLogListener* const listener;

    // Three connections, so that neither pages nor batches hold up who writes.
    std::unique_ptr<RedisClient> appends;
    std::unique_ptr<RedisClient> reads;
    std::unique_ptr<RedisClient> flushes;
    std::unique_ptr<RoomTails> tails;
    std::unique_ptr<RedisSubscriber> feed;
    std::unique_ptr<MemoryWatch> memory;
    FeedMarks marks;
    std::unique_ptr<RedisLogWriter> writer;
    std::vector<std::shared_ptr<Flusher>> flushers;

    QByteArray epoch; // empty: not known yet
    qint64 readsLostMs = 0; // steady; 0: they are connected, or were never
    std::atomic<bool> full = false; // any thread
    mutable std::mutex mutex;
    std::vector<StreamLag> lags;
};

} // namespace madang::server
