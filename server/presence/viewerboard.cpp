#include "server/presence/viewerboard.h"

namespace madang::server {

void ViewerBoard::add(RoomId id, Room& room, UserId user)
{
    if (++room.servers[user] == 1)
        m_roomsOf[user].push_back(id);
}

void ViewerBoard::remove(Rooms::iterator room, UserId user)
{
    const auto counted = room->second.servers.find(user);
    if (--counted->second > 0)
        return;
    room->second.servers.erase(counted);
    const auto rooms = m_roomsOf.find(user);
    std::erase(rooms->second, room->first);
    if (rooms->second.empty())
        m_roomsOf.erase(rooms);
    if (room->second.servers.empty())
        m_rooms.erase(room);
}

bool ViewerBoard::enter(RoomId id, UserId user)
{
    Room& room = m_rooms[id];
    if (++room.here[user] > 1)
        return false;
    add(id, room, user);
    return true;
}

bool ViewerBoard::exit(RoomId id, UserId user)
{
    const auto room = m_rooms.find(id);
    if (room == m_rooms.end())
        return false;
    const auto mine = room->second.here.find(user);
    if (mine == room->second.here.end() || --mine->second > 0)
        return false;
    room->second.here.erase(mine);
    remove(room, user);
    return true;
}

bool ViewerBoard::heard(PeerEpoch epoch, const ViewFact& fact)
{
    if (fact.there) {
        Room& room = m_rooms[fact.room];
        if (!room.elsewhere[epoch].insert(fact.user).second)
            return false;
        add(fact.room, room, fact.user);
        return true;
    }
    const auto room = m_rooms.find(fact.room);
    if (room == m_rooms.end())
        return false;
    const auto theirs = room->second.elsewhere.find(epoch);
    if (theirs == room->second.elsewhere.end() || theirs->second.erase(fact.user) == 0)
        return false;
    if (theirs->second.empty())
        room->second.elsewhere.erase(theirs);
    remove(room, fact.user);
    return true;
}

std::vector<RoomId> ViewerBoard::forget(PeerEpoch epoch)
{
    std::vector<RoomId> concerned;
    for (const auto& [id, room] : m_rooms) {
        if (room.elsewhere.contains(epoch))
            concerned.push_back(id);
    }
    for (RoomId id : concerned) {
        const auto room = m_rooms.find(id);
        const auto theirs = room->second.elsewhere.extract(epoch);
        for (UserId user : theirs.mapped())
            remove(room, user); // takes the room away only with the last of them
    }
    return concerned;
}

bool ViewerBoard::looksHere(RoomId id, UserId user) const
{
    const auto room = m_rooms.find(id);
    return room != m_rooms.end() && room->second.here.contains(user);
}

std::vector<UserId> ViewerBoard::here(RoomId id) const
{
    std::vector<UserId> people;
    if (const auto room = m_rooms.find(id); room != m_rooms.end()) {
        people.reserve(room->second.here.size());
        for (const auto& [user, connections] : room->second.here)
            people.push_back(user);
    }
    return people;
}

std::vector<UserId> ViewerBoard::everywhere(RoomId id) const
{
    std::vector<UserId> people;
    if (const auto room = m_rooms.find(id); room != m_rooms.end()) {
        people.reserve(room->second.servers.size());
        for (const auto& [user, servers] : room->second.servers)
            people.push_back(user);
    }
    return people;
}

std::vector<RoomId> ViewerBoard::roomsOf(UserId user) const
{
    const auto found = m_roomsOf.find(user);
    return found == m_roomsOf.end() ? std::vector<RoomId>() : found->second;
}

std::vector<std::pair<RoomId, UserId>> ViewerBoard::allHere() const
{
    std::vector<std::pair<RoomId, UserId>> all;
    for (const auto& [id, room] : m_rooms) {
        for (const auto& [user, connections] : room.here)
            all.emplace_back(id, user);
    }
    return all;
}

} // namespace madang::server
