#include "server/presence/presencewire.h"

#include "shared/protocol/envelope.h"
#include "shared/protocol/events.h"

namespace madang::server {

namespace {

template <class EventStruct> Event event(const EventStruct& what, QByteArray key, std::vector<UserId> to)
{
    static_assert(!EventStruct::counted);
    Event event;
    event.to = std::move(to);
    event.frame = protocol::notification(what);
    event.kind = EventClass::Replaceable;
    event.reach = EventReach::Here;
    event.counted = false;
    event.key = std::move(key);
    return event;
}

} // namespace

protocol::PresenceState toWire(PresenceState state) noexcept
{
    switch (state) {
    case PresenceState::Online:
        return protocol::PresenceState::Online;
    case PresenceState::Away:
        return protocol::PresenceState::Away;
    case PresenceState::Invisible:
        return protocol::PresenceState::Invisible;
    case PresenceState::Offline:
        break;
    }
    return protocol::PresenceState::Offline;
}

protocol::PersonPresence toWire(UserId user, PresenceState state, qint64 seenAt)
{
    protocol::PersonPresence presence{user, toWire(state), std::nullopt};
    if (state == PresenceState::Offline && seenAt != 0)
        presence.seenAt = seenAt;
    return presence;
}

Event presenceEvent(UserId user, PresenceState state, qint64 seenAt, std::vector<UserId> to)
{
    const protocol::PersonPresence presence = toWire(user, state, seenAt);
    return event(protocol::PresenceChanged{presence.user, presence.state, presence.seenAt},
        QByteArrayLiteral("presence ") + QByteArray::number(user.value()), std::move(to));
}

Event viewersEvent(RoomId room, const RoomViewers& viewers, std::vector<UserId> to)
{
    return event(protocol::ViewersChanged{room, viewers.users, viewers.count},
        QByteArrayLiteral("viewers ") + QByteArray::number(room.value()), std::move(to));
}

} // namespace madang::server
