#pragma once

#include "server/presence/viewerboard.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace madang::server {

// Who of this server's people hears how somebody is: the one place where that is decided. At present those
// who look at a room in which the person is, where the room is small enough to be watched (friends join
// here). On one thread.
class Audience {
public:
    explicit Audience(const ViewerBoard& viewers)
        : m_viewers(viewers)
    {
    }
    // The room is looked at here, and these are all who are in it; none: it is not, or is too large.
    void watch(RoomId room, std::vector<UserId> members);
    void unwatch(RoomId room) { watch(room, {}); }

    // Without the person; everybody once, by a room that they look at.
    [[nodiscard]] std::vector<std::pair<RoomId, std::vector<UserId>>> of(UserId user) const;

private:
    const ViewerBoard& m_viewers;
    std::unordered_map<RoomId, std::vector<UserId>> m_members;
    std::unordered_map<UserId, std::vector<RoomId>> m_rooms;
};

} // namespace madang::server
