#pragma once

#include "server/domain/event.h"

#include <deque>
#include <unordered_map>

namespace madang::server {

// What waits for a slow socket, bounded (docs/ARCHITECTURE.md "Fan-out"). Durable events are kept in order up
// to the bound; of replaceable ones of one key only the latest is kept, at the place of the first; droppable
// ones are not kept at all.
class OutQueue {
public:
    OutQueue(int maxEvents, int maxBytes);
    // False: the bound is passed and the client has to be cut off.
    [[nodiscard]] bool push(EventPtr event);
    [[nodiscard]] bool empty() const noexcept { return m_events.empty(); }
    [[nodiscard]] size_t size() const noexcept { return m_events.size(); }
    // The oldest; only when not empty.
    [[nodiscard]] EventPtr pop();

private:
    int m_maxEvents;
    int m_maxBytes;
    qint64 m_bytes = 0;
    quint64 m_popped = 0; // how many were taken: the position of m_events.front()
    std::deque<EventPtr> m_events;
    std::unordered_map<std::string, quint64> m_replaceable; // key → position
};

} // namespace madang::server
