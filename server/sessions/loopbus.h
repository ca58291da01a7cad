#pragma once

#include "server/domain/bus.h"

#include <atomic>
#include <vector>

namespace madang::server {

class SessionLoop;

// The bus of one process: a post to the mailbox of each loop. Any thread.
class LoopBus final : public Bus {
public:
    // Before the first event.
    void setLoops(std::vector<SessionLoop*> loops);
    void publish(Event event) override;

private:
    std::vector<SessionLoop*> m_loops;
    std::atomic<quint64> m_nextId{1};
};

} // namespace madang::server
