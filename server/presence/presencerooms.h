#pragma once

#include "server/rooms/roomservice.h"

#include <QCoroFuture>

namespace madang::server {

// Rooms, as far as presence asks of them.
class PresenceRooms {
public:
    virtual ~PresenceRooms() = default;
    // As RoomService::roster(), on the caller's thread.
    virtual QCoro::Task<Result<Roster>> roster(RoomId room, std::vector<UserId> among, int most) = 0;
    // As RoomService::tellMembers().
    virtual void tellMembers(RoomId room, UserId about, Event event) = 0;
};

class RoomServiceRooms final : public PresenceRooms {
public:
    explicit RoomServiceRooms(RoomService& rooms)
        : m_rooms(rooms)
    {
    }
    QCoro::Task<Result<Roster>> roster(RoomId room, std::vector<UserId> among, int most) override
    {
        co_return co_await m_rooms.roster(room, std::move(among), most);
    }
    void tellMembers(RoomId room, UserId about, Event event) override
    {
        m_rooms.tellMembers(room, about, std::move(event));
    }

private:
    RoomService& m_rooms;
};

} // namespace madang::server
