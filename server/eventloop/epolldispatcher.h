#pragma once

#include <QtCore/QAbstractEventDispatcher>

#ifdef Q_OS_LINUX

#include "server/eventloop/epollset.h"
#include "server/eventloop/timerheap.h"

#include <atomic>

namespace madang::server {

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#define MADANG_DISPATCHER_V2 1
using DispatcherBase = QAbstractEventDispatcherV2;
#else
using DispatcherBase = QAbstractEventDispatcher;
#endif

// Qt's event loop on epoll: a wake-up costs what is ready, not what is open. Qt's own dispatchers hand every
// open socket to poll() each time, which at 9,000 sockets takes milliseconds.
class EpollDispatcher final : public DispatcherBase {
public:
    explicit EpollDispatcher(QObject* parent = nullptr);
    ~EpollDispatcher() override;

    // False where the system gave no descriptors; the dispatcher must not be installed then.
    [[nodiscard]] bool isUsable() const noexcept { return m_wakeDescriptor >= 0 && m_sockets.isUsable(); }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier* notifier) override;
    void unregisterSocketNotifier(QSocketNotifier* notifier) override;
    bool unregisterTimers(QObject* object) override;
#ifdef MADANG_DISPATCHER_V2
    void registerTimer(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject* object) override;
    bool unregisterTimer(Qt::TimerId id) override;
    QList<TimerInfoV2> timersForObject(QObject* object) const override;
    Duration remainingTime(Qt::TimerId id) const override;
#else
    void registerTimer(int id, qint64 intervalMs, Qt::TimerType type, QObject* object) override;
    bool unregisterTimer(int id) override;
    QList<TimerInfo> registeredTimers(QObject* object) const override;
    int remainingTime(int id) override;
#endif
    void wakeUp() override; // from any thread
    void interrupt() override; // from any thread
    void closingDown() override;

private:
    [[nodiscard]] bool isOurThread(const char* what) const;
    void addTimer(int id, TimerHeap::Time interval, Qt::TimerType type, QObject* object);
    bool removeTimer(int id);
    [[nodiscard]] TimerHeap::Time timeLeft(const TimerHeap::Timer& timer) const;
    [[nodiscard]] int timeoutMs(bool mayWait, bool withTimers) const;
    [[nodiscard]] bool waitForWakeUpOnly(int timeoutMs) const;
    int fireTimers();
    void drainWakeDescriptor();

    EpollSet m_sockets;
    TimerHeap m_timers;
    int m_wakeDescriptor = -1;
    // Set by the first of many wake-ups, so that the others cost no system call. The loop clears it before it
    // looks for posted events and looks at it again before it blocks.
    std::atomic<bool> m_woken{false};
    bool m_interrupted = false; // by our own thread, during this pass
    // By another thread. Not cleared at the beginning of a pass: an exit() that comes between the loop's test
    // of its exit flag and the pass would be lost. At worst one pass too many does not block.
    std::atomic<bool> m_interruptedFromAfar{false};
    std::atomic<Qt::HANDLE> m_thread{nullptr}; // that ran the last pass
};

} // namespace madang::server

#endif
