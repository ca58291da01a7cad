#pragma once

#include "server/domain/messageexpiry.h"
#include "shared/core/clock.h"
#include "shared/core/executor.h"

#include <atomic>
#include <functional>
#include <memory>

namespace madang::server {

// Deletes old messages by the rules of the server and of rooms, in small parts with pauses between them, so
// that chat goes on beside it. Of several servers one does so at a time. On the executor's thread, where it
// is also made and destroyed.
class ExpiryWorker {
public:
    // The messages of the room below that seq are about to go from the database: whoever else holds some of
    // them, a window of recent ones, lets go of them now.
    using Forget = std::function<QCoro::Task<Result<void>>(RoomId room, qint64 below)>;

    struct Settings {
        qint64 keepMs = 0; // the server's rule; 0: messages are kept for ever
        qint64 periodMs = 0; // between two runs; 0: by the rule, see periodOf()
        int part = 500; // messages of one transaction
        int rooms = 500; // that are looked at together
        qint64 pauseMs = 20; // between two transactions or looks
        qint64 leaseMs = 30'000;
    };
    // Since the start; from any thread.
    struct Counters {
        std::atomic<quint64> runs = 0; // that had the lease
        std::atomic<quint64> messages = 0; // deleted
        std::atomic<quint64> parts = 0; // transactions that deleted some
        std::atomic<quint64> failures = 0;
        std::atomic<qint64> lastRunAt = 0; // ms since 1970; 0: none yet
        std::atomic<bool> leased = false; // this server does it
    };

    // Everything that is given outlives this. `forget` may be empty.
    ExpiryWorker(
        Executor& executor, MessageExpiry& expiry, Forget forget, const Clock& clock, Settings settings);
    // Begins nothing more. What is under way ends by itself.
    ~ExpiryWorker();
    ExpiryWorker(const ExpiryWorker&) = delete;
    ExpiryWorker& operator=(const ExpiryWorker&) = delete;

    void start();
    [[nodiscard]] const Counters& counters() const noexcept;

    // How often the rooms are looked at: a twentieth of the time that messages stay, between a second and a
    // minute.
    [[nodiscard]] static qint64 periodOf(qint64 keepMs) noexcept;

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace madang::server
