#include "client/models/roomtitle.h"

#include "client/models/face.h"
#include "client/stores/peoplestore.h"

namespace madang::client {

QString roomTitle(const protocol::Room& room, const PeopleStore& people)
{
    if (room.kind == protocol::RoomKind::Direct && room.peer) {
        // The person may have been renamed since the room was told.
        const QString known = people.nameOf(room.peer->id);
        return known.isEmpty() ? room.peer->handle : known;
    }
    return room.title;
}

int roomHue(const protocol::Room& room)
{
    return room.kind == protocol::RoomKind::Direct && room.peer ? hueOf(room.peer->id) : hueOf(room.id);
}

} // namespace madang::client
