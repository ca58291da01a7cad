#include "server/redis/redisclient.h"

#include "server/redis/logging.h"
#include "server/redis/rediserror.h"

#include <algorithm>

namespace madang::server {

namespace {

// A loop that was held up for longer than this (a paused process, a long job) looks at its sockets before it
// calls Redis silent: the answers may be lying there.
constexpr qint64 kLateMs = 250;
constexpr qint64 kCatchUpMs = 50;

void append(QByteArray& out, const RedisArguments& arguments)
{
    resp::appendArrayHead(out, arguments.count());
    out += arguments.encoded();
}

} // namespace

RedisClient::RedisClient(Executor& executor, RedisOptions options, Listener listener)
    : m_executor(executor)
    , m_listener(std::move(listener))
    , m_self(std::make_shared<RedisClient*>(this))
    , m_link(executor, std::move(options),
          {[this] { greeted(); }, [this](RespValue value) { received(std::move(value)); },
              [this](const QString& reason) { lost(reason); },
              [this](QByteArray& out) { return writeLoads(out); }})
{
}

RedisClient::~RedisClient()
{
    m_self.reset();
    abort();
}

void RedisClient::open()
{
    m_refusing = false;
    m_closing = false;
    m_link.open();
}

void RedisClient::abort()
{
    m_refusing = true;
    m_closing = false;
    m_link.close();
    m_underWay = 0;
    m_loaded = 0;
    RedisQueue all = std::exchange(m_unknown, {});
    std::move(m_queue.begin(), m_queue.end(), std::back_inserter(all));
    m_queue.clear();
    settleAll(all);
    auto closed = std::exchange(m_closed, {});
    answerUnavailable(std::move(all), QStringLiteral("The connection to Redis was closed."));
    if (closed)
        closed();
}

void RedisClient::close(qint64 deadlineMs, UniqueFunction<void()> closed)
{
    m_refusing = true;
    m_closing = true;
    m_closed = std::move(closed);
    const bool idle = m_queue.empty() && m_unknown.empty();
    m_executor.postAfter(idle ? 0 : deadlineMs, [self = std::weak_ptr(m_self)] {
        if (const auto client = self.lock(); client && (*client)->m_closing)
            (*client)->abort();
    });
}

void RedisClient::endClosing()
{
    if (m_closing && m_queue.empty() && m_unknown.empty())
        abort();
}

// --- asking ----------------------------------------------------------------------------------------

void RedisClient::command(RedisCommand command, Done done)
{
    RedisPending pending;
    pending.arguments = std::move(command.arguments);
    pending.done = std::move(done);
    enqueue(std::move(pending), command.terms);
}

void RedisClient::evaluate(const RedisScript& script, const RedisArguments& keys,
    const RedisArguments& arguments, Done done, RedisTerms terms)
{
    load(script);
    RedisPending pending;
    pending.script = script;
    pending.arguments.add(keys.count()).add(keys).add(arguments);
    pending.done = std::move(done);
    enqueue(std::move(pending), terms);
}

void RedisClient::load(const RedisScript& script)
{
    const bool known = std::any_of(m_scripts.begin(), m_scripts.end(),
        [&](const RedisScript& other) { return other.sha1() == script.sha1(); });
    if (known)
        return;
    m_scripts.push_back(script);
    scheduleFlush();
}

void RedisClient::enqueue(RedisPending pending, RedisTerms terms)
{
    const RedisOptions& settings = options();
    pending.bytes = pending.arguments.encoded().size();
    const WhenUnsent whenUnsent
        = terms.whenUnsent == WhenUnsent::Default ? settings.whenUnsent : terms.whenUnsent;
    pending.waits = whenUnsent != WhenUnsent::Refuse;
    if (m_refusing)
        return refuse(std::move(pending.done), QStringLiteral("The connection to Redis is closed."));
    if (!pending.waits && !m_link.isReady())
        return refuse(std::move(pending.done), QStringLiteral("There is no connection to Redis."));
    if (m_figures.pending >= settings.maxCommands || m_figures.bytes + pending.bytes > settings.maxBytes)
        return refuse(std::move(pending.done), QStringLiteral("Too much is waiting for Redis already."));
    const qint64 deadlineMs
        = terms.deadlineMs == kRedisDefaultDeadline ? settings.commandMs : terms.deadlineMs;
    if (deadlineMs != kRedisNoDeadline) {
        pending.dueMs = RedisLink::steadyMs() + deadlineMs;
        watch(pending.dueMs);
    }
    ++m_figures.pending;
    m_figures.bytes += pending.bytes;
    m_queue.push_back(std::move(pending));
    scheduleFlush();
}

void RedisClient::refuse(Done done, const QString& why)
{
    ++m_figures.refused;
    m_executor.post([done = std::move(done), why]() mutable { done(Error::unavailable(why)); });
}

void RedisClient::scheduleFlush()
{
    // Behind everything that the loop has to do at present: the more goes out in one write.
    if (m_flushPosted || !m_link.isReady())
        return;
    m_flushPosted = true;
    m_executor.post([self = std::weak_ptr(m_self)] {
        if (const auto client = self.lock()) {
            (*client)->m_flushPosted = false;
            (*client)->flush();
        }
    });
}

// --- sending ---------------------------------------------------------------------------------------

int RedisClient::writeLoads(QByteArray& out)
{
    for (const RedisScript& script : m_scripts)
        append(out, RedisArguments("SCRIPT", "LOAD", script.source()));
    m_loaded = m_scripts.size();
    return int(m_loaded);
}

// Scripts that came up after the greeting are loaded before whatever is to be sent next.
void RedisClient::queueLoads()
{
    for (; m_loaded < m_scripts.size(); ++m_loaded) {
        RedisPending load;
        load.arguments = RedisArguments("SCRIPT", "LOAD", m_scripts[m_loaded].source());
        load.waits = false; // the next connection loads all of them anyway
        load.dueMs = RedisLink::steadyMs() + options().commandMs;
        watch(load.dueMs);
        m_queue.insert(m_queue.begin() + std::ptrdiff_t(m_underWay), std::move(load));
    }
}

void RedisClient::flush()
{
    if (!m_link.isReady() || !m_unknown.empty())
        return;
    queueLoads();
    if (m_underWay == m_queue.size())
        return;
    QByteArray out;
    for (; m_underWay < m_queue.size(); ++m_underWay) {
        RedisPending& pending = m_queue[m_underWay];
        pending.appendTo(out);
        if (!pending.script)
            pending.arguments = {};
        ++m_figures.sent;
    }
    ++m_figures.writes;
    m_link.write(out); // may end the connection, and us with it
}

void RedisClient::greeted()
{
    ++m_figures.connections;
    const auto self = std::weak_ptr(m_self);
    if (m_listener.connected)
        m_listener.connected();
    if (self.expired())
        return;
    flush();
    if (!self.expired())
        keepAlive();
}

// --- answering -------------------------------------------------------------------------------------

void RedisClient::received(RespValue value)
{
    // Pushes answer nothing (invalidation, messages of a subscription that nobody here asked for).
    if (value.type() == RespValue::Type::Push)
        return;
    if (m_underWay == 0)
        return m_link.fail(QStringLiteral("Redis answered more than it was asked"));
    RedisPending pending = std::move(m_queue.front());
    m_queue.pop_front();
    --m_underWay;
    const auto self = std::weak_ptr(m_self);
    if (pending.script && !pending.inFull && value.errorCode() == "NOSCRIPT")
        m_unknown.push_back(std::move(pending));
    else if (pending.done)
        receivedByCaller(std::move(pending), std::move(value));
    else if (value.isError())
        qCWarning(lcRedis).noquote() << options().address.toString() << errorOf(value).message;
    if (self.expired())
        return;
    if (m_underWay == 0 && !m_unknown.empty())
        repeat();
    else
        endClosing();
}

void RedisClient::receivedByCaller(RedisPending pending, RespValue value)
{
    settle(pending);
    ++m_figures.answered;
    const auto self = std::weak_ptr(m_self);
    if (!m_unknown.empty()) {
        // This command was carried out behind those: to repeat them now would turn the order round.
        RedisQueue unknown = std::exchange(m_unknown, {});
        settleAll(unknown);
        scheduleFlush();
        answerUnavailable(std::move(unknown),
            QStringLiteral("Redis had lost this script. Nothing was done; send it again."));
    }
    if (!value.isError())
        return pending.done(std::move(value));
    pending.done(errorOf(value));
    if (!self.expired() && asksForReconnect(value) && m_link.isReady())
        m_link.fail(QStringLiteral("this Redis is a replica now"));
}

// Nothing is under way: what Redis did not know goes first, in its order, with its source, and the scripts
// are loaded before it for those behind.
void RedisClient::repeat()
{
    qCInfo(lcRedis) << "Redis has lost our scripts; they are loaded again";
    for (RedisPending& pending : m_unknown)
        pending.inFull = true;
    std::move(m_queue.begin(), m_queue.end(), std::back_inserter(m_unknown));
    m_queue = std::exchange(m_unknown, {});
    m_loaded = 0;
    flush();
}

void RedisClient::settle(const RedisPending& pending)
{
    if (!pending.done)
        return;
    --m_figures.pending;
    m_figures.bytes -= pending.bytes;
}

void RedisClient::settleAll(const RedisQueue& queue)
{
    for (const RedisPending& pending : queue)
        settle(pending);
}

void RedisClient::lost(const QString& reason)
{
    RedisQueue sent;
    RedisQueue unsent = std::exchange(m_unknown, {}); // Redis has refused them: they are as good as not sent
    for (size_t i = 0; i < m_queue.size(); ++i)
        (i < m_underWay ? sent : unsent).push_back(std::move(m_queue[i]));
    m_queue.clear();
    m_underWay = 0;
    m_loaded = 0;
    RedisQueue refused;
    for (RedisPending& pending : unsent)
        (pending.waits ? m_queue : refused).push_back(std::move(pending));
    const qsizetype before = m_figures.pending;
    settleAll(sent);
    m_figures.lost += quint64(before - m_figures.pending);
    m_figures.refused += refused.size();
    settleAll(refused);

    const auto self = std::weak_ptr(m_self);
    answerUnavailable(
        std::move(sent), u"The connection to Redis was lost before the answer came (" % reason % u").");
    answerUnavailable(std::move(refused), u"There is no connection to Redis (" % reason % u").");
    if (!self.expired() && m_listener.lost)
        m_listener.lost(reason);
    if (!self.expired())
        endClosing();
}

// --- deadlines -------------------------------------------------------------------------------------

// One timer for all: it is set for the earliest deadline and finds the next one when it fires.
void RedisClient::watch(qint64 dueMs)
{
    if (m_watchedMs != 0 && m_watchedMs <= dueMs)
        return;
    m_watchedMs = dueMs;
    m_executor.postAfter(
        qMax<qint64>(0, dueMs - RedisLink::steadyMs()), [self = std::weak_ptr(m_self), dueMs] {
            if (const auto client = self.lock(); client && (*client)->m_watchedMs == dueMs)
                (*client)->sweep(dueMs);
        });
}

void RedisClient::sweep(qint64 plannedMs)
{
    const qint64 nowMs = RedisLink::steadyMs();
    m_watchedMs = 0;
    if (nowMs - plannedMs > kLateMs)
        return watch(nowMs + kCatchUpMs);
    const auto silent = std::count_if(m_queue.begin(), m_queue.begin() + std::ptrdiff_t(m_underWay),
        [nowMs](const RedisPending& pending) { return pending.isLate(nowMs); });
    qint64 nextMs = 0;
    RedisQueue late = takeLate(m_unknown, 0, nowMs, nextMs);
    RedisQueue unsent = takeLate(m_queue, m_underWay, nowMs, nextMs);
    std::move(unsent.begin(), unsent.end(), std::back_inserter(late));
    if (nextMs != 0)
        watch(nextMs);
    m_figures.timedOut += quint64(silent) + late.size();
    settleAll(late);
    const auto self = std::weak_ptr(m_self);
    answerUnavailable(std::move(late), QStringLiteral("Redis could not be reached in time."));
    if (self.expired())
        return;
    // A pipeline cannot skip an answer: what comes late would be taken for the answer to the next.
    if (silent > 0)
        return m_link.fail(QStringLiteral("no answer in time"));
    flush();
    if (!self.expired())
        endClosing();
}

// A connection on which nothing is asked tells nothing of a cut either: so something is asked.
void RedisClient::keepAlive()
{
    if (!m_link.isReady())
        return;
    const qint64 nowMs = RedisLink::steadyMs();
    const qint64 silentMs = nowMs - m_link.heardMs();
    if (m_queue.empty() && m_unknown.empty() && silentMs >= options().pingAfterMs) {
        RedisPending ping;
        ping.arguments = RedisArguments("PING");
        ping.waits = false;
        ping.dueMs = nowMs + options().pingAnswerMs;
        watch(ping.dueMs);
        m_queue.push_back(std::move(ping));
        scheduleFlush();
    }
    m_executor.postAfter(
        options().pingAfterMs, [self = std::weak_ptr(m_self), connection = m_figures.connections] {
            const auto client = self.lock();
            if (client && (*client)->m_figures.connections == connection)
                (*client)->keepAlive();
        });
}

RedisAnswer RedisClient::command(RedisCommand command)
{
    return RedisAnswer([this, command = std::move(command)](
                           Done done) mutable { this->command(std::move(command), std::move(done)); });
}

RedisAnswer RedisClient::evaluate(
    const RedisScript& script, const RedisArguments& keys, const RedisArguments& arguments, RedisTerms terms)
{
    return RedisAnswer([this, script, keys, arguments, terms](
                           Done done) mutable { evaluate(script, keys, arguments, std::move(done), terms); });
}

} // namespace madang::server
