#include "server/auth/hashpool.h"

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace madang::server {

HashPool::HashPool(int threads, int waiting)
    : m_capacity(size_t(threads) + size_t(waiting))
{
    m_threads.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

HashPool::~HashPool()
{
    std::deque<Job> abandoned;
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        abandoned.swap(m_waiting);
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void HashPool::start(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopping || m_running + m_waiting.size() >= m_capacity)
            return;
        m_waiting.push_back(std::move(job));
    }
    m_wake.notify_one();
}

int HashPool::pending() const
{
    const std::scoped_lock lock(m_mutex);
    return int(m_running + m_waiting.size());
}

void HashPool::work()
{
#ifdef Q_OS_LINUX
    // Chat goes before passwords. Only Linux counts niceness by the thread.
    setpriority(PRIO_PROCESS, 0, 5);
#endif
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_stopping)
            return;
        Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_running;
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
        --m_running;
    }
}

} // namespace madang::server
