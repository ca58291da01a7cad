#include "server/cluster/redislog.h"

#include "server/cluster/feedmarks.h"
#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"
#include "server/cluster/redisquestion.h"
#include "server/domain/bodyhash.h"
#include "server/domain/storabletext.h"
#include "server/redis/redissubscriber.h"

#include <QtCore/QUuid>
#include <chrono>
#include <future>

namespace madang::server {

namespace {

Error stopped()
{
    return Error::unavailable(QStringLiteral("Messages cannot be stored now; try again."));
}

// Waits for a job that the executor runs, or drops where its thread has ended.
void waitFor(Executor& executor, Executor::Job job)
{
    auto ran = std::make_shared<std::promise<void>>();
    auto future = ran->get_future();
    executor.post([job = std::move(job), ran = std::move(ran)]() mutable {
        job();
        ran->set_value();
    });
    future.wait();
}

} // namespace

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

    void connect();
    void begin(UniqueFunction<void(size_t)> answered);
    void listen();
    void stopFlushers(qint64 deadlineMs, UniqueFunction<void()> done);
    void end();
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
    std::unique_ptr<RedisSubscriber> feed;
    FeedMarks marks;
    std::unique_ptr<RedisLogWriter> writer;
    std::vector<std::shared_ptr<Flusher>> flushers;

    mutable std::mutex mutex;
    std::vector<StreamLag> lags;
};

void RedisLog::Core::connect()
{
    if (!reads) {
        RedisOptions named = redis;
        named.name = redis.name + "-reads";
        reads = std::make_unique<RedisClient>(executor, named);
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
    reads.reset();
    flushes.reset();
}

RedisLog::RedisLog(Executor& executor, RedisOptions redis, MessageArchive& archive, RedisLogOptions options,
    RedisLogListener* listener)
    : m_options(std::move(options))
    , m_keys(m_options)
    , m_executor(executor)
    , m_core(std::make_shared<Core>(executor, std::move(redis), archive, m_options, listener))
    , m_reader(
          [core = m_core](UniqueFunction<void(RedisClient&, RedisDone)> job) {
              auto question = std::make_shared<RedisQuestion>();
              core->executor.post([core, job = std::move(job), asker = RedisAsker(question)]() mutable {
                  if (core->reads) {
                      job(*core->reads, [asker = std::move(asker)](Result<RespValue> answer) mutable {
                          asker.put(std::move(answer));
                      });
                  }
              });
              return RedisQuestion::answer(std::move(question));
          },
          archive, m_core->keys, m_core->scripts)
    , m_gate(std::make_shared<FlushGate>())
{
}

RedisLog::~RedisLog()
{
    stop(0);
}

QCoro::Task<Result<void>> RedisLog::start()
{
    // Rooms of a log with another number of shards would begin again, on top of what waits for the database.
    auto question = std::make_shared<RedisQuestion>();
    m_executor.post([core = m_core, asker = RedisAsker(question)]() mutable {
        core->connect();
        core->reads->command(RedisCommand("SET", core->keys.layout(), core->keys.shards(), "NX", "GET"),
            [asker = std::move(asker)](Result<RespValue> answer) mutable { asker.put(std::move(answer)); });
    });
    const auto layout = co_await RedisQuestion::answer(std::move(question));
    if (!layout) {
        co_return layout.error();
    }
    if (!layout->isNull() && layout->integer() != m_keys.shards()) {
        co_return Error::conflict(
            QStringLiteral("This Redis holds messages in %1 shards, and this server is set to %2.")
                .arg(layout->integer())
                .arg(m_keys.shards()));
    }
    m_executor.post([this, core = m_core] { core->begin([this](size_t entries) { settled(entries); }); });
    co_return Result<void>();
}

void RedisLog::stop(qint64 deadlineMs)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_stopped, true)) {
            return;
        }
    }
    if (deadlineMs > 0) {
        const qint64 due = m_clock.steadyMs() + deadlineMs;
        auto ended = std::make_shared<std::promise<void>>();
        auto future = ended->get_future();
        flush(m_executor, [this, core = m_core, due, ended]() mutable {
            core->stopFlushers(
                std::max<qint64>(due - m_clock.steadyMs(), 0), [ended] { ended->set_value(); });
        });
        ended.reset();
        future.wait_for(std::chrono::milliseconds(deadlineMs));
    }
    waitFor(m_executor, [core = m_core] { core->end(); });
    take(); // of what came to an executor that had ended
}

void RedisLog::append(LogEntry entry, Executor& replyOn, Done done)
{
    entry.text = storableText(std::move(entry.text)); // what is stored is what is answered
    RedisAppend append;
    append.hash
        = entry.kind == LogEntry::Kind::Send && !entry.clientId.isNull() ? bodyHash(entry) : QByteArray();
    append.payload
        = entry.kind == LogEntry::Kind::Send ? encodeBody(entry, append.hash) : entry.text.toUtf8();
    append.entry = std::move(entry);
    append.replyOn = &replyOn;
    append.done = std::move(done);
    append.dueMs = m_clock.steadyMs() + m_options.answerMs;
    bool first = false;
    bool taken = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopped && m_unanswered < m_options.bound) {
            ++m_unanswered;
            first = m_waiting.empty();
            append.gate = m_gate;
            m_waiting.push_back(std::move(append));
            taken = true;
        }
    }
    if (!taken) {
        // NOLINTNEXTLINE(bugprone-use-after-move): moved only where it was taken
        replyOn.post([done = std::move(append.done)]() mutable { done(stopped()); });
    } else if (first) {
        m_executor.post([this] { take(); });
    }
}

void RedisLog::take()
{
    std::vector<RedisAppend> entries;
    {
        const std::lock_guard lock(m_mutex);
        entries.swap(m_waiting);
    }
    if (m_core->writer) {
        m_core->writer->submit(std::move(entries));
        return;
    }
    settled(entries.size());
    for (RedisAppend& append : entries) {
        Executor& replyOn = *append.replyOn;
        replyOn.post([append = std::move(append)]() mutable {
            append.done(stopped());
            append.gate.reset();
        });
    }
}

void RedisLog::settled(size_t entries)
{
    const std::lock_guard lock(m_mutex);
    m_unanswered -= entries;
}

void RedisLog::flush(Executor& replyOn, Executor::Job done)
{
    // Let go of outside the lock: the end of a flush posts.
    std::shared_ptr<FlushGate> before;
    {
        const std::lock_guard lock(m_mutex);
        m_gate->waiting.emplace_back(&replyOn, std::move(done));
        m_gate->next = std::make_shared<FlushGate>();
        before = m_gate;
        m_gate = before->next;
    }
}

QCoro::Task<Result<std::optional<Head>>> RedisLog::head(RoomId room)
{
    return m_reader.head(room);
}

QCoro::Task<Result<MessagePage>> RedisLog::page(RoomId room, PageQuery query)
{
    return m_reader.page(room, query);
}

QCoro::Task<Result<ChangesPage>> RedisLog::changes(RoomId room, qint64 since, int limit)
{
    return m_reader.changes(room, since, limit);
}

QCoro::Task<Result<std::vector<RoomTail>>> RedisLog::tail(std::vector<RoomId> rooms)
{
    return m_reader.tail(std::move(rooms));
}

QCoro::Task<Result<qint64>> RedisLog::membership(RoomId room)
{
    return m_reader.membership(room, false, m_options.headMs);
}

QCoro::Task<Result<qint64>> RedisLog::membershipChanged(RoomId room)
{
    return m_reader.membership(room, true, m_options.headMs);
}

QCoro::Task<Result<void>> RedisLog::forget(RoomId room, qint64 below)
{
    return m_reader.forget(room, below);
}

QCoro::Task<Result<void>> RedisLog::heard(RoomId room)
{
    auto question = std::make_shared<RedisQuestion>();
    m_executor.post([core = m_core, room, asker = RedisAsker(question)]() mutable {
        if (!core->reads || !core->feed || !core->feed->isReady()) {
            return asker.put(stopped());
        }
        const QByteArray mark = core->marks.add(std::move(asker));
        core->reads->command(RedisCommand("PUBLISH", core->keys.channel(core->keys.shardOf(room)), mark),
            [core, mark](const Result<RespValue>& published) {
                if (!published) {
                    core->marks.fail(mark);
                }
            });
        core->executor.postAfter(core->options.answerMs, [core, mark] { core->marks.fail(mark); });
    });
    const auto heard = co_await RedisQuestion::answer(std::move(question));
    if (!heard) {
        co_return heard.error();
    }
    co_return Result<void>();
}

void RedisLog::tellGroup(const QByteArray& payload)
{
    if (!m_core->appends) {
        return;
    }
    RedisCommand publish("PUBLISH", m_keys.group(), payload);
    publish.terms.whenUnsent = WhenUnsent::Refuse;
    m_core->appends->command(std::move(publish), [](const Result<RespValue>&) {});
}

std::vector<StreamLag> RedisLog::lag() const
{
    const std::lock_guard lock(m_core->mutex);
    return m_core->lags;
}

} // namespace madang::server
