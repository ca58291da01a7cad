#pragma once

#include "server/redis/redislink.h"
#include "server/redis/redispending.h"

namespace madang::server {

// One connection to Redis, through which many commands are under way at once (pipelining). What one turn of
// the loop asks for goes out in one write, and is carried out in the order in which it was asked for. Lives
// on one thread with an event loop, whose executor it is given; everything is called there.
//
// Every command is answered exactly once, never inside the call that asks, in any case by its deadline. A
// deadline that passes while Redis is silent ends the connection, as nothing behind an answer that does not
// come can be read. When the connection is lost, everything that was sent is answered `unavailable`: it may
// have been carried out or not. It comes back by itself.
//
// Redis reads 16 KB of a connection before it turns to the next one and, with appendfsync always, to the
// disk. Who has more to write than that at a time writes through several clients (one for what must keep an
// order among itself, such as a shard), or puts many writes into one call of a script.
//
// Commands that block (XREADGROUP … BLOCK, BLPOP, WAIT) hold up everything behind them: give them a client of
// their own, and a deadline longer than their BLOCK. SUBSCRIBE and MONITOR are for RedisSubscriber and
// people.
class RedisClient final {
public:
    using Done = RedisDone;

    struct Listener {
        UniqueFunction<void()> connected; // before anything that waited is sent
        UniqueFunction<void(const QString& reason)> lost; // was connected, or an attempt failed
    };
    struct Figures {
        qsizetype pending = 0; // waiting or under way
        qsizetype bytes = 0; // of those
        quint64 sent = 0; // with our own PINGs and SCRIPT LOADs
        quint64 answered = 0; // by Redis
        quint64 refused = 0; // full, closed or not connected
        quint64 timedOut = 0;
        quint64 lost = 0; // sent, and the connection was lost
        quint64 connections = 0;
        quint64 writes = 0;
    };

    RedisClient(Executor& executor, RedisOptions options, Listener listener = {});
    // As abort().
    ~RedisClient();
    RedisClient(const RedisClient&) = delete;
    RedisClient& operator=(const RedisClient&) = delete;

    // Connects, and again whenever the connection is lost. Commands may be given before.
    void open();
    // Answers what was asked for until the deadline (ms), refuses what comes from now on, then disconnects.
    void close(qint64 deadlineMs, UniqueFunction<void()> closed = {});
    // Disconnects at once; what is pending is answered `unavailable`, inside this call.
    void abort();
    [[nodiscard]] bool isConnected() const noexcept { return m_link.isReady(); }

    void command(RedisCommand command, Done done);
    [[nodiscard]] RedisAnswer command(RedisCommand command); // co_await

    // Has the script loaded before anything else on every connection. evaluate() does so by itself.
    void load(const RedisScript& script);
    // EVALSHA. If Redis has lost the script meanwhile (SCRIPT FLUSH), it is loaded and the call repeated, as
    // long as that keeps the order of this client's commands: if a later one was carried out already (another
    // client had loaded the script again in between), the answer is `unavailable`, and nothing was done.
    void evaluate(const RedisScript& script, const RedisArguments& keys, const RedisArguments& arguments,
        Done done, RedisTerms terms = {});
    [[nodiscard]] RedisAnswer evaluate(const RedisScript& script, const RedisArguments& keys,
        const RedisArguments& arguments, RedisTerms terms = {}); // co_await

    [[nodiscard]] const Figures& figures() const noexcept { return m_figures; }
    [[nodiscard]] const RedisOptions& options() const noexcept { return m_link.options(); }

private:
    void enqueue(RedisPending pending, RedisTerms terms);
    void refuse(Done done, const QString& why);
    void scheduleFlush();
    void flush();
    [[nodiscard]] int writeLoads(QByteArray& out);
    void queueLoads();
    void greeted();
    void received(RespValue value);
    void receivedByCaller(RedisPending pending, RespValue value);
    void repeat();
    void lost(const QString& reason);
    void settle(const RedisPending& pending);
    void settleAll(const RedisQueue& queue);
    void keepAlive();
    void watch(qint64 dueMs);
    void sweep(qint64 plannedMs);
    void endClosing();

    Executor& m_executor;
    Listener m_listener;
    std::vector<RedisScript> m_scripts;
    size_t m_loaded = 0; // of m_scripts, on this connection
    RedisQueue m_queue; // in order; the first m_underWay are sent
    size_t m_underWay = 0;
    RedisQueue m_unknown; // scripts that Redis did not know; while there are any, nothing is sent
    qint64 m_watchedMs = 0; // the moment of the next sweep; 0: none
    bool m_flushPosted = false;
    bool m_refusing = false; // closing or closed
    bool m_closing = false; // until what is pending is answered, or the deadline
    UniqueFunction<void()> m_closed;
    Figures m_figures;
    std::shared_ptr<RedisClient*> m_self; // for what is posted and for callbacks that delete us
    RedisLink m_link;
};

} // namespace madang::server
