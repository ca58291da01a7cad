#pragma once

#include "server/sessions/stream.h"

#include <memory>
#include <unordered_map>

namespace madang::server {

// The streams of one loop by person and by session: who hears an event, and whom a revocation ends.
class StreamRegistry {
public:
    void add(std::unique_ptr<Stream> stream);
    // Null where there is none of this id.
    [[nodiscard]] Stream* find(StreamId id) const;
    std::unique_ptr<Stream> take(StreamId id);
    // Copies, since what is done with them may remove some.
    [[nodiscard]] std::vector<Stream*> ofSession(SessionId session) const;
    [[nodiscard]] std::vector<Stream*> all() const;
    [[nodiscard]] size_t size() const noexcept { return m_streams.size(); }
    [[nodiscard]] size_t people() const noexcept { return m_byUser.size(); }

    template <class F> void forEachOf(UserId user, F&& f) const
    {
        const auto found = m_byUser.find(user);
        if (found == m_byUser.end())
            return;
        for (Stream* stream : found->second)
            f(*stream);
    }

private:
    std::unordered_map<StreamId, std::unique_ptr<Stream>> m_streams;
    std::unordered_map<UserId, std::vector<Stream*>> m_byUser;
    std::unordered_map<SessionId, std::vector<Stream*>> m_bySession;
};

} // namespace madang::server
