#pragma once

#include "server/redis/redisclient.h"

#include <atomic>
#include <memory>

namespace madang::server {

// How much memory a Redis has used of what it may (INFO memory).
struct RedisMemory {
    qint64 used = 0; // as Redis counts it before it refuses to write
    qint64 limit = 0; // its maxmemory, or where there is none the machine's; 0: not known

    [[nodiscard]] static RedisMemory of(const QByteArray& info);
};

// Looks again and again whether messages have filled Redis up to a share of its memory: the rest is for what
// moves them out of it. On the thread of the client.
class MemoryWatch {
public:
    // It is full from `share` of the limit on, and has room again a twentieth below that.
    // `full` outlives this; anybody may read it.
    MemoryWatch(
        Executor& executor, RedisClient& client, double share, qint64 periodMs, std::atomic<bool>& full);
    MemoryWatch(const MemoryWatch&) = delete;
    MemoryWatch& operator=(const MemoryWatch&) = delete;

    void look();

private:
    void note(const RedisMemory& memory);

    Executor& m_executor;
    RedisClient& m_client;
    const double m_share;
    const qint64 m_periodMs;
    std::atomic<bool>& m_full;
    std::shared_ptr<MemoryWatch*> m_self; // for what comes back after our end
};

} // namespace madang::server
