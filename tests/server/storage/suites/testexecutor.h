#pragma once

#include "shared/core/executor.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace madang::server {

// An executor that is a plain thread with a queue.
class TestExecutor final : public Executor {
public:
    TestExecutor();
    // Runs what was posted, then ends.
    ~TestExecutor() override;
    void post(Job job) override;
    void postAfter(qint64 delayMs, Job job) override;
    [[nodiscard]] bool isCurrent() const override;
    // How often post() was called.
    [[nodiscard]] int posts() const;

private:
    void serve();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    int m_posts = 0;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace madang::server
