#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace madang::server {

// Cuts connections to a server that has been silent for too long in the middle of a statement. Its own
// timeouts end what is slow; this is for one that stands still, or a machine that does, while its kernel
// still answers: nothing else would ever wake the thread that waits for it.
class Watchdog {
public:
    using Clock = std::chrono::steady_clock;

    // A connection's place, from its opening to just before its closing. On the connection's thread.
    class Watched {
    public:
        Watched(Watchdog& watchdog, int socket, std::chrono::milliseconds allowed);
        ~Watched();
        Watched(const Watched&) = delete;
        Watched& operator=(const Watched&) = delete;
        void begin() noexcept { m_due.store((Clock::now() + m_allowed).time_since_epoch().count()); }
        void end() noexcept { m_due.store(0); }

    private:
        friend class Watchdog;
        Watchdog& m_watchdog;
        const int m_socket;
        const std::chrono::milliseconds m_allowed;
        std::atomic<Clock::rep> m_due{0}; // 0: nothing is waited for
    };

    Watchdog();
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

private:
    void serve();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Watched*> m_watched;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace madang::server
