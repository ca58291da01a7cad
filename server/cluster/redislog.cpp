#include "server/cluster/redislog.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"
#include "server/cluster/redislogcore.h"
#include "server/cluster/redisquestion.h"
#include "server/domain/bodyhash.h"
#include "server/domain/storabletext.h"

#include <chrono>
#include <future>

namespace madang::server {

namespace {

Error stopped()
{
    return Error::unavailable(QStringLiteral("Messages cannot be stored now; try again."));
}

Error tooMuch()
{
    constexpr qint64 retryAfterMs = 5'000;
    return Error::unavailable(
        QStringLiteral("Too much waits for the database; try again later."), retryAfterMs);
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
                  if (core->isAway()) {
                      asker.put(Error::unavailable(QStringLiteral("Redis is away.")));
                  } else if (core->reads) {
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
        core->reads->evaluate(core->scripts.layout, RedisArguments(core->keys.layout(), core->keys.epoch()),
            RedisArguments(core->keys.shards()),
            [asker = std::move(asker)](Result<RespValue> answer) mutable { asker.put(std::move(answer)); });
    });
    const auto layout = co_await RedisQuestion::answer(std::move(question));
    if (!layout) {
        co_return layout.error();
    }
    const qint64 shards = layout->at(0).integer();
    if (shards != m_keys.shards()) {
        co_return Error::conflict(
            QStringLiteral("This Redis holds messages in %1 shards, and this server is set to %2.")
                .arg(shards)
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
        flush(m_executor, [clock = m_clock, core = m_core, due, ended]() mutable {
            core->stopFlushers(std::max<qint64>(due - clock.steadyMs(), 0), [ended] { ended->set_value(); });
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
    const bool full = m_core->full;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopped && !full && m_unanswered < m_options.bound) {
            ++m_unanswered;
            first = m_waiting.empty();
            append.gate = m_gate;
            m_waiting.push_back(std::move(append));
            taken = true;
        }
    }
    if (!taken) {
        // NOLINTNEXTLINE(bugprone-use-after-move): moved only where it was taken
        replyOn.post([done = std::move(append.done), full]() mutable { done(full ? tooMuch() : stopped()); });
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
    using Tails = std::vector<RoomTail>;
    auto question = std::make_shared<Question<Tails>>();
    m_executor.post([core = m_core, rooms = std::move(rooms), asker = Asker<Tails>(question)]() mutable {
        if (core->isAway()) {
            asker.put(Error::unavailable(QStringLiteral("The messages cannot be read; try again.")));
        } else if (core->tails) {
            core->tails->ask(std::move(rooms),
                [asker = std::move(asker)](Result<Tails> tails) mutable { asker.put(std::move(tails)); });
        }
    });
    return Question<Tails>::answer(std::move(question));
}

QCoro::Task<Result<qint64>> RedisLog::membership(RoomId room)
{
    return m_reader.membership(room, RedisLogReader::Membership::Read, m_options.headMs);
}

QCoro::Task<Result<qint64>> RedisLog::membershipToChange(RoomId room)
{
    return m_reader.membership(room, RedisLogReader::Membership::Write, m_options.headMs);
}

QCoro::Task<Result<qint64>> RedisLog::membershipChanged(RoomId room)
{
    return m_reader.membership(room, RedisLogReader::Membership::Change, m_options.headMs);
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
