#include "server/sessions/streamregistry.h"

#include <algorithm>

namespace madang::server {

namespace {

template <class Key> void drop(std::unordered_map<Key, std::vector<Stream*>>& index, Key key, Stream* stream)
{
    const auto found = index.find(key);
    std::erase(found->second, stream);
    if (found->second.empty())
        index.erase(found);
}

} // namespace

void StreamRegistry::add(std::unique_ptr<Stream> stream)
{
    Stream* added = stream.get();
    m_byUser[added->user()].push_back(added);
    m_bySession[added->session()].push_back(added);
    m_streams.emplace(added->id(), std::move(stream));
}

Stream* StreamRegistry::find(StreamId id) const
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() ? nullptr : found->second.get();
}

std::unique_ptr<Stream> StreamRegistry::take(StreamId id)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return nullptr;
    auto stream = std::move(found->second);
    m_streams.erase(found);
    drop(m_byUser, stream->user(), stream.get());
    drop(m_bySession, stream->session(), stream.get());
    return stream;
}

std::vector<Stream*> StreamRegistry::ofSession(SessionId session) const
{
    const auto found = m_bySession.find(session);
    return found == m_bySession.end() ? std::vector<Stream*>() : found->second;
}

std::vector<Stream*> StreamRegistry::all() const
{
    std::vector<Stream*> streams;
    streams.reserve(m_streams.size());
    for (const auto& [id, stream] : m_streams)
        streams.push_back(stream.get());
    return streams;
}

} // namespace madang::server
