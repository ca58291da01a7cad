#pragma once

#include "server/presence/presencerooms.h"
#include "server/presence/viewerboard.h"
#include "shared/core/clock.h"

#include <functional>

namespace madang::server {

// Who looks at a room, as it is shown.
struct RoomViewers {
    std::vector<UserId> users; // the first by id, no more than are listed
    int count = 0; // of all
    bool operator==(const RoomViewers&) const = default;
};

// Tells this server's viewers of a room who looks at it with them. However many come and go at once, it is
// told a few times a second, and less often the more there are to tell. On one executor.
class ViewerNews {
public:
    ViewerNews(Executor& home, const Clock& clock, PresenceRooms& rooms, const ViewerBoard& board,
        std::function<bool(UserId)> isInvisible, int listed);
    ViewerNews(const ViewerNews&) = delete;
    ViewerNews& operator=(const ViewerNews&) = delete;

    // Without those who do not want to be seen.
    [[nodiscard]] RoomViewers viewers(RoomId room) const;
    // Somebody came, went, or is seen no more.
    void changed(RoomId room);
    // Somebody of this server came, and has to be told even where nothing is to be seen of it.
    void entered(RoomId room, UserId user);

private:
    struct News {
        RoomViewers told;
        std::vector<UserId> newcomers;
        qint64 toldAt = 0; // steady ms
        bool waiting = false;
    };
    void tell(RoomId room);

    Executor& m_home;
    const Clock& m_clock;
    PresenceRooms& m_rooms;
    const ViewerBoard& m_board;
    const std::function<bool(UserId)> m_isInvisible;
    const int m_listed;
    std::unordered_map<RoomId, News> m_news; // of rooms that are looked at here
};

} // namespace madang::server
