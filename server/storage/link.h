#pragma once

#include "server/storage/database.h"

#include <chrono>
#include <functional>
#include <memory>

namespace madang::server {

// A database thread's connection, opened again whenever it was lost. Stays on that thread. Says in the log
// what changed, once each time.
class Link {
public:
    using Clock = std::chrono::steady_clock;
    // Waits until then; false as soon as there is no point in waiting, since the thread is to end.
    using Pause = std::function<bool(Clock::time_point)>;
    // What to do when another server has taken the database meanwhile; the message is a line for a person.
    using Taken = std::function<void(const QString&)>;

    // How long work waits for a lost database before it is refused.
    static constexpr std::chrono::milliseconds patience{3'000};

    // `what` is the thread's name in the log.
    Link(const Database& database, ConnectionRole role, const char* what, std::unique_ptr<Connection> first);
    ~Link();
    void onTaken(Taken taken) { m_taken = std::move(taken); }

    [[nodiscard]] bool isUp() const noexcept { return m_connection != nullptr; }
    // Where isUp().
    [[nodiscard]] Connection& connection() const noexcept { return *m_connection; }
    // Whether work has waited long enough for a lost database.
    [[nodiscard]] bool isPatienceOver() const { return !isUp() && Clock::now() >= m_downSince + patience; }
    [[nodiscard]] Clock::time_point nextTry() const noexcept { return m_nextTry; }

    // Lets go of a connection that was lost; otherwise does nothing.
    void dropIfLost();
    // Opens it again where its time has come. Takes no longer than the connection's own timeout.
    void tryNow();
    // Opens it again, with pauses, until the patience is over: whether it is up.
    bool wait(const Pause& pause);
    // Asks the database whether it is there, where that can change.
    void probe();
    [[nodiscard]] bool isRemote() const { return m_database.address().postgres.has_value(); }

private:
    const Database& m_database;
    const ConnectionRole m_role;
    const char* const m_what;
    std::unique_ptr<Connection> m_connection;
    Taken m_taken;
    bool m_toldTaken = false;
    Clock::time_point m_downSince;
    Clock::time_point m_nextTry;
    std::chrono::milliseconds m_backoff{0};
};

} // namespace madang::server
