#include "server/rooms/roomactor.h"

#include <algorithm>

namespace madang::server {

RoomActor::RoomActor(RoomState state, Head told)
    : order(told)
{
    reset(std::move(state));
}

void RoomActor::reset(RoomState state)
{
    m_room = std::move(state.room);
    advance(state.head);
    m_membership = state.membership;
    m_members.clear();
    m_members.reserve(state.members.size());
    for (const Member& member : state.members)
        m_members.emplace(member.user, member);
}

void RoomActor::startOver(RoomState state)
{
    m_head = {};
    order = ChangeOrder(state.head);
    reset(std::move(state));
}

const Member* RoomActor::member(UserId user) const
{
    const auto found = m_members.find(user);
    return found == m_members.end() ? nullptr : &found->second;
}

std::vector<UserId> RoomActor::audience(UserId except) const
{
    std::vector<UserId> people;
    people.reserve(m_members.size());
    for (const auto& [user, member] : m_members) {
        if (user != except)
            people.push_back(user);
    }
    return people;
}

bool RoomActor::moderates(UserId user) const
{
    const Member* who = member(user);
    return who && m_room.kind == RoomKind::Group && who->role != Role::Member;
}

bool RoomActor::pins(UserId user) const
{
    return moderates(user) || (m_room.kind == RoomKind::Direct && member(user));
}

void RoomActor::advance(Head head) noexcept
{
    m_head.seq = std::max(m_head.seq, head.seq);
    m_head.rev = std::max(m_head.rev, head.rev);
}

void RoomActor::setRead(UserId user, qint64 seq)
{
    if (const auto found = m_members.find(user); found != m_members.end())
        found->second.readSeq = std::max(found->second.readSeq, seq);
}

void RoomActor::setRole(UserId user, Role role)
{
    if (const auto found = m_members.find(user); found != m_members.end())
        found->second.role = role;
}

void RoomActor::remove(UserId user)
{
    m_members.erase(user);
}

} // namespace madang::server
