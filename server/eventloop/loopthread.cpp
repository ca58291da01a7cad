#include "server/eventloop/loopthread.h"

#include "server/eventloop/dispatcher.h"
#include "server/eventloop/loopexecutor.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QThread>
#include <semaphore>
#include <utility>

namespace madang::server {

namespace {
thread_local LoopThread* t_current = nullptr;
} // namespace

class LoopThread::Thread final : public QThread {
public:
    explicit Thread(LoopThread& owner)
        : m_owner(owner)
    {
    }
    void waitForEnd() { m_ended.acquire(); }

protected:
    void run() override
    {
        t_current = &m_owner;
        exec();
        t_current = nullptr;
        m_ended.release();
    }

private:
    LoopThread& m_owner;
    // Beside QThread::wait(), whose locks the thread sanitizer cannot see.
    std::binary_semaphore m_ended{0};
};

LoopThread::LoopThread(int index, const QString& name)
    : m_index(index)
    , m_thread(std::make_unique<Thread>(*this))
    , m_executor(std::make_unique<LoopExecutor>(m_thread.get()))
{
    m_thread->setObjectName(name.isEmpty() ? QStringLiteral("loop-%1").arg(index) : name);
}

LoopThread::~LoopThread()
{
    stop();
}

void LoopThread::start()
{
    if (std::exchange(m_running, true))
        return;
    if (auto dispatcher = makeDispatcher())
        m_thread->setEventDispatcher(dispatcher.release()); // the thread deletes it when it ends
    m_thread->start();
}

void LoopThread::stop(Job cleanup)
{
    Q_ASSERT(!isCurrent());
    if (!m_running)
        return;
    m_executor->post([this, last = std::move(cleanup)]() mutable {
        m_executor->closeMailbox();
        if (last)
            last();
        last = nullptr;
        // Sockets and their like go while the loop can still serve them.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        m_executor->wheel().clear();
        m_thread->exit();
    });
    m_thread->waitForEnd();
    m_thread->wait();
    m_running = false;
}

void LoopThread::post(Job job)
{
    m_executor->post(std::move(job));
}

void LoopThread::postAfter(qint64 delayMs, Job job)
{
    m_executor->postAfter(delayMs, std::move(job));
}

bool LoopThread::isCurrent() const
{
    return m_executor->isCurrent();
}

TimerWheel& LoopThread::wheel()
{
    Q_ASSERT(isCurrent());
    return m_executor->wheel();
}

LoopThread* LoopThread::current() noexcept
{
    return t_current;
}

} // namespace madang::server
