#include "server/eventloop/timerwheel.h"

#include <QtCore/QTimerEvent>
#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace madang::server {

namespace {
constexpr qint64 kNever = std::numeric_limits<qint64>::max();

qint64 tickAfter(qint64 ms)
{
    return (ms + TimerWheel::kGrainMs - 1) / TimerWheel::kGrainMs;
}
} // namespace

TimerWheel::TimerWheel(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_tick(clock.steadyMs() / kGrainMs)
{
}

TimerWheel::~TimerWheel() = default;

TimerWheel::Ticket TimerWheel::after(qint64 delayMs, Executor::Job job)
{
    return at(m_clock.steadyMs() + std::max<qint64>(0, delayMs), std::move(job));
}

TimerWheel::Ticket TimerWheel::at(qint64 steadyMs, Executor::Job job)
{
    // With nothing on the wheel nothing is missed by turning it to now, and what comes then lands in a low
    // level.
    if (m_pending == 0)
        m_tick = std::max(m_tick, m_clock.steadyMs() / kGrainMs);
    qint32 index;
    if (m_free.empty()) {
        index = qint32(m_nodes.size());
        m_nodes.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    Node& node = m_nodes[size_t(index)];
    node.job = std::move(job);
    node.dueMs = steadyMs;
    node.order = m_nextOrder++;
    node.pending = true;
    ++m_pending;
    const Ticket ticket{quint32(index), node.generation};
    place(index);
    arm();
    return ticket;
}

bool TimerWheel::isPending(Ticket ticket) const noexcept
{
    return ticket.generation != 0 && ticket.index < m_nodes.size() && m_nodes[ticket.index].pending
        && m_nodes[ticket.index].generation == ticket.generation;
}

bool TimerWheel::cancel(Ticket ticket)
{
    if (!isPending(ticket))
        return false;
    const auto index = qint32(ticket.index);
    unlink(index);
    release(index);
    if (m_pending == 0) {
        m_timer.stop();
        m_armedFor = -1;
    }
    return true;
}

void TimerWheel::clear()
{
    m_timer.stop();
    m_armedFor = -1;
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].pending) {
            unlink(qint32(i));
            release(qint32(i));
        }
    }
}

void TimerWheel::release(qint32 index)
{
    Node& node = m_nodes[size_t(index)];
    node.pending = false;
    if (++node.generation == 0)
        node.generation = 1;
    --m_pending;
    m_free.push_back(index);
    // Last, since what the job holds may add or cancel timers when it goes.
    const Executor::Job gone = std::exchange(node.job, Executor::Job());
}

void TimerWheel::place(qint32 index)
{
    Node& node = m_nodes[size_t(index)];
    // A job added while its own tick is being looked at waits for the next one. The farthest level holds
    // three days; what is further is looked at then and placed again.
    qint64 due = std::max(tickAfter(node.dueMs), m_tick + 1);
    due = std::min(due, m_tick + (qint64(1) << (kBits * kLevels)) - 1);
    int level = 0;
    while (due - m_tick >= qint64(1) << (kBits * (level + 1)))
        ++level;
    const auto position = quint32(due >> (kBits * level)) & (kSlots - 1);
    Slot& slot = m_slots[size_t(level)][position];
    node.slot = qint16(quint32(level) * kSlots + position);
    node.previous = slot.last;
    node.next = kNone;
    if (slot.last != kNone)
        m_nodes[size_t(slot.last)].next = index;
    else
        slot.first = index;
    slot.last = index;
    m_occupied[size_t(level)] |= quint64(1) << position;
}

void TimerWheel::unlink(qint32 index)
{
    Node& node = m_nodes[size_t(index)];
    if (node.slot == kNone)
        return;
    const auto level = size_t(node.slot) / kSlots;
    const auto position = size_t(node.slot) % kSlots;
    Slot& slot = m_slots[level][position];
    (node.previous != kNone ? m_nodes[size_t(node.previous)].next : slot.first) = node.next;
    (node.next != kNone ? m_nodes[size_t(node.next)].previous : slot.last) = node.previous;
    if (slot.first == kNone)
        m_occupied[level] &= ~(quint64(1) << position);
    node.slot = kNone;
}

// The tick at which a slot has to be looked at: to run what is in it, or to spread it over the level below.
qint64 TimerWheel::nextTick() const
{
    qint64 next = kNever;
    for (int level = 0; level < kLevels; ++level) {
        if (m_occupied[size_t(level)] == 0)
            continue;
        const qint64 current = m_tick >> (kBits * level);
        const auto turned = std::rotr(m_occupied[size_t(level)], int((current + 1) & (kSlots - 1)));
        next = std::min(next, (current + 1 + std::countr_zero(turned)) << (kBits * level));
    }
    return next;
}

template <class F> void TimerWheel::drainSlot(int slot, F each)
{
    Slot& list = m_slots[size_t(slot) / kSlots][size_t(slot) % kSlots];
    qint32 index = std::exchange(list, Slot()).first;
    m_occupied[size_t(slot) / kSlots] &= ~(quint64(1) << (size_t(slot) % kSlots));
    while (index != kNone) {
        const qint32 next = m_nodes[size_t(index)].next;
        m_nodes[size_t(index)].slot = kNone;
        each(index);
        index = next;
    }
}

void TimerWheel::cascade(int level, qint64 tick)
{
    const int slot = int(quint32(level) * kSlots + (quint32(tick >> (kBits * level)) & (kSlots - 1)));
    drainSlot(slot, [this, tick](qint32 index) {
        const Node& node = m_nodes[size_t(index)];
        if (tickAfter(node.dueMs) <= tick)
            m_due.push_back({node.dueMs, node.order, {quint32(index), node.generation}});
        else
            place(index);
    });
}

void TimerWheel::expire(qint64 tick)
{
    m_tick = tick;
    const size_t first = m_due.size();
    for (int level = kLevels - 1; level > 0; --level) {
        if ((tick & ((qint64(1) << (kBits * level)) - 1)) == 0)
            cascade(level, tick);
    }
    cascade(0, tick);
    std::sort(m_due.begin() + qsizetype(first), m_due.end(),
        [](const Due& a, const Due& b) { return std::pair(a.dueMs, a.order) < std::pair(b.dueMs, b.order); });
}

void TimerWheel::runDue()
{
    const qint64 now = m_clock.steadyMs() / kGrainMs;
    for (qint64 tick = nextTick(); tick <= now; tick = nextTick())
        expire(tick);
    m_tick = std::max(m_tick, now);
    // Armed before the jobs run: one of them may run an event loop of its own.
    arm();
    const auto due = std::exchange(m_due, {});
    for (const Due& entry : due) {
        if (!isPending(entry.ticket)) // cancelled by one before it
            continue;
        Executor::Job job = std::move(m_nodes[entry.ticket.index].job);
        release(qint32(entry.ticket.index));
        job();
    }
}

void TimerWheel::arm()
{
    const qint64 tick = nextTick();
    if (tick == kNever || (m_armedFor >= 0 && m_armedFor <= tick))
        return;
    m_armedFor = tick;
    const qint64 wait = std::max<qint64>(0, tick * kGrainMs - m_clock.steadyMs());
    m_timer.start(int(std::min<qint64>(wait, std::numeric_limits<int>::max())), Qt::PreciseTimer, this);
}

void TimerWheel::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    m_timer.stop();
    m_armedFor = -1;
    runDue();
}

WheelTimer::WheelTimer(WheelTimer&& other) noexcept
    : m_wheel(std::exchange(other.m_wheel, nullptr))
    , m_ticket(std::exchange(other.m_ticket, {}))
{
}

WheelTimer& WheelTimer::operator=(WheelTimer&& other) noexcept
{
    if (this != &other) {
        cancel();
        m_wheel = std::exchange(other.m_wheel, nullptr);
        m_ticket = std::exchange(other.m_ticket, {});
    }
    return *this;
}

void WheelTimer::start(TimerWheel& wheel, qint64 delayMs, Executor::Job job)
{
    cancel();
    m_wheel = &wheel;
    m_ticket = wheel.after(delayMs, std::move(job));
}

void WheelTimer::cancel()
{
    if (m_wheel)
        m_wheel->cancel(std::exchange(m_ticket, {}));
}

} // namespace madang::server
