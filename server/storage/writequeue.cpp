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

} // namespace

Result<std::unique_ptr<WriteQueue>> WriteQueue::start(const Database& database, size_t bound)
{
    std::unique_ptr<WriteQueue> queue(new WriteQueue(bound));
    auto thread = startDatabaseThread(database, ConnectionRole::Writer, "storage-writer",
        [self = queue.get()](Connection& connection) { self->serve(connection); });
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
        } else if (m_waiting.size() >= m_bound) {
            refusal = busy();
        } else {
            m_waiting.push_back(std::move(task));
        }
    }
    if (refusal) {
        task->settle(&*refusal);
    } else {
        m_wake.notify_one();
    }
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

void WriteQueue::serve(Connection& connection)
{
    Batch batch;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
            if (m_waiting.empty()) {
                return;
            }
            batch.swap(m_waiting);
        }
        commit(connection, batch);
        batch.clear();
    }
}

void WriteQueue::commit(Connection& connection, const Batch& batch)
{
    (void)connection.takeBroken();
    auto outcome = connection.execute(connection.dialect().beginWrite());
    for (auto it = batch.cbegin(); outcome && it != batch.cend(); ++it) {
        Savepoint savepoint(connection);
        outcome = savepoint.begun();
        const bool done = outcome && (*it)->perform(connection).ok();
        // SQLite rolls back the whole transaction by itself when the disk is full or fails, and a savepoint
        // after that would silently begin a new one: nothing of this batch counts any more.
        if (!outcome || connection.takeBroken()) {
            savepoint.abandon();
            outcome = lost();
        } else {
            outcome = done ? savepoint.release() : savepoint.undo();
        }
    }
    if (outcome) {
        outcome = connection.execute(QStringLiteral("COMMIT"));
    }
    if (outcome) {
        for (const auto& task : batch) {
            task->settle(nullptr);
        }
        return;
    }
    connection.rollback();
    qCCritical(lcStorage, "a batch of %d writes was not stored", int(batch.size()));
    const Error failure = lost();
    for (const auto& task : batch) {
        task->settle(&failure);
    }
}

} // namespace madang::server
