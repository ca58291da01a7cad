#pragma once

#include "server/domain/roomrepository.h"
#include "server/rooms/changeorder.h"

#include <unordered_map>

namespace madang::server {

// One room while it is in use: who is in it and how far it is. It lives on one loop, and every decision about
// the room is made from it there, one after the other.
class RoomActor {
public:
    // `told`: how far the room was told to its people here, which is not past the state's head.
    RoomActor(RoomState state, Head told);
    // Becomes what was read anew.
    void reset(RoomState state);
    // The same, where what was known may never have been: head and order begin with it.
    void startOver(RoomState state);

    [[nodiscard]] const Room& room() const noexcept { return m_room; }
    [[nodiscard]] Head head() const noexcept { return m_head; }
    [[nodiscard]] qint64 membership() const noexcept { return m_membership; }
    [[nodiscard]] const Member* member(UserId user) const;
    [[nodiscard]] int memberCount() const noexcept { return int(m_members.size()); }
    // Everybody, or everybody but one.
    [[nodiscard]] std::vector<UserId> audience(UserId except = {}) const;
    // Whether the person may delete what others wrote.
    [[nodiscard]] bool moderates(UserId user) const;
    // Whether the person may pin messages.
    [[nodiscard]] bool pins(UserId user) const;

    void advance(Head head) noexcept;
    void setRead(UserId user, qint64 seq);
    void setRole(UserId user, Role role);
    void remove(UserId user);

    ChangeOrder order;
    bool filling = false; // a hole is being filled

    // Kept by the shard, for eviction.
    qint64 usedAtMs = 0;
    int inFlight = 0;

private:
    Room m_room;
    Head m_head;
    qint64 m_membership = 0;
    std::unordered_map<UserId, Member> m_members;
};

} // namespace madang::server
