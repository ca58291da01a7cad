#include "server/rooms/roomwire.h"

#include "server/domain/reactions.h"
#include "shared/protocol/envelope.h"
#include "shared/protocol/events.h"

#include <QtCore/QJsonDocument>

namespace madang::server {

namespace {

std::optional<QString> present(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional<QString>(text);
}

std::optional<qint64> present(qint64 number)
{
    return number == 0 ? std::nullopt : std::optional<qint64>(number);
}

protocol::MemberRole toWire(Role role)
{
    switch (role) {
    case Role::Owner:
        return protocol::MemberRole::Owner;
    case Role::Admin:
        return protocol::MemberRole::Admin;
    case Role::Member:
        break;
    }
    return protocol::MemberRole::Member;
}

template <class EventStruct> Event event(const EventStruct& what, std::vector<UserId> to)
{
    Event event;
    event.to = std::move(to);
    event.frame = protocol::notification(what);
    event.counted = EventStruct::counted;
    event.kind = EventStruct::counted ? EventClass::Durable : EventClass::Droppable;
    return event;
}

} // namespace

protocol::User toWire(const User& user)
{
    protocol::User wire;
    wire.id = user.id;
    wire.handle = user.handle;
    wire.name = user.name;
    wire.bio = present(user.bio);
    wire.kind = user.kind == UserKind::Bot ? protocol::UserKind::Bot : protocol::UserKind::Person;
    return wire;
}

protocol::Message toWire(const Message& message, UserId reader)
{
    protocol::Message wire;
    wire.room = message.room;
    wire.seq = message.seq;
    wire.rev = message.rev;
    if (message.kind == MessageKind::Text) {
        wire.sender = message.sender;
        wire.clientId = message.clientId;
    } else {
        wire.event = QJsonDocument::fromJson(message.event).object();
    }
    wire.sentAt = message.sentAt;
    wire.kind
        = message.kind == MessageKind::System ? protocol::MessageKind::System : protocol::MessageKind::Text;
    wire.text = message.text;
    wire.replyTo = present(message.replyTo);
    wire.editedAt = present(message.editedAt);
    wire.deletedAt = present(message.deletedAt);
    wire.pinnedAt = present(message.pinnedAt);
    if (!message.forwarded.user.isNull())
        wire.forwarded = protocol::Forwarded{message.forwarded.user, message.forwarded.name};
    if (!message.reactions.isEmpty()) {
        for (reactions::Kind& kind : reactions::list(message.reactions, reader)) {
            protocol::Reaction reaction{std::move(kind.emoji), kind.count, std::nullopt};
            if (!reader.isNull())
                reaction.mine = kind.mine;
            if (!wire.reactions)
                wire.reactions.emplace();
            wire.reactions->push_back(std::move(reaction));
        }
    }
    return wire;
}

protocol::Draft toWire(const Draft& draft)
{
    return {draft.room, draft.text, present(draft.replyTo), draft.rev, draft.changedAt};
}

protocol::Room toWire(const RoomRow& row)
{
    protocol::Room wire;
    wire.id = row.room.id;
    wire.kind = row.room.kind == RoomKind::Direct ? protocol::RoomKind::Direct : protocol::RoomKind::Group;
    wire.title = row.room.title;
    wire.topic = present(row.room.topic);
    wire.access
        = row.room.access == RoomAccess::Open ? protocol::RoomAccess::Open : protocol::RoomAccess::Invite;
    wire.capacity = row.room.capacity;
    wire.memberCount = row.memberCount;
    wire.head = toWire(row.head);
    if (row.last)
        wire.last = toWire(*row.last, row.me.user);
    if (row.peer)
        wire.peer = toWire(*row.peer);
    wire.expiresAfterMs = present(row.room.expiresAfterMs);
    wire.me = protocol::RoomMe{toWire(row.me.role), row.me.readSeq, row.unread, 0, row.me.muted};
    return wire;
}

protocol::Member toWire(const MemberRow& row)
{
    return {toWire(row.user), toWire(row.member.role), row.member.readSeq, row.member.joinedAt};
}

protocol::Head toWire(Head head)
{
    return {head.seq, head.rev};
}

Event messageEvent(const Message& message, bool created, std::vector<UserId> to)
{
    Event told = created ? event(protocol::MessageCreated{toWire(message)}, std::move(to))
                         : event(protocol::MessageChanged{toWire(message)}, std::move(to));
    // Every server hears of it from the log.
    told.room = message.room;
    told.reach = EventReach::Here;
    return told;
}

Event ownReactionsEvent(const Message& message, UserId reader, StreamId except)
{
    Event told = event(protocol::MessageChanged{toWire(message, reader)}, {reader});
    told.exceptStream = except;
    told.about = message.room;
    told.whileMember = true;
    return told;
}

Event roomEvent(const RoomRow& row, UserId to)
{
    Event changed = event(protocol::RoomChanged{toWire(row)}, {to});
    changed.about = row.room.id;
    changed.whileMember = true;
    return changed;
}

Event roomEvent(const RoomRow& row, std::vector<UserId> to)
{
    protocol::Room room = toWire(row);
    room.me.reset();
    room.peer.reset();
    if (row.last)
        room.last = toWire(*row.last);
    Event told = event(protocol::RoomChanged{std::move(room)}, std::move(to));
    told.room = row.room.id;
    return told;
}

Event removedEvent(RoomId room, const QString& reason, UserId to)
{
    Event removed = event(protocol::RoomRemoved{room, reason}, {to});
    removed.about = room;
    return removed;
}

Event memberEvent(RoomId room, const User& user, const Member& member, bool left, std::vector<UserId> to)
{
    protocol::MemberChanged changed{room, toWire(MemberRow{user, member}), std::nullopt};
    if (left)
        changed.left = true;
    Event told = event(changed, std::move(to));
    told.room = room;
    return told;
}

Event readEvent(RoomId room, UserId user, qint64 seq, std::vector<UserId> to)
{
    Event read = event(protocol::ReadChanged{room, user, seq}, std::move(to));
    read.room = room;
    read.except = user;
    read.kind = EventClass::Replaceable;
    read.key = QByteArrayLiteral("read ") + QByteArray::number(room.value()) + ' '
        + QByteArray::number(user.value());
    return read;
}

Event draftEvent(const Draft& draft, UserId user, StreamId except)
{
    Event changed = event(protocol::DraftChanged{toWire(draft)}, {user});
    changed.exceptStream = except;
    return changed;
}

Event typingEvent(RoomId room, UserId user, bool on, std::vector<UserId> to)
{
    Event typing = event(protocol::TypingChanged{room, user, on}, std::move(to));
    typing.room = room;
    typing.except = user;
    return typing;
}

} // namespace madang::server
