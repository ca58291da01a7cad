#include "tests/bench/epollloop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace madang::bench {

namespace {

constexpr int batch = 256;
constexpr int watchersBetween = 8;

std::int64_t read(clockid_t clock) noexcept
{
    timespec now{};
    clock_gettime(clock, &now);
    return std::int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace

std::int64_t steadyNs() noexcept
{
    return read(CLOCK_MONOTONIC);
}
std::int64_t wallMs() noexcept
{
    return read(CLOCK_REALTIME) / 1'000'000;
}
std::int64_t threadCpuNs() noexcept
{
    return read(CLOCK_THREAD_CPUTIME_ID);
}

EpollLoop::EpollLoop()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    // The kernel may wake a sleeper 50 µs late to save power; a schedule of thousands a second needs it now.
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
}

EpollLoop::~EpollLoop()
{
    close(m_epoll);
}

void EpollLoop::add(int descriptor, std::uint32_t events, Watcher& watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watcher;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void EpollLoop::change(int descriptor, std::uint32_t events, Watcher& watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watcher;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void EpollLoop::remove(int descriptor)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

void EpollLoop::turn(std::int64_t until, const std::function<void()>& between)
{
    between();
    std::array<epoll_event, batch> events;
    const std::int64_t wait = std::max<std::int64_t>(0, until - steadyNs());
    const timespec timeout{wait / 1'000'000'000, wait % 1'000'000'000};
    const int count = epoll_pwait2(m_epoll, events.data(), batch, &timeout, nullptr);
    if (count <= 0) {
        m_busySince = 0;
        return;
    }
    if (m_busySince == 0)
        m_busySince = steadyNs();
    for (int i = 0; i < count; ++i) {
        static_cast<Watcher*>(events[std::size_t(i)].data.ptr)->ready(events[std::size_t(i)].events);
        if ((i + 1) % watchersBetween == 0)
            between();
    }
    between();
    m_lag.record(steadyNs() - m_busySince);
    // A batch that is not full held everything that was ready.
    if (count < batch)
        m_busySince = 0;
}

} // namespace madang::bench
