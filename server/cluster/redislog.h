#pragma once

#include "server/cluster/flusher.h"
#include "server/cluster/redislogreader.h"
#include "server/cluster/redislogwriter.h"
#include "server/cluster/roomtail.h"

#include <mutex>

namespace madang::server {

// Hears what is appended, by whichever server. On the thread of Redis, which it must not hold up.
class RedisLogListener {
public:
    virtual ~RedisLogListener() = default;
    // A room's changes come in their order, mostly: the one that tells may lose some, and then its rev shows
    // it.
    virtual void changed(const LogRecord& record, Head head) = 0;
    // Nothing is heard until interrupted(). May be said again.
    virtual void lost() { }
    // Anything may have been lost since the last changed(); what comes from now on is heard.
    virtual void interrupted() = 0;
    // Redis has lost what it had: heads begin again from the database's. Before the interrupted() that goes
    // with it.
    virtual void dataLost() { }
    // What a server said by tellGroup(), this one included.
    virtual void told(const QByteArray& payload) { Q_UNUSED(payload) }
};

// The message log of any number of server processes over one Redis and one database (docs/ARCHITECTURE.md,
// the log in Redis): a script decides the order, Redis makes it durable, and flushers move it into the
// database.
class RedisLog final : public MessageLog {
public:
    // All of Redis lives on `executor`, a thread with an event loop. Everything that is given outlives this.
    RedisLog(Executor& executor, RedisOptions redis, MessageArchive& archive, RedisLogOptions options,
        RedisLogListener* listener = nullptr);
    // As stop(0).
    ~RedisLog() override;

    // Before it, and where it fails, everything is `unavailable`. From any thread with an event loop.
    // unavailable: Redis is away, ask again. conflict: it holds messages in another number of shards.
    QCoro::Task<Result<void>> start();
    // From another thread, which waits: what comes from now on is `unavailable`; what came is answered, and
    // what is this server's to move is moved into the database, as far as that goes until the deadline (ms).
    // What remains is safe in Redis. The executors that are to be answered must still live.
    void stop(qint64 deadlineMs);

    void append(LogEntry entry, Executor& replyOn, Done done) override;
    void flush(Executor& replyOn, Executor::Job done) override;
    QCoro::Task<Result<std::optional<Head>>> head(RoomId room) override;
    QCoro::Task<Result<MessagePage>> page(RoomId room, PageQuery query) override;
    QCoro::Task<Result<ChangesPage>> changes(RoomId room, qint64 since, int limit) override;

    // Of those rooms that have a head in Redis, in any order. From any thread with an event loop, like the
    // reads.
    QCoro::Task<Result<std::vector<RoomTail>>> tail(std::vector<RoomId> rooms);
    // The number of the room's present membership (LogEntry::membership); never the same for two of them.
    // To be asked for before the members are read.
    QCoro::Task<Result<qint64>> membership(RoomId room);
    // The same, where the members are about to change in the database: an answer shows that
    // membershipChanged() can be said.
    QCoro::Task<Result<qint64>> membershipToChange(RoomId room);
    // The members have changed in the database: gives the next number. Entries that were decided by an
    // earlier one are outdated from now on.
    QCoro::Task<Result<qint64>> membershipChanged(RoomId room);

    // Lets go of the messages of the room below that seq, which have expired.
    QCoro::Task<Result<void>> forget(RoomId room, qint64 below);

    // Done when everything of the room that the log has by now was passed to the listener. From any thread
    // with an event loop. unavailable: Redis is away.
    QCoro::Task<Result<void>> heard(RoomId room);
    // Tells the listeners of all servers something else than messages. In the order of what this server
    // appends: what is told before is heard before. May be lost. On the thread of Redis.
    void tellGroup(const QByteArray& payload);

    // Of each shard, at most some seconds old. From any thread.
    [[nodiscard]] std::vector<StreamLag> lag() const;

private:
    struct Core;

    void settled(size_t entries);
    void take();

    const RedisLogOptions m_options;
    const LogKeys m_keys;
    SystemClock m_clock;
    Executor& m_executor;
    const std::shared_ptr<Core> m_core;
    RedisLogReader m_reader;

    std::mutex m_mutex;
    std::vector<RedisAppend> m_waiting;
    size_t m_unanswered = 0;
    bool m_stopped = false;
    std::shared_ptr<FlushGate> m_gate;
};

} // namespace madang::server
