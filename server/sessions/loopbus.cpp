#include "server/sessions/loopbus.h"

#include "server/sessions/sessionloop.h"

namespace madang::server {

void LoopBus::setLoops(std::vector<SessionLoop*> loops)
{
    m_loops = std::move(loops);
}

void LoopBus::publish(Event event)
{
    event.id = m_nextId.fetch_add(1, std::memory_order_relaxed);
    const auto shared = std::make_shared<const Event>(std::move(event));
    for (SessionLoop* loop : m_loops)
        loop->executor().post([loop, shared] { loop->deliver(shared); });
}

} // namespace madang::server
