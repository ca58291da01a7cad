#include "server/eventloop/timerheap.h"

#include <algorithm>

namespace madang::server {

using namespace std::chrono_literals;

namespace {
TimerHeap::Time roundedUp(TimerHeap::Time time, TimerHeap::Time step)
{
    const auto rest = time % step;
    return rest == 0ns ? time : time - rest + step;
}
} // namespace

void TimerHeap::round(Timer& timer)
{
    if (timer.type == Qt::VeryCoarseTimer) {
        timer.due = roundedUp(timer.ideal - 500ms, 1s);
        return;
    }
    timer.due = timer.ideal;
    if (timer.type == Qt::CoarseTimer) {
        // The largest power of two that is within 5 %: coarse timers of different intervals then meet.
        auto step = 1ms;
        while (step * 2 <= timer.interval / 20)
            step *= 2;
        if (step > 1ms)
            timer.due = roundedUp(timer.ideal, step);
    }
}

void TimerHeap::add(int id, Time interval, Qt::TimerType type, QObject* object, Time now)
{
    remove(id);
    Timer& timer = m_timers[id];
    timer.id = id;
    timer.interval = interval;
    timer.type = type;
    timer.object = object;
    timer.serial = m_nextSerial++;
    if (type == Qt::VeryCoarseTimer)
        interval = std::max<Time>(1s, (interval + 500ms) / 1s * 1s);
    timer.ideal = now + interval;
    round(timer);
    insert(timer);
    m_byObject.emplace(object, id);
}

bool TimerHeap::remove(int id)
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return false;
    forget(it->second.object, id);
    takeOut(it->second);
    m_timers.erase(it);
    return true;
}

bool TimerHeap::removeAll(QObject* object)
{
    const auto [first, last] = m_byObject.equal_range(object);
    if (first == last)
        return false;
    for (auto it = first; it != last; ++it) {
        const auto timer = m_timers.find(it->second);
        takeOut(timer->second);
        m_timers.erase(timer);
    }
    m_byObject.erase(first, last);
    return true;
}

void TimerHeap::clear()
{
    m_heap.clear();
    m_byObject.clear();
    m_timers.clear();
}

const TimerHeap::Timer* TimerHeap::find(int id) const
{
    const auto it = m_timers.find(id);
    return it == m_timers.end() ? nullptr : &it->second;
}

QList<const TimerHeap::Timer*> TimerHeap::timersOf(QObject* object) const
{
    QList<const Timer*> timers;
    const auto [first, last] = m_byObject.equal_range(object);
    for (auto it = first; it != last; ++it)
        timers.append(find(it->second));
    return timers;
}

std::optional<TimerHeap::Time> TimerHeap::nextDue() const
{
    return m_heap.empty() ? std::nullopt : std::optional<Time>(m_heap.front()->due);
}

std::optional<TimerHeap::Firing> TimerHeap::takeDue(Time now, quint64 pass)
{
    // What came in during the pass is due at `now` at the earliest and stands behind its elders,
    // so nothing older waits behind the first newcomer.
    if (m_heap.empty() || m_heap.front()->due > now || m_heap.front()->order >= pass)
        return std::nullopt;
    Timer& timer = *m_heap.front();
    takeOut(timer);
    Time period = timer.interval;
    if (timer.type == Qt::VeryCoarseTimer)
        period = std::max<Time>(1s, (period + 500ms) / 1s * 1s);
    timer.ideal += period;
    if (timer.ideal < now) // periods that were slept through are dropped, not made up for
        timer.ideal = now + period;
    round(timer);
    return Firing{timer.id, timer.serial, timer.object};
}

void TimerHeap::finish(const Firing& firing)
{
    const auto it = m_timers.find(firing.id);
    if (it == m_timers.end() || it->second.serial != firing.serial)
        return;
    insert(it->second);
}

void TimerHeap::insert(Timer& timer)
{
    timer.order = m_nextOrder++;
    m_heap.push_back(nullptr);
    put(m_heap.size() - 1, &timer);
    siftUp(m_heap.size() - 1);
}

void TimerHeap::takeOut(Timer& timer)
{
    const size_t place = timer.place;
    if (place == Timer::kNone)
        return;
    timer.place = Timer::kNone;
    Timer* const last = m_heap.back();
    m_heap.pop_back();
    if (last == &timer)
        return;
    put(place, last);
    siftUp(place);
    siftDown(last->place);
}

void TimerHeap::forget(QObject* object, int id)
{
    const auto [first, last] = m_byObject.equal_range(object);
    const auto it = std::find_if(first, last, [id](const auto& entry) { return entry.second == id; });
    if (it != last)
        m_byObject.erase(it);
}

bool TimerHeap::before(const Timer& a, const Timer& b) noexcept
{
    return a.due != b.due ? a.due < b.due : a.order < b.order;
}

void TimerHeap::put(size_t place, Timer* timer)
{
    m_heap[place] = timer;
    timer->place = place;
}

void TimerHeap::siftUp(size_t place)
{
    Timer* const timer = m_heap[place];
    while (place > 0) {
        const size_t parent = (place - 1) / 2;
        if (!before(*timer, *m_heap[parent]))
            break;
        put(place, m_heap[parent]);
        place = parent;
    }
    put(place, timer);
}

void TimerHeap::siftDown(size_t place)
{
    Timer* const timer = m_heap[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && before(*m_heap[child + 1], *m_heap[child]))
            ++child;
        if (!before(*m_heap[child], *timer))
            break;
        put(place, m_heap[child]);
        place = child;
    }
    put(place, timer);
}

} // namespace madang::server
