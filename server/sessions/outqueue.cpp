#include "server/sessions/outqueue.h"

#include <string>

namespace madang::server {

OutQueue::OutQueue(int maxEvents, int maxBytes)
    : m_maxEvents(maxEvents)
    , m_maxBytes(maxBytes)
{
}

bool OutQueue::push(EventPtr event)
{
    if (event->kind == EventClass::Droppable)
        return true;
    if (event->kind == EventClass::Replaceable) {
        const auto [at, isNew]
            = m_replaceable.try_emplace(event->key.toStdString(), m_popped + m_events.size());
        if (!isNew) {
            EventPtr& waiting = m_events[at->second - m_popped];
            m_bytes += event->frame.size() - waiting->frame.size();
            waiting = std::move(event);
            return m_bytes <= m_maxBytes;
        }
    }
    m_bytes += event->frame.size();
    m_events.push_back(std::move(event));
    return qint64(m_events.size()) <= m_maxEvents && m_bytes <= m_maxBytes;
}

EventPtr OutQueue::pop()
{
    EventPtr event = std::move(m_events.front());
    m_events.pop_front();
    ++m_popped;
    m_bytes -= event->frame.size();
    if (event->kind == EventClass::Replaceable)
        m_replaceable.erase(event->key.toStdString());
    return event;
}

} // namespace madang::server
