#pragma once

#include "server/domain/peers.h"

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace madang::server {

// The time between a server's coming and its going, as one server sees it; a server that comes back begins
// another one. What was said in one that is over does not count, from the moment in which it is over and
// whether or not it has been cleared away.
using PeerEpoch = quint32;

class LivePeers {
public:
    PeerEpoch begin(PeerId peer)
    {
        end(peer);
        m_live.insert(++m_last);
        m_epochs[peer] = m_last;
        return m_last;
    }
    std::optional<PeerEpoch> end(PeerId peer)
    {
        const auto found = m_epochs.find(peer);
        if (found == m_epochs.end())
            return std::nullopt;
        const PeerEpoch over = found->second;
        m_live.erase(over);
        m_epochs.erase(found);
        return over;
    }
    // Nothing while the server is not there.
    [[nodiscard]] std::optional<PeerEpoch> of(PeerId peer) const
    {
        const auto found = m_epochs.find(peer);
        return found == m_epochs.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] bool isLive(PeerEpoch epoch) const { return m_live.contains(epoch); }
    [[nodiscard]] bool empty() const noexcept { return m_live.empty(); }

private:
    PeerEpoch m_last = 0;
    std::unordered_map<PeerId, PeerEpoch> m_epochs;
    std::unordered_set<PeerEpoch> m_live;
};

} // namespace madang::server
