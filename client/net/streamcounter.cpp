#include "client/net/streamcounter.h"

namespace madang::client {

void StreamCounter::begin(StreamId id, qint64 received)
{
    m_id = id;
    m_received = received;
    m_acked = received;
}

void StreamCounter::forget()
{
    m_id = {};
    m_received = 0;
    m_acked = 0;
}

std::optional<StreamCounter::Point> StreamCounter::point() const
{
    if (m_id.isNull())
        return std::nullopt;
    return Point{m_id, m_received};
}

} // namespace madang::client
