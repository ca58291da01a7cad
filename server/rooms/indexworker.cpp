#include "server/rooms/indexworker.h"

#include "server/rooms/ask.h"

#include <QtCore/QLoggingCategory>
#include <QtCore/QUuid>
#include <algorithm>

namespace madang::server {

namespace {

Q_LOGGING_CATEGORY(lcIndex, "madang.search", QtInfoMsg)

// From so many on, that they wait is worth a line in the log, and that they are done another.
constexpr qint64 kBacklog = 20'000;
// Looks at all rooms take no more than a part of the time in this many.
constexpr qint64 kLooking = 20;

} // namespace

// Kept by what is under way. After every wait the worker may be gone, and with it all that it was given.
struct IndexWorker::Core {
    Core(Executor& on, MessageIndex& of, const Clock& by, const Settings& given)
        : executor(on)
        , index(of)
        , clock(by)
        , settings(given)
        , lease{QUuid::createUuid().toString(QUuid::WithoutBraces), given.leaseMs}
    {
    }

    static void later(const std::shared_ptr<Core>& self, qint64 afterMs);
    static QCoro::Task<> run(std::shared_ptr<Core> self);
    // False: there is no point in going on.
    static QCoro::Task<bool> sweep(std::shared_ptr<Core> self);
    static QCoro::Task<bool> indexAll(std::shared_ptr<Core> self, std::vector<RoomId> rooms);
    static QCoro::Task<bool> indexRoom(std::shared_ptr<Core> self, RoomId room);
    QFuture<Result<int>> pause(qint64 ms)
    {
        Reply<int> reply;
        auto over = reply.future();
        executor.postAfter(ms, [reply = std::move(reply)]() mutable { reply.answer(0); });
        return over;
    }
    bool failed(const Error& error)
    {
        ++counters.failures;
        qCWarning(lcIndex, "messages cannot be indexed now: %ls", qUtf16Printable(error.message));
        return false;
    }
    void tell(qint64 waiting);

    Executor& executor;
    MessageIndex& index;
    const Clock& clock;
    const Settings settings;
    const Lease lease;
    Counters counters;
    qint64 lookedMs = 0; // what the last look at all rooms took, without the work that it found
    qint64 restMs = 0; // of the pauses that are due and were too short to take
    bool toldOfBacklog = false;
    bool gone = false;
};

void IndexWorker::Core::later(const std::shared_ptr<Core>& self, qint64 afterMs)
{
    self->executor.postAfter(afterMs, [self] {
        if (!self->gone)
            run(self);
    });
}

QCoro::Task<> IndexWorker::Core::run(std::shared_ptr<Core> self)
{
    const auto leased = co_await self->index.takeLease(self->lease);
    if (self->gone)
        co_return;
    self->counters.leased = leased && *leased;
    if (!leased) {
        self->failed(leased.error());
    } else if (*leased) {
        co_await sweep(self);
        if (self->gone)
            co_return;
    }
    // Who does not have the lease asks for it now and then.
    const qint64 periodMs = self->counters.leased
        ? std::max(self->settings.periodMs, kLooking * self->lookedMs)
        : std::max(self->settings.periodMs, self->settings.leaseMs / 3);
    later(self, periodMs);
}

QCoro::Task<bool> IndexWorker::Core::sweep(std::shared_ptr<Core> self)
{
    RoomId after;
    qint64 waiting = 0;
    qint64 lookedMs = 0;
    for (;;) {
        const qint64 beganMs = self->clock.steadyMs();
        auto unindexed = co_await self->index.unindexed(after, self->settings.rooms);
        if (self->gone)
            co_return false;
        if (!unindexed)
            co_return self->failed(unindexed.error());
        lookedMs += self->clock.steadyMs() - beganMs;
        waiting += unindexed->changes;
        after = unindexed->last;
        const bool more = unindexed->more;
        self->tell(std::max<qint64>(self->counters.waiting, waiting));
        std::vector<RoomId> rooms = std::move(unindexed->rooms);
        if (const bool goOn = co_await indexAll(self, std::move(rooms)); !goOn)
            co_return false;
        if (!more)
            break;
    }
    self->lookedMs = lookedMs;
    self->tell(waiting);
    co_return true;
}

QCoro::Task<bool> IndexWorker::Core::indexAll(std::shared_ptr<Core> self, std::vector<RoomId> rooms)
{
    for (const RoomId room : rooms) {
        if (const bool goOn = co_await indexRoom(self, room); !goOn)
            co_return false;
    }
    co_return true;
}

QCoro::Task<bool> IndexWorker::Core::indexRoom(std::shared_ptr<Core> self, RoomId room)
{
    for (bool more = true; more;) {
        const qint64 beganMs = self->clock.steadyMs();
        auto part = co_await self->index.prepare(room, self->settings.part);
        if (self->gone)
            co_return false;
        if (!part)
            co_return self->failed(part.error());
        more = part->more;
        const int changes = part->changes;
        IndexPart prepared = std::move(part).value();
        const auto written = co_await self->index.write(self->lease, std::move(prepared));
        if (self->gone)
            co_return false;
        if (!written)
            co_return self->failed(written.error());
        self->counters.leased = *written != Indexing::NotLeased;
        if (*written == Indexing::NotLeased)
            co_return false;
        if (*written == Indexing::Written) {
            self->counters.changes += quint64(changes);
            ++self->counters.parts;
        } else {
            more = false; // the next look finds it again
        }
        // Timers know no less than a millisecond, and a small part takes less.
        self->restMs += std::max<qint64>(self->clock.steadyMs() - beganMs, 1) * self->settings.pause;
        if (self->restMs >= 10) {
            co_await self->pause(std::exchange(self->restMs, 0));
            if (self->gone)
                co_return false;
        }
    }
    co_return true;
}

void IndexWorker::Core::tell(qint64 changes)
{
    counters.waiting = changes;
    if (changes >= kBacklog && !toldOfBacklog) {
        toldOfBacklog = true;
        qCInfo(lcIndex, "%lld messages are to be indexed; until then a search may miss older ones",
            static_cast<long long>(changes));
    } else if (changes < kBacklog / 10 && toldOfBacklog) {
        toldOfBacklog = false;
        qCInfo(lcIndex, "all messages are indexed");
    }
}

IndexWorker::IndexWorker(Executor& executor, MessageIndex& index, const Clock& clock, Settings settings)
    : m_core(std::make_shared<Core>(executor, index, clock, settings))
{
}

IndexWorker::~IndexWorker()
{
    m_core->gone = true;
}

void IndexWorker::start()
{
    Core::later(m_core, m_core->settings.periodMs);
}

const IndexWorker::Counters& IndexWorker::counters() const noexcept
{
    return m_core->counters;
}

} // namespace madang::server
