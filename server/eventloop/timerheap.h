#pragma once

#include <QtCore/QList>
#include <QtCore/Qt>
#include <chrono>
#include <optional>
#include <unordered_map>
#include <vector>

class QObject;

namespace madang::server {

// The QObject timers of one thread, ordered by the moment in which they are due. Knows no clock: every time
// is given to it, counted from any fixed point. One thread.
//
// Precise timers are due exactly; coarse ones up to 5 % later (never earlier), so that neighbours share a
// wake-up; very coarse ones at the nearest full second. None of them drifts: lateness is not carried into the
// next period.
class TimerHeap {
public:
    using Time = std::chrono::nanoseconds;

    struct Timer {
        int id = 0;
        Time interval{};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject* object = nullptr;
        Time ideal{}; // when it would be due if it were precise
        Time due{};
        quint64 order = 0; // of (re)insertion; equal times fire in this order
        quint64 serial = 0; // of registration: an id may be given back and used again
        size_t place = kNone; // in m_heap; kNone while its event is being delivered

        static constexpr size_t kNone = size_t(-1);
    };
    struct Firing {
        int id;
        quint64 serial;
        QObject* object;
    };

    void add(int id, Time interval, Qt::TimerType type, QObject* object, Time now);
    // False if there is none.
    bool remove(int id);
    bool removeAll(QObject* object);
    void clear();

    [[nodiscard]] const Timer* find(int id) const;
    [[nodiscard]] QList<const Timer*> timersOf(QObject* object) const;
    [[nodiscard]] std::optional<Time> nextDue() const;
    [[nodiscard]] size_t size() const noexcept { return m_timers.size(); }

    // A pass fires what was in the heap when it began: a timer that is added or comes round during the pass
    // waits for the next one, so that timers of interval 0 do not keep sockets from being served.
    [[nodiscard]] quint64 beginPass() const noexcept { return m_nextOrder; }
    // Takes the first timer due in this pass out of the heap. Until finish() it cannot fire again, also not
    // in a nested event loop: Qt promises that a timer event does not recur inside its own handler.
    [[nodiscard]] std::optional<Firing> takeDue(Time now, quint64 pass);
    // Puts it back for its next period, unless it was removed meanwhile.
    void finish(const Firing& firing);

private:
    void insert(Timer& timer);
    void takeOut(Timer& timer);
    void forget(QObject* object, int id);
    void siftUp(size_t place);
    void siftDown(size_t place);
    void put(size_t place, Timer* timer);
    [[nodiscard]] static bool before(const Timer& a, const Timer& b) noexcept;
    static void round(Timer& timer);

    std::unordered_map<int, Timer> m_timers; // nodes stay where they are, so that the heap may point to them
    std::unordered_multimap<QObject*, int> m_byObject;
    std::vector<Timer*> m_heap;
    quint64 m_nextOrder = 1;
    quint64 m_nextSerial = 1;
};

} // namespace madang::server
