#include "server/cluster/flusher.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"
#include "shared/core/uuid7.h"

#include <QtCore/QHash>
#include <algorithm>

namespace madang::server {

namespace {

constexpr qint64 idleMs = 1'000; // between looks at whether there is something to do, if nobody says so
constexpr int chunk = 500; // entries that one script handles: Redis does nothing else meanwhile
const QByteArray group = QByteArrayLiteral("database");

// The id after this one, "ms-number".
QByteArray after(const QByteArray& id)
{
    const qsizetype dash = id.indexOf('-');
    return id.left(dash + 1) + QByteArray::number(id.mid(dash + 1).toULongLong() + 1);
}

} // namespace

Flusher::Flusher(Executor& executor, RedisClient& client, MessageArchive& archive, const LogKeys& keys,
    const LogScripts& scripts, const RedisLogOptions& options, int shard, QByteArray token, Report report)
    : m_client(client)
    , m_archive(archive)
    , m_keys(keys)
    , m_scripts(scripts)
    , m_options(options)
    , m_shard(shard)
    , m_token(std::move(token))
    , m_report(std::move(report))
    , m_idle(executor)
    , m_tick(executor)
    , m_retryMs(options.flush.retryMinMs)
    , m_batch(size_t(options.flush.batch))
{
}

void Flusher::start()
{
    watch(shared_from_this());
    run(shared_from_this());
}

void Flusher::wake()
{
    if (m_ours && !m_wanted) {
        m_wanted = true;
        m_idle.end();
    }
}

void Flusher::stop(qint64 deadlineMs, UniqueFunction<void()> stopped)
{
    m_stopped = std::move(stopped);
    m_stopBy = m_clock.steadyMs() + deadlineMs;
    m_stopping = true;
    m_idle.end();
}

void Flusher::abandon()
{
    const auto self = shared_from_this();
    m_gone = true;
    m_report = nullptr;
    m_stopped = nullptr;
    m_idle.endNow();
    m_tick.endNow();
}

// Renews the lease, also while a batch is on its way, and looks at the stream.
QCoro::Task<> Flusher::watch(std::shared_ptr<Flusher> self)
{
    while (!self->m_gone) {
        const bool wants
            = self->m_options.flush.on && !self->m_stopping && self->m_clock.steadyMs() >= self->m_restUntil;
        const qint64 ttlMs = wants || self->m_ours ? self->m_options.flush.leaseMs : -1;
        co_await self->lease(ttlMs);
        if (!self->m_gone) {
            co_await self->countRefused();
        }
        if (!self->m_gone) {
            co_await self->m_tick.atMost(std::clamp<qint64>(self->m_options.flush.leaseMs / 4, 20, 1'000));
        }
    }
}

QCoro::Task<Result<void>> Flusher::lease(qint64 ttlMs)
{
    const auto self = shared_from_this();
    const RedisArguments keys(m_keys.lease(m_shard), m_keys.stream(m_shard));
    const RedisArguments arguments(m_token, ttlMs, group);
    auto answer = co_await m_client.evaluate(
        m_scripts.lease, keys, arguments, {kRedisDefaultDeadline, WhenUnsent::Refuse});
    if (m_gone) {
        co_return Error::unavailable({});
    }
    if (!answer) {
        co_return std::move(answer).error();
    }
    const bool ours = answer->at(0).integer() == 1;
    note(ours, answer->at(1).integer(), answer->at(2).integer());
    co_return Result<void>();
}

void Flusher::note(bool here, qint64 entries, qint64 oldestMs)
{
    m_wanted = m_wanted && m_ours;
    m_ours = here;
    m_report({entries, oldestMs, here, m_refused});
    if (entries > 0) {
        wake(); // what is published may be lost
    }
    if (const bool late = oldestMs > m_options.flush.lateMs; late != m_late) {
        m_late = late;
        if (late) {
            qCWarning(lcCluster, "%lld messages of stream %d wait for the database, the oldest for %lld ms",
                qlonglong(entries), m_shard, qlonglong(oldestMs));
        } else {
            qCInfo(lcCluster, "stream %d is in the database again", m_shard);
        }
    }
}

QCoro::Task<> Flusher::run(std::shared_ptr<Flusher> self)
{
    Flusher& flusher = *self;
    while (!flusher.m_gone) {
        const qint64 now = flusher.m_clock.steadyMs();
        if (flusher.m_stopping && (!flusher.m_ours || now >= flusher.m_stopBy)) {
            break;
        }
        if (!flusher.m_stopping && !(flusher.m_ours && flusher.m_wanted)) {
            const qint64 restMs = flusher.m_restUntil > now ? flusher.m_restUntil - now : idleMs;
            co_await flusher.m_idle.atMost(restMs);
            // Who gave the lease back takes it again as soon as it has rested.
            if (!flusher.m_gone && !flusher.m_ours && flusher.m_archiveAway && flusher.m_options.flush.on
                && flusher.m_clock.steadyMs() >= flusher.m_restUntil) {
                co_await flusher.lease(flusher.m_options.flush.leaseMs);
            }
            continue;
        }
        if (!flusher.m_stopping) {
            co_await flusher.m_idle.atMost(flusher.m_options.flush.periodMs);
        }
        if (flusher.m_gone) {
            co_return;
        }
        flusher.m_wanted = false;
        const Outcome outcome = co_await flusher.move();
        if (flusher.m_gone || (outcome == Outcome::Nothing && flusher.m_stopping)) {
            break;
        }
        if (outcome == Outcome::Failed) {
            co_await flusher.m_idle.atMost(flusher.m_options.flush.retryMinMs);
            flusher.m_wanted = flusher.m_ours;
        }
    }
    if (!flusher.m_gone && flusher.m_ours) {
        co_await flusher.giveBack();
    }
    flusher.finish();
}

QCoro::Task<> Flusher::countRefused()
{
    const auto self = shared_from_this();
    RedisCommand count("XLEN", m_keys.refused(m_shard));
    count.terms.whenUnsent = WhenUnsent::Refuse;
    const auto answer = co_await m_client.command(std::move(count));
    if (!m_gone && answer) {
        m_refused = answer->integer();
    }
}

QCoro::Task<> Flusher::giveBack()
{
    m_ours = false; // now, so that watch() does not take it again
    co_await lease(0);
}

void Flusher::finish()
{
    if (auto stopped = std::exchange(m_stopped, nullptr)) {
        stopped();
    }
}

QCoro::Task<Flusher::Outcome> Flusher::move()
{
    const auto self = shared_from_this();
    auto entries = co_await take();
    if (m_gone || !entries) {
        co_return Outcome::Failed;
    }
    if (entries->empty()) {
        co_return Outcome::Nothing;
    }
    const auto stored = co_await store(*entries);
    if (m_gone) {
        co_return Outcome::Failed;
    }
    noteArchive(stored ? nullptr : &stored.error(), entries->size());
    if (!stored) {
        m_batch = std::max<size_t>(entries->size() / 2, 1);
        // Perhaps it is only we who cannot reach the database: another server may try.
        m_restUntil = m_clock.steadyMs() + m_retryMs;
        m_retryMs = std::min(2 * m_retryMs, m_options.flush.retryMaxMs);
        if (!m_stopping) {
            co_await giveBack();
        }
        co_return Outcome::Failed;
    }
    m_retryMs = m_options.flush.retryMinMs;
    for (size_t first = 0; first < entries->size(); first += chunk) {
        const bool told = co_await markCommitted(*entries, first, std::min(first + chunk, entries->size()));
        if (m_gone || !told) {
            co_return Outcome::Failed; // it will be taken again, and stored again
        }
    }
    m_wanted = m_wanted || entries->size() >= m_batch;
    // Slowly, as each step too far costs a timeout.
    m_batch = std::min(m_batch + m_batch / 8 + 1, size_t(m_options.flush.batch));
    co_return Outcome::Moved;
}

QCoro::Task<Result<void>> Flusher::store(const std::vector<Entry>& entries)
{
    const auto self = shared_from_this();
    std::vector<std::pair<size_t, size_t>> parts{{0, entries.size()}}; // the next one is the last
    while (!parts.empty()) {
        const auto [first, last] = parts.back();
        parts.pop_back();
        std::vector<LogRecord> records;
        records.reserve(last - first);
        for (size_t i = first; i < last; ++i) {
            if (entries[i].record) {
                records.push_back(*entries[i].record);
            }
        }
        auto stored = co_await m_archive.store(std::move(records));
        if (m_gone) {
            co_return Error::unavailable({});
        }
        if (stored) {
            continue;
        }
        if (stored.error().code != ErrorCode::Conflict) {
            co_return stored;
        }
        if (last - first > 1) {
            const size_t middle = first + (last - first) / 2;
            parts.emplace_back(middle, last);
            parts.emplace_back(first, middle);
        } else if (auto aside = co_await setAside(entries[first], stored.error()); !aside) {
            co_return aside;
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Flusher::setAside(const Entry& entry, const Error& refusal)
{
    const auto self = shared_from_this();
    const QByteArray place = m_keys.refused(m_shard);
    const Message& message = entry.record->message;
    qCCritical(lcCluster,
        "the database refuses seq %lld of room %s (rev %lld), which is set aside in %s: %ls",
        qlonglong(message.seq), qUtf8Printable(message.room.toString()), qlonglong(message.rev),
        place.constData(), qUtf16Printable(refusal.message));
    const RedisArguments keys(place);
    const RedisArguments arguments(entry.bytes, refusal.message.toUtf8());
    auto aside = co_await m_client.evaluate(m_scripts.refuse, keys, arguments);
    if (!aside) {
        co_return std::move(aside).error();
    }
    ++m_refused;
    co_return Result<void>();
}

void Flusher::noteArchive(const Error* failure, size_t entries)
{
    if (bool(failure) == m_archiveAway) {
        return;
    }
    m_archiveAway = failure;
    if (failure) {
        qCWarning(lcCluster,
            "the database does not take the %zu messages of stream %d, which stay in Redis: %ls", entries,
            m_shard, qUtf16Printable(failure->message));
    } else {
        qCInfo(lcCluster, "the database takes the messages of stream %d again", m_shard);
    }
}

QCoro::Task<Result<std::vector<Flusher::Entry>>> Flusher::take()
{
    const auto self = shared_from_this();
    std::vector<Entry> entries;
    const size_t batch = m_batch;
    for (size_t before = 1; before != entries.size() && entries.size() < batch;) {
        before = entries.size();
        // Made before the co_await: GCC 12 destroys what a conditional in one has made too early.
        QByteArray behind("-");
        if (!entries.empty()) {
            behind = '(' + entries.back().id;
        }
        const RedisArguments keys(m_keys.lease(m_shard), m_keys.stream(m_shard));
        const RedisArguments arguments(
            m_token, group, std::min<size_t>(chunk, batch - entries.size()), behind);
        auto answer = co_await m_client.evaluate(m_scripts.take, keys, arguments);
        if (m_gone || !answer) {
            co_return Error::unavailable(QStringLiteral("Redis is away."));
        }
        if (answer->isNull()) {
            m_ours = false;
            co_return std::vector<Entry>(); // what was taken before is the next holder's
        }
        for (size_t i = 0; i + 1 < answer->size(); i += 2) {
            Entry entry;
            entry.id = answer->at(i).text();
            entry.bytes = answer->at(i + 1).text();
            if (auto stored = decodeRecord(entry.bytes)) {
                entry.record = std::move(stored->record);
                entry.head = stored->head;
            } else {
                qCCritical(lcCluster, "entry %s of stream %d is no message and is dropped",
                    entry.id.constData(), m_shard);
            }
            entries.push_back(std::move(entry));
        }
        if (answer->size() < 2 * size_t(chunk)) {
            break;
        }
    }
    co_return entries;
}

QCoro::Task<bool> Flusher::markCommitted(const std::vector<Entry>& entries, size_t first, size_t last)
{
    const auto self = shared_from_this();
    RedisArguments ids;
    RedisArguments duplicates;
    RedisArguments times;
    QHash<RoomId, Head> rooms; // of the chunk; a room's later entry says more
    for (size_t i = first; i < last; ++i) {
        const Entry& entry = entries[i];
        ids.add(entry.id);
        if (!entry.record) {
            continue;
        }
        const Message& message = entry.record->message;
        rooms.insert(message.room, entry.head);
        if (entry.record->created && !message.clientId.isNull()) {
            duplicates.add(m_keys.duplicate(message.sender, message.clientId));
            times.add(uuid7Time(message.clientId).value_or(0));
        }
    }
    const RedisLogOptions& o = m_options;
    RedisArguments keys(m_keys.stream(m_shard));
    RedisArguments arguments(group, o.headMs, std::min(o.windowMs, o.headMs), o.windowMessages,
        o.duplicateWindowMs, after(entries[last - 1].id), last - first, rooms.size());
    arguments.add(ids);
    for (auto it = rooms.cbegin(); it != rooms.cend(); ++it) {
        keys.add(m_keys.head(it.key())).add(m_keys.window(it.key())).add(m_keys.revs(it.key()));
        arguments.add(it->rev).add(it->seq);
    }
    keys.add(duplicates);
    arguments.add(times);
    const auto answer = co_await m_client.evaluate(m_scripts.committed, keys, arguments);
    if (!m_gone && !answer && answer.error().code != ErrorCode::Unavailable) {
        qCWarning(lcCluster, "cannot take stored messages off stream %d: %ls", m_shard,
            qUtf16Printable(answer.error().message));
    }
    co_return answer.ok();
}

} // namespace madang::server
