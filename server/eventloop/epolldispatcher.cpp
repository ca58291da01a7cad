#include "server/eventloop/epolldispatcher.h"

#ifdef Q_OS_LINUX

#include "server/eventloop/logging.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QThread>
#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace madang::server {

using namespace std::chrono_literals;

namespace {
TimerHeap::Time steadyNow()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}
} // namespace

EpollDispatcher::EpollDispatcher(QObject* parent)
    : DispatcherBase(parent)
    , m_wakeDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_wakeDescriptor < 0) {
        qCCritical(lcEventLoop, "No eventfd: %s", std::strerror(errno));
    } else if (m_sockets.isUsable() && !m_sockets.watch(m_wakeDescriptor)) {
        qCCritical(lcEventLoop, "Wake-ups cannot be watched: %s", std::strerror(errno));
        ::close(m_wakeDescriptor);
        m_wakeDescriptor = -1;
    }
}

EpollDispatcher::~EpollDispatcher()
{
    if (m_wakeDescriptor >= 0)
        ::close(m_wakeDescriptor);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_thread.store(QThread::currentThreadId(), std::memory_order_relaxed);
    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool withSockets = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    const bool maySleep = flags.testFlag(QEventLoop::WaitForMoreEvents);

    m_interrupted = false;
    m_woken.exchange(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    bool mayWait = maySleep && !m_interrupted && !m_woken.load();
    if (mayWait)
        Q_EMIT aboutToBlock();
    if (m_interrupted)
        return false;

    if (withSockets && m_sockets.sync())
        mayWait = false;
    // A wake-up that came meanwhile stands for a posted event, which must not wait for a socket.
    if (m_interruptedFromAfar.exchange(false) || m_woken.load())
        mayWait = false;
    int timeout = timeoutMs(mayWait, withTimers);
    int handled = 0;
    bool wokenUp = false;
    if (withSockets) {
        const int retry = m_sockets.retryMs();
        if (retry >= 0 && (timeout < 0 || timeout > retry))
            timeout = retry;
        EpollSet::Batch batch;
        m_sockets.wait(timeout, batch);
        wokenUp = batch.ownReadable;
        if (wokenUp)
            drainWakeDescriptor();
        handled += m_sockets.deliver(batch);
    } else if (waitForWakeUpOnly(timeout)) {
        wokenUp = true;
        drainWakeDescriptor();
    }
    if (withTimers)
        handled += fireTimers();
    return handled > 0 || wokenUp || m_woken.load();
}

int EpollDispatcher::timeoutMs(bool mayWait, bool withTimers) const
{
    if (!mayWait)
        return 0;
    const auto due = withTimers ? m_timers.nextDue() : std::nullopt;
    if (!due)
        return -1;
    // Up to the next full millisecond: earlier would find nothing due and turn once for nothing.
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - steadyNow()).count();
    return int(std::clamp<qint64>(wait, 0, INT_MAX));
}

bool EpollDispatcher::waitForWakeUpOnly(int timeoutMs) const
{
    pollfd entry{m_wakeDescriptor, POLLIN, 0};
    return ::poll(&entry, 1, timeoutMs) > 0;
}

int EpollDispatcher::fireTimers()
{
    int fired = 0;
    const auto now = steadyNow();
    const auto pass = m_timers.beginPass();
    while (const auto firing = m_timers.takeDue(now, pass)) {
        QTimerEvent event(firing->id);
        QCoreApplication::sendEvent(firing->object, &event);
        m_timers.finish(*firing);
        ++fired;
    }
    return fired;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier)
{
    if (notifier->thread() == thread() && isOurThread("enabled"))
        m_sockets.add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier)
{
    if (isOurThread("disabled"))
        m_sockets.remove(notifier);
}

void EpollDispatcher::addTimer(int id, TimerHeap::Time interval, Qt::TimerType type, QObject* object)
{
    if (interval < 0ns || !object) {
        qCWarning(lcEventLoop, "Not a timer: id %d, object %p", id, static_cast<void*>(object));
        return;
    }
    if (object->thread() == thread() && isOurThread("started"))
        m_timers.add(id, interval, type, object, steadyNow());
}

bool EpollDispatcher::removeTimer(int id)
{
    return isOurThread("stopped") && m_timers.remove(id);
}

bool EpollDispatcher::unregisterTimers(QObject* object)
{
    return isOurThread("stopped") && m_timers.removeAll(object);
}

TimerHeap::Time EpollDispatcher::timeLeft(const TimerHeap::Timer& timer) const
{
    return std::max<TimerHeap::Time>(0ns, timer.due - steadyNow());
}

#ifdef MADANG_DISPATCHER_V2

void EpollDispatcher::registerTimer(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject* object)
{
    addTimer(int(id), interval, type, object);
}

bool EpollDispatcher::unregisterTimer(Qt::TimerId id)
{
    return removeTimer(int(id));
}

QList<QAbstractEventDispatcher::TimerInfoV2> EpollDispatcher::timersForObject(QObject* object) const
{
    QList<TimerInfoV2> list;
    for (const auto* timer : m_timers.timersOf(object))
        list.append({timer->interval, Qt::TimerId(timer->id), timer->type});
    return list;
}

QAbstractEventDispatcher::Duration EpollDispatcher::remainingTime(Qt::TimerId id) const
{
    const auto* timer = m_timers.find(int(id));
    return timer ? timeLeft(*timer) : Duration::min();
}

#else

void EpollDispatcher::registerTimer(int id, qint64 intervalMs, Qt::TimerType type, QObject* object)
{
    addTimer(id, std::chrono::milliseconds(intervalMs), type, object);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return removeTimer(id);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const
{
    QList<TimerInfo> list;
    for (const auto* timer : m_timers.timersOf(object))
        list.append(TimerInfo(timer->id, int(timer->interval / 1ms), timer->type));
    return list;
}

int EpollDispatcher::remainingTime(int id)
{
    const auto* timer = m_timers.find(id);
    return timer ? int(std::chrono::ceil<std::chrono::milliseconds>(timeLeft(*timer)).count()) : -1;
}

#endif

void EpollDispatcher::wakeUp()
{
    if (m_woken.exchange(true))
        return;
    // The loop's own thread is awake, and looks at the flag before it sleeps.
    if (m_thread.load(std::memory_order_relaxed) == QThread::currentThreadId())
        return;
    const quint64 one = 1;
    while (::write(m_wakeDescriptor, &one, sizeof one) < 0 && errno == EINTR) { }
}

void EpollDispatcher::interrupt()
{
    if (m_thread.load(std::memory_order_relaxed) == QThread::currentThreadId())
        m_interrupted = true;
    else
        m_interruptedFromAfar.store(true);
    wakeUp();
}

void EpollDispatcher::drainWakeDescriptor()
{
    quint64 count = 0;
    while (::read(m_wakeDescriptor, &count, sizeof count) < 0 && errno == EINTR) { }
}

void EpollDispatcher::closingDown()
{
    m_timers.clear();
    m_sockets.clear();
}

bool EpollDispatcher::isOurThread(const char* what) const
{
    if (thread() == QThread::currentThread())
        return true;
    qCWarning(lcEventLoop, "Notifiers and timers cannot be %s from another thread", what);
    return false;
}

} // namespace madang::server

#endif
