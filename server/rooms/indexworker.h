#pragma once

#include "server/domain/messagesearch.h"
#include "shared/core/clock.h"
#include "shared/core/executor.h"

#include <atomic>
#include <memory>

namespace madang::server {

// Indexes what was said, room by room in small parts with pauses between them, so that chat goes on beside
// it; also what was there before there was an index. Of several servers one does so at a time. On the
// executor's thread, where it is also made and destroyed.
class IndexWorker {
public:
    struct Settings {
        qint64 periodMs = 500; // between two looks at all rooms; more where a look takes long
        int part = 512; // changes that are indexed together
        int rooms = 500; // that are looked at together
        int pause = 5; // times as long as a part took it rests after it
        qint64 leaseMs = 30'000;
    };
    // Since the start; from any thread.
    struct Counters {
        std::atomic<quint64> changes = 0; // indexed: new messages, edits, deletions
        std::atomic<quint64> parts = 0; // transactions that wrote some
        std::atomic<quint64> failures = 0;
        std::atomic<qint64> waiting = 0; // changes that the last look found not indexed
        std::atomic<bool> leased = false; // this server does it
    };

    // Everything that is given outlives this.
    IndexWorker(Executor& executor, MessageIndex& index, const Clock& clock, Settings settings);
    // Begins nothing more. What is under way ends by itself.
    ~IndexWorker();
    IndexWorker(const IndexWorker&) = delete;
    IndexWorker& operator=(const IndexWorker&) = delete;

    void start();
    [[nodiscard]] const Counters& counters() const noexcept;

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace madang::server
