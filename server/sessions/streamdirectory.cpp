#include "server/sessions/streamdirectory.h"

namespace madang::server {

void StreamDirectory::put(StreamId stream, int loop)
{
    const std::scoped_lock lock(m_mutex);
    m_loops[stream] = loop;
}

void StreamDirectory::remove(StreamId stream)
{
    const std::scoped_lock lock(m_mutex);
    m_loops.erase(stream);
}

std::optional<int> StreamDirectory::find(StreamId stream) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_loops.find(stream);
    return found == m_loops.end() ? std::nullopt : std::optional<int>(found->second);
}

} // namespace madang::server
