#include "server/presence/audience.h"

namespace madang::server {

void Audience::watch(RoomId room, std::vector<UserId> members)
{
    if (const auto before = m_members.find(room); before != m_members.end()) {
        for (UserId user : before->second) {
            const auto rooms = m_rooms.find(user);
            std::erase(rooms->second, room);
            if (rooms->second.empty())
                m_rooms.erase(rooms);
        }
        m_members.erase(before);
    }
    if (members.empty())
        return;
    for (UserId user : members)
        m_rooms[user].push_back(room);
    m_members.emplace(room, std::move(members));
}

std::vector<std::pair<RoomId, std::vector<UserId>>> Audience::of(UserId user) const
{
    std::vector<std::pair<RoomId, std::vector<UserId>>> listeners;
    const auto rooms = m_rooms.find(user);
    if (rooms == m_rooms.end())
        return listeners;
    std::unordered_set<UserId> listed{user};
    for (RoomId room : rooms->second) {
        std::vector<UserId> viewers = m_viewers.here(room);
        std::erase_if(viewers, [&](UserId viewer) { return !listed.insert(viewer).second; });
        if (!viewers.empty())
            listeners.emplace_back(room, std::move(viewers));
    }
    return listeners;
}

} // namespace madang::server
