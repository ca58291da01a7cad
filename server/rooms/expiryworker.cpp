#include "server/rooms/expiryworker.h"

#include "server/rooms/ask.h"

#include <QtCore/QLoggingCategory>
#include <QtCore/QUuid>
#include <algorithm>

namespace madang::server {

namespace {

Q_LOGGING_CATEGORY(lcExpiry, "madang.expiry", QtInfoMsg)

} // namespace

// Kept by what is under way. After every wait the worker may be gone, and with it all that it was given.
struct ExpiryWorker::Core {
    Core(Executor& on, MessageExpiry& of, Forget tell, const Clock& by, const Settings& given)
        : executor(on)
        , expiry(of)
        , forget(std::move(tell))
        , clock(by)
        , settings(given)
        , lease{QUuid::createUuid().toString(QUuid::WithoutBraces), given.leaseMs}
    {
    }

    // What a run did.
    struct Run {
        qint64 beganMs = 0; // steady
        qint64 leasedMs = 0; // when the lease was taken or prolonged last
        quint64 messages = 0;
        quint64 rooms = 0;
    };

    static void later(const std::shared_ptr<Core>& self);
    static QCoro::Task<> run(std::shared_ptr<Core> self);
    // False: there is no point in going on.
    static QCoro::Task<bool> sweep(std::shared_ptr<Core> self, Run& run);
    static QCoro::Task<bool> clear(std::shared_ptr<Core> self, RoomId room, Run& run);
    static QCoro::Task<bool> tell(std::shared_ptr<Core> self, RoomId room, qint64 below);
    static QCoro::Task<bool> hold(std::shared_ptr<Core> self, Run& run);
    QFuture<Result<int>> pause()
    {
        Reply<int> reply;
        auto over = reply.future();
        executor.postAfter(settings.pauseMs, [reply = std::move(reply)]() mutable { reply.answer(0); });
        return over;
    }
    bool failed(const Error& error)
    {
        ++counters.failures;
        qCWarning(lcExpiry, "old messages cannot be deleted now: %ls", qUtf16Printable(error.message));
        return false;
    }
    [[nodiscard]] ExpiryRule rule() const { return {settings.keepMs, clock.nowMs()}; }

    Executor& executor;
    MessageExpiry& expiry;
    const Forget forget;
    const Clock& clock;
    const Settings settings;
    const Lease lease;
    Counters counters;
    bool gone = false;
};

void ExpiryWorker::Core::later(const std::shared_ptr<Core>& self)
{
    const qint64 period
        = self->settings.periodMs > 0 ? self->settings.periodMs : periodOf(self->settings.keepMs);
    self->executor.postAfter(period, [self] {
        if (!self->gone)
            run(self);
    });
}

QCoro::Task<> ExpiryWorker::Core::run(std::shared_ptr<Core> self)
{
    Run done;
    done.beganMs = self->clock.steadyMs();
    const auto leased = co_await self->expiry.takeLease(self->lease);
    if (self->gone)
        co_return;
    self->counters.leased = leased && *leased;
    if (!leased) {
        self->failed(leased.error());
    } else if (*leased) {
        ++self->counters.runs;
        done.leasedMs = self->clock.steadyMs();
        co_await sweep(self, done);
        if (self->gone)
            co_return;
        self->counters.lastRunAt = self->clock.nowMs();
        if (done.messages > 0) {
            qCInfo(lcExpiry, "deleted %llu old messages of %llu rooms in %lld ms",
                static_cast<unsigned long long>(done.messages), static_cast<unsigned long long>(done.rooms),
                static_cast<long long>(self->clock.steadyMs() - done.beganMs));
        }
    }
    later(self);
}

QCoro::Task<bool> ExpiryWorker::Core::sweep(std::shared_ptr<Core> self, Run& run)
{
    RoomId after;
    for (;;) {
        const auto due = co_await self->expiry.due(self->rule(), after, self->settings.rooms);
        if (self->gone)
            co_return false;
        if (!due)
            co_return self->failed(due.error());
        for (const RoomId room : due->rooms) {
            if (const bool goOn = co_await clear(self, room, run); !goOn)
                co_return false;
        }
        if (!due->more)
            co_return true;
        after = due->last;
        co_await self->pause();
        if (self->gone)
            co_return false;
        if (const bool held = co_await hold(self, run); !held)
            co_return false;
    }
}

// A long look at rooms of which none is due must not let the lease run out.
QCoro::Task<bool> ExpiryWorker::Core::hold(std::shared_ptr<Core> self, Run& run)
{
    if (self->clock.steadyMs() - run.leasedMs < self->settings.leaseMs / 3)
        co_return true;
    const auto leased = co_await self->expiry.takeLease(self->lease);
    if (self->gone)
        co_return false;
    if (!leased)
        co_return self->failed(leased.error());
    self->counters.leased = *leased;
    run.leasedMs = self->clock.steadyMs();
    co_return *leased;
}

QCoro::Task<bool> ExpiryWorker::Core::clear(std::shared_ptr<Core> self, RoomId room, Run& run)
{
    const int part = self->settings.part;
    for (bool first = true;; first = false) {
        const ExpiryRule rule = self->rule();
        const auto below = co_await self->expiry.expired(rule, room, part);
        if (self->gone)
            co_return false;
        if (!below)
            co_return self->failed(below.error());
        if (!*below)
            co_return true;
        // Before: what is still in the database is read from there, and nothing is left behind should this
        // server end in between. After: an edit may have brought one back meanwhile.
        if (const bool done = co_await tell(self, room, **below); !done)
            co_return false;
        const auto deleted = co_await self->expiry.expire(self->lease, rule, room, **below, part);
        if (self->gone)
            co_return false;
        if (!deleted)
            co_return self->failed(deleted.error());
        self->counters.leased = deleted->leased;
        if (!deleted->leased)
            co_return false;
        run.leasedMs = self->clock.steadyMs();
        if (deleted->messages == 0)
            co_return true; // another rule holds by now
        self->counters.messages += quint64(deleted->messages);
        ++self->counters.parts;
        run.messages += quint64(deleted->messages);
        run.rooms += first ? 1 : 0;
        if (const bool done = co_await tell(self, room, **below); !done)
            co_return false;
        co_await self->pause();
        if (self->gone)
            co_return false;
    }
}

QCoro::Task<bool> ExpiryWorker::Core::tell(std::shared_ptr<Core> self, RoomId room, qint64 below)
{
    if (!self->forget)
        co_return true;
    const auto forgotten = co_await self->forget(room, below);
    if (self->gone)
        co_return false;
    co_return forgotten ? true : self->failed(forgotten.error());
}

ExpiryWorker::ExpiryWorker(
    Executor& executor, MessageExpiry& expiry, Forget forget, const Clock& clock, Settings settings)
    : m_core(std::make_shared<Core>(executor, expiry, std::move(forget), clock, settings))
{
}

ExpiryWorker::~ExpiryWorker()
{
    m_core->gone = true;
}

void ExpiryWorker::start()
{
    Core::later(m_core);
}

const ExpiryWorker::Counters& ExpiryWorker::counters() const noexcept
{
    return m_core->counters;
}

qint64 ExpiryWorker::periodOf(qint64 keepMs) noexcept
{
    constexpr qint64 most = 60'000; // a room's own rule may be as short
    return keepMs == 0 ? most : std::clamp<qint64>(keepMs / 20, 1'000, most);
}

} // namespace madang::server
