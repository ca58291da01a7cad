#include "server/sessions/stream.h"

#include <algorithm>

namespace madang::server {

Stream::Stream(StreamId id, UserId user, SessionId session, int keep)
    : m_id(id)
    , m_user(user)
    , m_session(session)
    , m_keep(keep)
{
}

void Stream::record(EventPtr event)
{
    if (qint64(m_recent.size()) < m_keep) {
        m_recent.push_back(event->id);
    } else {
        m_recent[m_oldest] = event->id;
        m_oldest = (m_oldest + 1) % m_recent.size();
    }
    m_kept.push_back(std::move(event));
    if (qint64(m_kept.size()) > m_keep) {
        m_kept.pop_front();
        ++m_firstKept;
    }
}

bool Stream::acknowledge(qint64 received)
{
    if (received < 0 || received > count())
        return false;
    m_acknowledged = std::max(m_acknowledged, received);
    while (m_firstKept < received && !m_kept.empty()) {
        m_kept.pop_front();
        ++m_firstKept;
    }
    return true;
}

std::optional<std::vector<EventPtr>> Stream::after(qint64 received) const
{
    if (received < m_firstKept || received > count())
        return std::nullopt;
    return std::vector<EventPtr>(m_kept.begin() + (received - m_firstKept), m_kept.end());
}

bool Stream::has(quint64 eventId) const
{
    return std::find(m_recent.begin(), m_recent.end(), eventId) != m_recent.end();
}

} // namespace madang::server
