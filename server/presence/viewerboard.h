#pragma once

#include "server/presence/livepeers.h"
#include "server/presence/presencefacts.h"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace madang::server {

// Who looks at which room: counted by this server's connections, and as the other servers say of theirs.
// Nothing but the bookkeeping; on one thread.
class ViewerBoard {
public:
    // True: the person was not looking by this server before, or is not any more.
    bool enter(RoomId room, UserId user);
    bool exit(RoomId room, UserId user);
    // True: who looks at the room is another than before.
    bool heard(PeerEpoch epoch, const ViewFact& fact);
    // Forgets what a server said; gives the rooms that it concerned.
    std::vector<RoomId> forget(PeerEpoch epoch);

    [[nodiscard]] bool looksHere(RoomId room, UserId user) const;
    // By connections of this server; no order.
    [[nodiscard]] std::vector<UserId> here(RoomId room) const;
    // On all servers; no order.
    [[nodiscard]] std::vector<UserId> everywhere(RoomId room) const;
    [[nodiscard]] std::vector<RoomId> roomsOf(UserId user) const;
    // What this server says.
    [[nodiscard]] std::vector<std::pair<RoomId, UserId>> allHere() const;

private:
    struct Room {
        std::unordered_map<UserId, int> here; // own connections
        std::unordered_map<PeerEpoch, std::unordered_set<UserId>> elsewhere;
        std::unordered_map<UserId, int> servers; // how many of them a person looks by
    };
    using Rooms = std::unordered_map<RoomId, Room>;
    void add(RoomId id, Room& room, UserId user);
    void remove(Rooms::iterator room, UserId user);

    Rooms m_rooms;
    std::unordered_map<UserId, std::vector<RoomId>> m_roomsOf;
};

} // namespace madang::server
