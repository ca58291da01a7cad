#pragma once

#include "shared/core/uniquefunction.h"

#include <QtCore/QtGlobal>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace madang::server {

// Threads for costly work that nobody on a loop may wait for, with a bounded queue in front. They yield to
// the loops where the system knows how. Any thread.
class HashPool {
public:
    using Job = UniqueFunction<void()>;

    HashPool(int threads, int waiting);
    // Waits for what runs; what waits is destroyed unrun.
    ~HashPool();
    Q_DISABLE_COPY_MOVE(HashPool)

    // Destroys the job unrun where the queue is full.
    void start(Job job);
    // Jobs that run and that wait.
    [[nodiscard]] int pending() const;
    [[nodiscard]] int threads() const noexcept { return int(m_threads.size()); }

private:
    void work();

    const size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_waiting;
    size_t m_running = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace madang::server
