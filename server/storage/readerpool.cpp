#include "server/storage/readerpool.h"

#include "server/storage/databasethread.h"

namespace madang::server {

Result<std::unique_ptr<ReaderPool>> ReaderPool::start(const Database& database, int threads, size_t bound)
{
    std::unique_ptr<ReaderPool> pool(new ReaderPool(bound));
    for (int i = 0; i < threads; ++i) {
        auto thread = startDatabaseThread(database, ConnectionRole::Reader, "storage-reader", {},
            [self = pool.get()](Link& link) { self->serve(link); });
        if (!thread) {
            return std::move(thread).error();
        }
        pool->m_threads.push_back(std::move(thread).value());
    }
    return pool;
}

ReaderPool::~ReaderPool()
{
    close();
}

size_t ReaderPool::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

void ReaderPool::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    m_threads.clear();
}

void ReaderPool::submit(std::unique_ptr<DatabaseTask> task)
{
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing || m_waiting.size() >= m_bound) {
            refusal = Error::unavailable(m_closing
                    ? QStringLiteral("The server is stopping; try again in a moment.")
                    : QStringLiteral("The server has too much to read; try again in a moment."));
        } else {
            m_waiting.push_back(std::move(task));
        }
    }
    if (refusal) {
        task->settle(&*refusal); // NOLINT(bugprone-use-after-move): refused, so it was not moved
    } else {
        m_wake.notify_one();
    }
}

void ReaderPool::serve(Link& link)
{
    for (;;) {
        std::unique_ptr<DatabaseTask> task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
            if (m_waiting.empty()) {
                return;
            }
            task = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        read(link, *task);
    }
}

void ReaderPool::read(Link& link, DatabaseTask& task)
{
    const auto pause = [this](Link::Clock::time_point until) {
        std::unique_lock lock(m_mutex);
        return !m_wake.wait_until(lock, until, [this] { return m_closing; });
    };
    for (int attempt = 0; attempt < 2 && link.wait(pause); ++attempt) {
        Connection& connection = link.connection();
        const auto begun = connection.execute(connection.dialect().beginRead());
        if (begun) {
            (void)task.perform(connection);
        }
        (void)connection.takeTrouble();
        if (!connection.isLost()) {
            connection.rollback();
            task.settle(begun ? nullptr : &begun.error());
            return;
        }
    }
    link.dropIfLost();
    const Error failure
        = Error::unavailable(QStringLiteral("The server cannot reach its storage; try again in a moment."));
    task.settle(&failure);
}

} // namespace madang::server
