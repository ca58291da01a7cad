#include "server/storage/watchdog.h"

#include "server/storage/logging.h"

#include <algorithm>

#ifndef Q_OS_WIN
#include <sys/socket.h>
#else
#include <winsock2.h>
#endif

namespace madang::server {

namespace {

constexpr std::chrono::milliseconds period{250};

void cut(int socket)
{
#ifdef Q_OS_WIN
    ::shutdown(SOCKET(socket), SD_BOTH);
#else
    ::shutdown(socket, SHUT_RDWR);
#endif
}

} // namespace

Watchdog::Watched::Watched(Watchdog& watchdog, int socket, std::chrono::milliseconds allowed)
    : m_watchdog(watchdog)
    , m_socket(socket)
    , m_allowed(allowed)
{
    const std::lock_guard lock(m_watchdog.m_mutex);
    m_watchdog.m_watched.push_back(this);
}

// Under the lock: the descriptor's number may be another's a moment later.
Watchdog::Watched::~Watched()
{
    const std::lock_guard lock(m_watchdog.m_mutex);
    std::erase(m_watchdog.m_watched, this);
}

Watchdog::Watchdog()
    : m_thread([this] { serve(); })
{
}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Watchdog::serve()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, period, [this] { return m_ending; })) {
        const Clock::rep now = Clock::now().time_since_epoch().count();
        for (Watched* watched : m_watched) {
            const Clock::rep due = watched->m_due.load();
            if (due != 0 && due <= now) {
                watched->m_due.store(0);
                qCWarning(lcStorage, "the database stands still: a connection that waited for it is cut");
                cut(watched->m_socket);
            }
        }
    }
}

} // namespace madang::server
