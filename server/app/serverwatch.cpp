#include "server/app/serverwatch.h"

#include "server/app/group.h"
#include "server/app/processstats.h"
#include "server/auth/revocationlist.h"
#include "server/cluster/redislog.h"
#include "server/domain/userrepository.h"
#include "server/ops/metricstext.h"
#include "server/rooms/roomshard.h"
#include "server/sessions/sessionloop.h"
#include "server/storage/readerpool.h"
#include "server/storage/storage.h"
#include "server/storage/writequeue.h"

namespace madang::server {

namespace {

constexpr qint64 kPeriodMs = 250;
// A loop that has not answered for so long hangs.
constexpr qint64 kLoopMs = 1'000;
// What lies beyond the process may take longer.
constexpr qint64 kStoreMs = 2'000;

} // namespace

// Kept by the questions under way, which may come back when the watch is gone.
struct ServerWatch::Core : std::enable_shared_from_this<Core> {
    // A question that is asked again as soon as it is answered.
    struct Probe {
        qint64 askedMs = 0; // steady
        bool waiting = false;
        bool good = false; // the last answer
        [[nodiscard]] bool isLate(qint64 now, qint64 deadline) const
        {
            return waiting && now - askedMs > deadline;
        }
    };
    struct Loop {
        Probe probe;
        qint64 delayMs = 0; // of the last answer
        SessionLoop::Counts sessions;
        quint64 sent = 0;
    };

    explicit Core(Ports given)
        : ports(std::move(given))
        , loops(ports.sessions.size())
    {
    }

    void tick();
    void askLoop(size_t index);
    static QCoro::Task<> askDatabase(std::shared_ptr<Core> self);
    static QCoro::Task<> askRedis(std::shared_ptr<Core> self);
    void begin(Probe& probe)
    {
        probe.waiting = true;
        probe.askedMs = ports.clock.steadyMs();
    }
    // Of a store: whether it answered lately, and well.
    [[nodiscard]] bool isUp(const Probe& probe) const
    {
        return probe.good && !probe.isLate(ports.clock.steadyMs(), kStoreMs);
    }
    void addLoops(MetricsText& text) const;
    void addLog(MetricsText& text) const;
    void addStores(MetricsText& text) const;
    void addExpiry(MetricsText& text) const;
    void addIndexing(MetricsText& text) const;

    const Ports ports;
    bool gone = false;
    std::vector<Loop> loops;
    Probe database;
    Probe redis;
};

void ServerWatch::Core::tick()
{
    for (size_t i = 0; i < loops.size(); ++i) {
        if (!loops[i].probe.waiting)
            askLoop(i);
    }
    if (!database.waiting)
        askDatabase(shared_from_this());
    if (ports.group && !redis.waiting)
        askRedis(shared_from_this());
    ports.main.postAfter(kPeriodMs, [self = shared_from_this()] {
        if (!self->gone)
            self->tick();
    });
}

void ServerWatch::Core::askLoop(size_t index)
{
    begin(loops[index].probe);
    SessionLoop& sessions = *ports.sessions[index];
    RoomShard& shard = *ports.shards[index];
    sessions.executor().post([self = shared_from_this(), &main = ports.main, &sessions, &shard, index] {
        main.post([self, index, counts = sessions.counts(), sent = shard.messagesSent()] {
            Loop& loop = self->loops[index];
            loop.probe.waiting = false;
            loop.delayMs = self->ports.clock.steadyMs() - loop.probe.askedMs;
            loop.sessions = counts;
            loop.sent = sent;
        });
    });
}

QCoro::Task<> ServerWatch::Core::askDatabase(std::shared_ptr<Core> self)
{
    self->begin(self->database);
    // Whom it finds does not matter.
    const auto found = co_await self->ports.storage.users().find(UserId(1));
    self->database.waiting = false;
    self->database.good = found.ok();
}

QCoro::Task<> ServerWatch::Core::askRedis(std::shared_ptr<Core> self)
{
    self->begin(self->redis);
    const auto answered = co_await self->ports.group->ping();
    self->redis.waiting = false;
    self->redis.good = answered.ok();
}

void ServerWatch::Core::addLoops(MetricsText& text) const
{
    const auto each = [&](auto value) {
        for (size_t i = 0; i < loops.size(); ++i)
            text.sample(double(value(loops[i])), {{"loop", QByteArray::number(int(i))}});
    };
    text.gauge("madang_connections", "Open connections of clients.");
    each([](const Loop& loop) { return loop.sessions.connections; });
    text.gauge(
        "madang_streams", "Streams of events, those included that wait for their client to come back.");
    each([](const Loop& loop) { return loop.sessions.streams; });
    text.gauge("madang_people",
        "People with a stream. Whoever has connections on several loops counts on each of them.");
    each([](const Loop& loop) { return loop.sessions.people; });
    text.gauge("madang_requests_in_flight", "Requests that wait for their answer.");
    each([](const Loop& loop) { return loop.sessions.inFlight; });
    text.counter("madang_messages_total", "Messages of clients of this server that became durable.");
    each([](const Loop& loop) { return loop.sent; });
    text.gauge("madang_loop_delay_seconds", "How long the loop took to answer when it was last asked.");
    const qint64 now = ports.clock.steadyMs();
    each([now](const Loop& loop) {
        return double(loop.probe.waiting ? std::max(loop.delayMs, now - loop.probe.askedMs) : loop.delayMs)
            / 1000;
    });
}

void ServerWatch::Core::addLog(MetricsText& text) const
{
    if (!ports.group)
        return;
    const std::vector<StreamLag> lags = ports.group->lag();
    const auto each = [&](auto value) {
        for (size_t i = 0; i < lags.size(); ++i)
            text.sample(value(lags[i]), {{"shard", QByteArray::number(int(i))}});
    };
    text.gauge("madang_log_entries", "Entries of the shard's stream in Redis, which wait for the database.");
    each([](const StreamLag& lag) { return double(lag.entries); });
    text.gauge("madang_log_oldest_seconds", "Age of the oldest of them.");
    each([](const StreamLag& lag) { return double(lag.oldestMs) / 1000; });
    text.gauge("madang_log_refused", "Changes of the shard that the database refused, set aside in Redis.");
    each([](const StreamLag& lag) { return double(lag.refused); });
    text.gauge("madang_log_moved_here", "Whether this server moves the shard into the database.");
    each([](const StreamLag& lag) { return lag.here ? 1.0 : 0.0; });
    text.gauge("madang_peers", "Other servers that this one hears.", double(ports.group->peerCount()));
    text.gauge("madang_redis_up", "Whether Redis answers.", isUp(redis) ? 1 : 0);
}

void ServerWatch::Core::addStores(MetricsText& text) const
{
    const WriteQueue::Counts writes = ports.storage.writer().counts();
    text.gauge("madang_database_up", "Whether the database answers.", isUp(database) ? 1 : 0);
    text.gauge("madang_writes_waiting", "Writes that wait for the next transaction.", double(writes.waiting));
    text.counter("madang_write_batches_total", "Transactions of the writer.", double(writes.batches));
    text.counter("madang_writes_total", "Writes in them.", double(writes.tasks));
    text.gauge("madang_reads_waiting", "Reads that wait for a database thread.",
        double(ports.storage.readers().waiting()));
    text.gauge("madang_revocations", "Ended sessions whose access tokens have not run out.",
        double(ports.revocations.size()));
}

void ServerWatch::Core::addExpiry(MetricsText& text) const
{
    const ExpiryWorker::Counters& expiry = ports.expiry.counters();
    text.counter("madang_expiry_messages_total", "Old messages that this server deleted.",
        double(expiry.messages.load()));
    text.counter(
        "madang_expiry_transactions_total", "Transactions that deleted them.", double(expiry.parts.load()));
    text.counter("madang_expiry_runs_total", "Looks at all rooms.", double(expiry.runs.load()));
    text.counter("madang_expiry_failures_total", "Runs that were broken off by a failure.",
        double(expiry.failures.load()));
    text.gauge("madang_expiry_leased", "Whether this server is the one that deletes old messages.",
        expiry.leased ? 1 : 0);
    text.gauge("madang_expiry_last_run_timestamp_seconds", "When the last run ended; 0: none has yet.",
        double(expiry.lastRunAt.load()) / 1000);
}

void ServerWatch::Core::addIndexing(MetricsText& text) const
{
    const IndexWorker::Counters& index = ports.indexing.counters();
    text.counter("madang_search_indexed_total",
        "Changes of messages that this server indexed for the search.", double(index.changes.load()));
    text.counter("madang_search_transactions_total", "Transactions that did.", double(index.parts.load()));
    text.counter("madang_search_failures_total", "Looks that were broken off by a failure.",
        double(index.failures.load()));
    text.gauge("madang_search_waiting", "Changes that the last look found not indexed.",
        double(index.waiting.load()));
    text.gauge("madang_search_leased", "Whether this server is the one that indexes.", index.leased ? 1 : 0);
}

ServerWatch::ServerWatch(Ports ports)
    : m_core(std::make_shared<Core>(std::move(ports)))
{
    m_core->tick();
}

ServerWatch::~ServerWatch()
{
    m_core->gone = true;
}

QString ServerWatch::whyNotHealthy() const
{
    const qint64 now = m_core->ports.clock.steadyMs();
    for (size_t i = 0; i < m_core->loops.size(); ++i) {
        const Core::Probe& probe = m_core->loops[i].probe;
        if (probe.isLate(now, kLoopMs))
            return QStringLiteral("loop %1 has not answered for %2 ms").arg(i).arg(now - probe.askedMs);
    }
    return {};
}

QString ServerWatch::whyNotReady() const
{
    if (QString reason = whyNotHealthy(); !reason.isEmpty())
        return reason;
    if (!m_core->isUp(m_core->database))
        return QStringLiteral("the database does not answer");
    if (m_core->ports.group && !m_core->isUp(m_core->redis))
        return QStringLiteral("Redis does not answer");
    return {};
}

QByteArray ServerWatch::metrics() const
{
    MetricsText text;
    text.gauge("madang_build_info", "The version in its label; always 1.");
    text.sample(1, {{"version", MADANG_VERSION}, {"qt", qVersion()}});
    m_core->addLoops(text);
    m_core->addLog(text);
    m_core->addStores(text);
    m_core->addExpiry(text);
    m_core->addIndexing(text);
    addProcess(text);
    return text.text();
}

} // namespace madang::server
