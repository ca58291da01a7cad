#include "server/storage/writequeue.h"

#include "server/storage/databasethread.h"
#include "server/storage/logging.h"

namespace madang::server {

namespace {

Error busy()
{
    return Error::unavailable(QStringLiteral("The server has too much to store; try again in a moment."));
}
Error closed()
{
    return Error::unavailable(QStringLiteral("The server is stopping; try again in a moment."));
}
Error lost()
{
    return Error::unavailable(QStringLiteral("The server could not store this; try again in a moment."));
}

Error away()
{
    return Error::unavailable(QStringLiteral("The server cannot reach its storage; try again in a moment."));
}

// How often one batch is begun anew before it is given up.
constexpr int attemptsAtMost = 5;
// How often a connection that has nothing to do is looked after: with it goes the lock against other servers.
constexpr std::chrono::seconds probePeriod{2};

enum class Fate { Settled, Again };

void settleAll(const std::vector<std::unique_ptr<DatabaseTask>>& batch, const Error* failure)
{
    for (const auto& task : batch) {
        task->settle(failure);
    }
}

// The tasks' part of the transaction, each in a savepoint of its own.
Result<void> performAll(Connection& connection, const std::vector<std::unique_ptr<DatabaseTask>>& batch)
{
    Result<void> outcome;
    for (auto it = batch.cbegin(); outcome && it != batch.cend(); ++it) {
        Savepoint savepoint(connection);
        outcome = savepoint.begun();
        const bool done = outcome && (*it)->perform(connection).ok();
        // SQLite rolls back the whole transaction by itself when the disk is full or fails, and a savepoint
        // after that would silently begin a new one: nothing of this batch counts any more.
        if (!outcome || connection.hasTrouble()) {
            savepoint.abandon();
            outcome = lost();
        } else {
            outcome = done ? savepoint.release() : savepoint.undo();
        }
    }
    return outcome;
}

// One task has the transaction to itself and needs no savepoint.
Result<void> performOne(Connection& connection, DatabaseTask& task, bool& keep)
{
    keep = task.perform(connection).ok();
    return connection.hasTrouble() ? Result<void>(lost()) : Result<void>();
}

Fate commit(Connection& connection, const std::vector<std::unique_ptr<DatabaseTask>>& batch)
{
    (void)connection.takeTrouble();
    bool keep = true;
    auto outcome = connection.execute(connection.dialect().beginWrite());
    if (outcome) {
        outcome = batch.size() == 1 ? performOne(connection, *batch.front(), keep)
                                    : performAll(connection, batch);
    }
    // Before the COMMIT is sent, nothing can have been stored.
    const auto before = connection.takeTrouble();
    if (outcome) {
        outcome = connection.execute(keep ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
    } else if (before == Connection::Trouble::Again || before == Connection::Trouble::Lost) {
        connection.rollback();
        return Fate::Again;
    }
    if (outcome) {
        settleAll(batch, nullptr);
        return Fate::Settled;
    }
    connection.rollback();
    qCCritical(lcStorage, "a batch of %d writes was not stored", int(batch.size()));
    const Error failure = lost();
    settleAll(batch, &failure);
    return Fate::Settled;
}

} // namespace

Result<std::unique_ptr<WriteQueue>> WriteQueue::start(const Database& database, Options options)
{
    std::unique_ptr<WriteQueue> queue(new WriteQueue(options.bound));
    auto thread = startDatabaseThread(database, ConnectionRole::Writer, "storage-writer",
        std::move(options.prepare), [self = queue.get(), taken = std::move(options.taken)](Link& link) {
            link.onTaken(taken);
            self->serve(link);
        });
    if (!thread) {
        return std::move(thread).error();
    }
    queue->m_thread = std::move(thread).value();
    return queue;
}

WriteQueue::~WriteQueue()
{
    close();
}

void WriteQueue::submit(std::unique_ptr<DatabaseTask> task)
{
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing) {
            refusal = closed();
        } else if (m_refusing) {
            refusal = away();
        } else if (m_waiting.size() >= m_bound) {
            refusal = busy();
        } else {
            m_waiting.push_back(std::move(task));
        }
    }
    if (refusal) {
        task->settle(&*refusal); // NOLINT(bugprone-use-after-move): moved only where nothing was refused
    } else {
        m_wake.notify_one();
    }
}

WriteQueue::Counts WriteQueue::counts() const
{
    const std::lock_guard lock(m_mutex);
    return {m_waiting.size(), m_batches, m_tasks};
}

void WriteQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void WriteQueue::serve(Link& link)
{
    Batch batch;
    while (next(link, batch)) {
        if (batch.empty()) {
            link.probe();
            link.tryNow();
            setRefusing(link.isPatienceOver());
        } else {
            store(link, batch);
            batch.clear();
        }
    }
}

bool WriteQueue::next(const Link& link, Batch& batch)
{
    std::unique_lock lock(m_mutex);
    const auto isDue = [this] { return m_closing || !m_waiting.empty(); };
    if (link.isRemote()) {
        m_wake.wait_until(lock, link.isUp() ? Link::Clock::now() + probePeriod : link.nextTry(), isDue);
    } else {
        m_wake.wait(lock, isDue);
    }
    batch.swap(m_waiting);
    m_batches += batch.empty() ? 0 : 1;
    m_tasks += batch.size();
    return !batch.empty() || !m_closing;
}

void WriteQueue::store(Link& link, const Batch& batch)
{
    const auto pause = [this](Link::Clock::time_point until) {
        std::unique_lock lock(m_mutex);
        return !m_wake.wait_until(lock, until, [this] { return m_closing; });
    };
    for (int attempt = 0; attempt < attemptsAtMost && link.wait(pause); ++attempt) {
        setRefusing(false);
        const Fate fate = commit(link.connection(), batch);
        link.dropIfLost();
        if (fate == Fate::Settled) {
            return;
        }
    }
    setRefusing(link.isPatienceOver());
    const Error failure = away();
    settleAll(batch, &failure);
}

void WriteQueue::setRefusing(bool refusing)
{
    const std::lock_guard lock(m_mutex);
    m_refusing = refusing;
}

} // namespace madang::server
