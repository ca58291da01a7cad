#include "server/eventloop/loopexecutor.h"

#include <QtCore/QThread>
#include <algorithm>
#include <utility>

namespace madang::server {

LoopExecutor::LoopExecutor(QThread* thread)
    : m_thread(thread ? thread : QThread::currentThread())
    , m_wheel(m_clock)
{
    m_mailbox.moveToThread(m_thread);
    m_wheel.moveToThread(m_thread);
}

LoopExecutor::~LoopExecutor() = default;

void LoopExecutor::post(Job job)
{
    m_mailbox.post(std::move(job));
}

void LoopExecutor::postAfter(qint64 delayMs, Job job)
{
    if (isCurrent()) {
        m_wheel.after(delayMs, std::move(job));
        return;
    }
    // Counted from now, not from when the box is opened.
    const qint64 due = m_clock.steadyMs() + std::max<qint64>(0, delayMs);
    m_mailbox.post([this, due, waiting = std::move(job)]() mutable { m_wheel.at(due, std::move(waiting)); });
}

bool LoopExecutor::isCurrent() const
{
    return QThread::currentThread() == m_thread;
}

} // namespace madang::server
