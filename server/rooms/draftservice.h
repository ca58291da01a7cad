#pragma once

#include "server/domain/draftrepository.h"
#include "server/rooms/roomservice.h"

namespace madang::server {

// What people have begun to write, on all of their devices. From any thread; tasks answer on the caller's.
// Errors as in docs/PROTOCOL.md.
class DraftService {
public:
    // Everything that is given outlives this.
    DraftService(
        RoomService& rooms, DraftRepository& drafts, Bus& bus, const Clock& clock, const Limits& limits)
        : m_rooms(rooms)
        , m_drafts(drafts)
        , m_bus(bus)
        , m_clock(clock)
        , m_limits(limits)
    {
    }
    // `by`: the stream of the connection that changes it, which is not told.
    QCoro::Task<Result<Draft>> set(
        UserId user, StreamId by, RoomId room, QString text, std::optional<qint64> replyTo);
    QCoro::Task<Result<DraftPage>> list(UserId user, QString after, int limit);

private:
    RoomService& m_rooms;
    DraftRepository& m_drafts;
    Bus& m_bus;
    const Clock& m_clock;
    const Limits m_limits;
};

} // namespace madang::server
