#pragma once

#include "server/redis/redislink.h"
#include "server/redis/redisscript.h"
#include "shared/core/uniquefunction.h"

#include <coroutine>
#include <deque>
#include <optional>

namespace madang::server {

class RedisAnswer;

// One connection to Redis, through which many commands are under way at once (pipelining). What one turn of
// the loop asks for goes out in one write, and is carried out in the order in which it was asked for. Lives
// on one thread with an event loop, whose executor it is given; everything is called there.
//
// Every command is answered exactly once, never inside the call that asks, in any case by its deadline. A
// deadline that passes while Redis is silent ends the connection, as nothing behind an answer that does not
// come can be read. When the connection is lost, everything that was sent is answered `unavailable`: it may
// have been carried out or not. It comes back by itself.
//
// Commands that block (XREADGROUP … BLOCK, BLPOP, WAIT) hold up everything behind them: give them a client of
// their own, and a deadline longer than their BLOCK. SUBSCRIBE and MONITOR are for RedisSubscriber and
// people.
class RedisClient final {
public:
    using Done = UniqueFunction<void(Result<RespValue>)>;

    struct Listener {
        UniqueFunction<void()> connected; // before anything that waited is sent
        UniqueFunction<void(const QString& reason)> lost; // was connected, or an attempt failed
    };
    struct Figures {
        qsizetype pending = 0; // waiting or under way
        qsizetype bytes = 0; // of those
        quint64 sent = 0;
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
    // Disconnects at once; what is pending is answered `unavailable`.
    void abort();
    [[nodiscard]] bool isConnected() const noexcept { return m_link.isReady(); }

    // The value is never an error of Redis: those come as an Error (rediserror.h).
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
    friend class RedisAnswer;
    struct Pending {
        RedisArguments arguments; // emptied when sent, unless a script's
        Done done;
        qint64 dueMs = 0; // steady; 0: never
        qsizetype bytes = 0;
        bool waits = true; // for the next connection
        bool whole = false; // of a script: repeated with its source
        std::optional<RedisScript> script;
    };

    void enqueue(Pending pending, RedisTerms terms);
    void refuse(Done done, const QString& why);
    void scheduleFlush();
    void flush();
    void write(QByteArray& out, Pending& pending);
    void received(RespValue value);
    void answer(Pending pending, Result<RespValue> result);
    void repeatScripts();
    void greeted();
    void lost(const QString& reason);
    void fail(std::deque<Pending> pending, const QString& why);
    void watch(qint64 dueMs);
    void sweep();
    void finishClosing();
    [[nodiscard]] QByteArray loadCommands(int& count) const;

    Executor& m_executor;
    Listener m_listener;
    RedisLink m_link;
    std::vector<RedisScript> m_scripts; // loaded at each connection
    std::deque<Pending> m_pending; // the first m_underWay are sent
    size_t m_underWay = 0;
    std::vector<Pending> m_repeated; // scripts that Redis did not know; nothing is sent until they go again
    int m_unasked = 0; // answers to SCRIPT LOADs that are due before m_pending's
    qint64 m_watchedMs = 0; // the moment of the next sweep; 0: none
    bool m_flushPosted = false;
    bool m_closing = false;
    UniqueFunction<void()> m_closed;
    Figures m_figures;
    std::shared_ptr<RedisClient*> m_self; // for what is posted: outlived by nothing
};

// What co_await gives: Result<RespValue>. Sent when it is awaited.
class [[nodiscard]] RedisAnswer {
public:
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting);
    [[nodiscard]] Result<RespValue> await_resume();

private:
    friend class RedisClient;
    using Start = UniqueFunction<void(RedisClient::Done)>;
    explicit RedisAnswer(Start start)
        : m_start(std::move(start))
    {
    }

    Start m_start;
    std::optional<Result<RespValue>> m_result;
};

} // namespace madang::server
