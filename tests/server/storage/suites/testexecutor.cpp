#include "tests/server/storage/suites/testexecutor.h"

#include <chrono>

namespace madang::server {

TestExecutor::TestExecutor()
    : m_thread([this] { serve(); })
{
}

TestExecutor::~TestExecutor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void TestExecutor::post(Job job)
{
    // Notified under the lock: whoever waits for the job may destroy the executor as soon as it ran.
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    ++m_posts;
    m_wake.notify_one();
}

void TestExecutor::postAfter(qint64 delayMs, Job job)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(delayMs));
    post(std::move(job));
}

bool TestExecutor::isCurrent() const
{
    return std::this_thread::get_id() == m_thread.get_id();
}

int TestExecutor::posts() const
{
    const std::lock_guard lock(m_mutex);
    return m_posts;
}

void TestExecutor::serve()
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_jobs.empty()) {
                return;
            }
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

} // namespace madang::server
