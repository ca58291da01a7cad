#pragma once

#include "tests/bench/histogram.h"

#include <cstdint>
#include <functional>

namespace madang::bench {

// ns of the steady clock: the one clock of everything that is measured.
[[nodiscard]] std::int64_t steadyNs() noexcept;
// Wall clock, ms since 1970.
[[nodiscard]] std::int64_t wallMs() noexcept;
// CPU time that the calling thread has used, ns.
[[nodiscard]] std::int64_t threadCpuNs() noexcept;

// A bare level-triggered epoll loop. One thread. Watchers outlive the loop's turns.
class EpollLoop {
public:
    class Watcher {
    public:
        virtual ~Watcher() = default;
        virtual void ready(std::uint32_t events) = 0;
    };

    EpollLoop();
    ~EpollLoop();
    EpollLoop(const EpollLoop&) = delete;
    EpollLoop& operator=(const EpollLoop&) = delete;

    void add(int descriptor, std::uint32_t events, Watcher& watcher);
    void change(int descriptor, std::uint32_t events, Watcher& watcher);
    void remove(int descriptor);

    // Waits until something is ready, at most until `until` (steady ns), and serves it. `between` is called
    // before, after, and every few watchers, so that a schedule is kept while a thousand sockets are ready.
    void turn(std::int64_t until, const std::function<void()>& between);

    // How long a ready socket may have waited for this loop: the length of the stretches in which it never
    // caught up with what was ready. This is the generator's own share of a measured latency.
    [[nodiscard]] Histogram& lag() noexcept { return m_lag; }

private:
    int m_epoll = -1;
    std::int64_t m_busySince = 0; // 0: caught up at the last turn
    Histogram m_lag;
};

} // namespace madang::bench
