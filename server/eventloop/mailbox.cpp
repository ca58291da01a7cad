#include "server/eventloop/mailbox.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <utility>

namespace madang::server {

namespace {
const auto kJobsWaiting = QEvent::Type(QEvent::registerEventType());
} // namespace

Mailbox::Mailbox(QObject* parent)
    : QObject(parent)
{
}

Mailbox::~Mailbox() = default;

void Mailbox::post(Executor::Job job)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return;
    m_incoming.push_back(std::move(job));
    if (!m_scheduled)
        schedule();
}

bool Mailbox::event(QEvent* event)
{
    if (event->type() != kJobsWaiting)
        return QObject::event(event);
    {
        const std::lock_guard lock(m_mutex);
        m_scheduled = false;
    }
    runBatch();
    return true;
}

void Mailbox::runBatch()
{
    Executor::Job job;
    for (int i = 0; i < kBatch && take(job); ++i) {
        // Asked for before the job runs, so that a nested event loop inside it finds the others.
        if (m_next < m_batch.size()) {
            const std::lock_guard lock(m_mutex);
            if (!m_scheduled)
                schedule();
        }
        job();
        job = nullptr; // what it holds goes before the next one runs
    }
}

bool Mailbox::take(Executor::Job& job)
{
    if (m_next == m_batch.size()) {
        m_batch.clear();
        m_next = 0;
        const std::lock_guard lock(m_mutex);
        m_batch.swap(m_incoming);
    }
    if (m_batch.empty())
        return false;
    job = std::move(m_batch[m_next++]);
    return true;
}

// With the lock held: postEvent() wakes the thread's dispatcher, which goes with the thread, and the thread
// cannot end before close() has had the lock.
void Mailbox::schedule()
{
    m_scheduled = true;
    QCoreApplication::postEvent(this, new QEvent(kJobsWaiting));
}

void Mailbox::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    Executor::Job job;
    while (take(job)) {
        job();
        job = nullptr;
    }
}

} // namespace madang::server
