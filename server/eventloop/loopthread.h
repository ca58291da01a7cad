#pragma once

#include "shared/core/executor.h"

#include <QtCore/QString>
#include <memory>

namespace madang::server {

class LoopExecutor;
class TimerWheel;

// A thread whose event loop owns client sockets: epoll dispatcher, mailbox and timer wheel.
class LoopThread final : public Executor {
public:
    // The name shows in debuggers and in top -H; the system keeps its first 15 characters.
    explicit LoopThread(int index, const QString& name = {});
    ~LoopThread() override;
    LoopThread(const LoopThread&) = delete;
    LoopThread& operator=(const LoopThread&) = delete;

    // Jobs posted before start() wait for it.
    void start();
    // From another thread, returns when the loop has ended: everything that was posted has run, then
    // `cleanup` on the loop's thread, then deferred deletions; timers that were still waiting are dropped.
    // What is posted meanwhile is destroyed.
    void stop(Job cleanup = {});

    void post(Job job) override;
    void postAfter(qint64 delayMs, Job job) override;
    [[nodiscard]] bool isCurrent() const override;

    [[nodiscard]] int index() const noexcept { return m_index; }
    [[nodiscard]] bool isRunning() const noexcept { return m_running; }
    [[nodiscard]] TimerWheel& wheel(); // on the thread
    // The loop that the calling thread belongs to; null elsewhere.
    [[nodiscard]] static LoopThread* current() noexcept;

private:
    class Thread;

    int m_index;
    bool m_running = false;
    std::unique_ptr<Thread> m_thread;
    std::unique_ptr<LoopExecutor> m_executor;
};

} // namespace madang::server
