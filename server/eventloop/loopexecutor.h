#pragma once

#include "server/eventloop/mailbox.h"
#include "server/eventloop/timerwheel.h"
#include "shared/core/clock.h"
#include "shared/core/executor.h"

class QThread;

namespace madang::server {

// Mailbox and timer wheel of a thread that runs a Qt event loop: any such thread, also the main one.
// Made and destroyed on any thread, but destroyed only on the thread it serves or after that one ended.
class LoopExecutor final : public Executor {
public:
    // Serves the calling thread, or one that is not running yet.
    explicit LoopExecutor(QThread* thread = nullptr);
    ~LoopExecutor() override;

    void post(Job job) override;
    void postAfter(qint64 delayMs, Job job) override;
    [[nodiscard]] bool isCurrent() const override;

    // On the thread: runs the jobs that were posted, refuses further ones.
    void closeMailbox() { m_mailbox.close(); }
    [[nodiscard]] TimerWheel& wheel() noexcept { return m_wheel; } // on the thread
    [[nodiscard]] QThread* thread() const noexcept { return m_thread; }

private:
    SystemClock m_clock;
    QThread* m_thread;
    Mailbox m_mailbox;
    TimerWheel m_wheel;
};

} // namespace madang::server
