#pragma once

#include "server/presence/livepeers.h"
#include "server/presence/presencefacts.h"
#include "shared/core/executor.h"

#include <functional>
#include <set>
#include <unordered_set>

namespace madang::server {

// Tells the other servers what this one knows by itself: what changes, gathered for a moment, and all of it
// where one asks, in portions, so that a loop with many people is not held up. Facts are told as they are
// then, so a change that falls into a snapshot comes to no harm. On one executor.
class FactExchange {
public:
    struct Source {
        std::function<PersonFact(UserId)> person;
        std::function<bool(RoomId, UserId)> looksHere;
        std::function<std::vector<UserId>()> everybody;
        std::function<std::vector<std::pair<RoomId, UserId>>()> allViews;
    };
    FactExchange(Executor& home, Peers& peers, const LivePeers& live, Source source);
    FactExchange(const FactExchange&) = delete;
    FactExchange& operator=(const FactExchange&) = delete;

    void changed(UserId user);
    void changed(RoomId room, UserId user);
    // Asks a server that has come for what it knows.
    void request(PeerId peer);
    // Some server was asked; this one answers where it is meant.
    void requested(const FactRequest& request);

private:
    using View = std::pair<RoomId, UserId>;
    void flushSoon();
    void flush();
    void snapshotStep();
    void tellPeople(const std::vector<UserId>& people);
    void tellViews(const std::vector<View>& views);

    Executor& m_home;
    Peers& m_peers;
    const LivePeers& m_live;
    const Source m_source;
    std::unordered_set<UserId> m_people; // changed and not told yet
    std::set<View> m_views;
    bool m_flushing = false;
    std::vector<UserId> m_peopleLeft; // of a snapshot
    std::vector<View> m_viewsLeft;
    bool m_snapshot = false;
};

} // namespace madang::server
