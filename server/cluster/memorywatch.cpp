#include "server/cluster/memorywatch.h"

#include "server/cluster/logging.h"
#include "server/redis/redischeck.h"

namespace madang::server {

namespace {

constexpr double kSlack = 0.05;

} // namespace

RedisMemory RedisMemory::of(const QByteArray& info)
{
    const auto facts = RedisFacts::parseInfo(info);
    const auto number = [&](const char* name) { return facts.value(name).toLongLong(); };
    const qint64 most = number("maxmemory");
    // The buffers of the append-only file and of replicas are not counted when Redis decides to refuse.
    return {number("used_memory") - number("mem_not_counted_for_evict"),
        most > 0 ? most : number("total_system_memory")};
}

MemoryWatch::MemoryWatch(
    Executor& executor, RedisClient& client, double share, qint64 periodMs, std::atomic<bool>& full)
    : m_executor(executor)
    , m_client(client)
    , m_share(share)
    , m_periodMs(periodMs)
    , m_full(full)
    , m_self(std::make_shared<MemoryWatch*>(this))
{
}

void MemoryWatch::look()
{
    RedisCommand info("INFO", "memory");
    info.terms.whenUnsent = WhenUnsent::Refuse;
    m_client.command(std::move(info), [self = std::weak_ptr(m_self)](const Result<RespValue>& answer) {
        const auto watch = self.lock();
        if (!watch) {
            return;
        }
        if (answer) {
            (*watch)->note(RedisMemory::of(answer->text()));
        }
        (*watch)->m_executor.postAfter((*watch)->m_periodMs, [self] {
            if (const auto still = self.lock()) {
                (*still)->look();
            }
        });
    });
}

void MemoryWatch::note(const RedisMemory& memory)
{
    const double share = m_full ? m_share - kSlack : m_share;
    const bool full = memory.limit > 0 && double(memory.used) >= share * double(memory.limit);
    if (full == m_full) {
        return;
    }
    m_full = full;
    if (full) {
        qCWarning(lcCluster,
            "Redis has used %lld of %lld MB: no more messages are taken until the database has those that "
            "wait",
            qlonglong(memory.used >> 20), qlonglong(memory.limit >> 20));
    } else {
        qCInfo(lcCluster, "Redis has room for messages again (%lld of %lld MB used)",
            qlonglong(memory.used >> 20), qlonglong(memory.limit >> 20));
    }
}

} // namespace madang::server
