#pragma once

#include "server/domain/roomrepository.h"

#include <unordered_map>

namespace madang::server {

// One room while it is in use: who is in it and how far it is. It lives on one loop, and every decision about
// the room is made from it there, one after the other.
class RoomActor {
public:
    explicit RoomActor(RoomState state);

    [[nodiscard]] const Room& room() const noexcept { return m_room; }
    [[nodiscard]] Head head() const noexcept { return m_head; }
    [[nodiscard]] const Member* member(UserId user) const;
    [[nodiscard]] int memberCount() const noexcept { return int(m_members.size()); }
    // Everybody, or everybody but one.
    [[nodiscard]] std::vector<UserId> audience(UserId except = {}) const;
    // Whether the person may delete what others wrote.
    [[nodiscard]] bool moderates(UserId user) const;

    void advance(Head head) noexcept;
    void setRead(UserId user, qint64 seq);
    void setRole(UserId user, Role role);
    void remove(UserId user);

    // Kept by the shard, for eviction.
    qint64 usedAtMs = 0;
    int inFlight = 0;

private:
    Room m_room;
    Head m_head;
    std::unordered_map<UserId, Member> m_members;
};

} // namespace madang::server
