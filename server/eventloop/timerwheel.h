#pragma once

#include "shared/core/clock.h"
#include "shared/core/executor.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <array>
#include <vector>

namespace madang::server {

// Thousands of deadlines for the price of one timer: pings, handshakes, rate limits. One per loop, on its
// thread. Hashed in four levels of 64 slots (Varghese and Lauck, scheme 7): adding and cancelling are O(1),
// and the one timer underneath is armed only while something waits.
class TimerWheel final : public QObject {
public:
    static constexpr qint64 kGrainMs = 16; // a job runs up to this late, never early

    struct Ticket {
        quint32 index = 0;
        quint32 generation = 0; // 0: of no timer
    };

    explicit TimerWheel(const Clock& clock, QObject* parent = nullptr);
    ~TimerWheel() override;

    // Runs the job once, after `delayMs`. Jobs due in one grain run in the order of their times, equal ones
    // as added.
    Ticket after(qint64 delayMs, Executor::Job job);
    // The same at a moment of the clock's steadyMs().
    Ticket at(qint64 steadyMs, Executor::Job job);
    // Forgets the job unless it has run; whether it did.
    bool cancel(Ticket ticket);
    [[nodiscard]] bool isPending(Ticket ticket) const noexcept;
    [[nodiscard]] size_t size() const noexcept { return m_pending; }
    void clear();

    // Runs what is due by the clock. The wheel's own timer calls it; a test that turns the clock does so
    // itself.
    void runDue();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    static constexpr int kBits = 6;
    static constexpr quint32 kSlots = 1U << kBits;
    static constexpr int kLevels = 4;
    static constexpr qint32 kNone = -1;

    struct Node {
        Executor::Job job;
        qint64 dueMs = 0;
        quint64 order = 0;
        quint32 generation = 1;
        qint32 previous = kNone;
        qint32 next = kNone;
        qint16 slot = kNone; // level * kSlots + place; kNone: not in a slot
        bool pending = false;
    };
    struct Slot {
        qint32 first = kNone;
        qint32 last = kNone;
    };
    struct Due {
        qint64 dueMs;
        quint64 order;
        Ticket ticket;
    };

    [[nodiscard]] qint64 nextTick() const;
    void place(qint32 index);
    void unlink(qint32 index);
    void release(qint32 index);
    void cascade(int level, qint64 tick);
    void expire(qint64 tick);
    void arm();
    template <class F> void drainSlot(int slot, F each);

    const Clock& m_clock;
    QBasicTimer m_timer;
    qint64 m_armedFor = -1; // tick
    qint64 m_tick = 0; // the last one that was looked at
    size_t m_pending = 0;
    quint64 m_nextOrder = 0;
    std::array<std::array<Slot, kSlots>, kLevels> m_slots;
    std::array<quint64, kLevels> m_occupied{}; // a bit per slot
    std::vector<Node> m_nodes;
    std::vector<qint32> m_free;
    std::vector<Due> m_due; // expired, about to run
};

// A place on a wheel that is given back when this goes out of scope. On the wheel's thread; may outlive the
// wheel.
class WheelTimer {
public:
    WheelTimer() noexcept = default;
    WheelTimer(TimerWheel& wheel, qint64 delayMs, Executor::Job job)
    {
        start(wheel, delayMs, std::move(job));
    }
    WheelTimer(WheelTimer&& other) noexcept;
    WheelTimer& operator=(WheelTimer&& other) noexcept;
    ~WheelTimer() { cancel(); }

    // In place of what it waited for so far.
    void start(TimerWheel& wheel, qint64 delayMs, Executor::Job job);
    void cancel();
    [[nodiscard]] bool isActive() const noexcept { return m_wheel && m_wheel->isPending(m_ticket); }

private:
    QPointer<TimerWheel> m_wheel;
    TimerWheel::Ticket m_ticket;
};

} // namespace madang::server
