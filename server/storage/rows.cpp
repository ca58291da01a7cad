#include "server/storage/rows.h"

#include "server/storage/connection.h"

namespace madang::server::rows {

// Written out although they equal the enumerators of today: reordering an enumeration must not turn people
// into bots.
int number(UserKind kind) noexcept
{
    return kind == UserKind::Bot ? 1 : 0;
}
int number(RoomKind kind) noexcept
{
    return kind == RoomKind::Group ? 1 : 0;
}
int number(RoomAccess access) noexcept
{
    return access == RoomAccess::Open ? 1 : 0;
}
int number(MessageKind kind) noexcept
{
    return kind == MessageKind::System ? 1 : 0;
}

int number(Role role) noexcept
{
    switch (role) {
    case Role::Member:
        return 0;
    case Role::Admin:
        return 1;
    case Role::Owner:
        return 2;
    }
    return 0;
}

Role roleOf(int number) noexcept
{
    return number == 2 ? Role::Owner : number == 1 ? Role::Admin : Role::Member;
}

int number(DeviceKind kind) noexcept
{
    switch (kind) {
    case DeviceKind::Desktop:
        return 0;
    case DeviceKind::Mobile:
        return 1;
    case DeviceKind::Other:
        return 2;
    }
    return 2;
}

User user(const Statement& row, int column)
{
    User user;
    user.id = row.id<UserId>(column);
    user.handle = row.text(column + 1);
    user.name = row.text(column + 2);
    user.bio = row.text(column + 3);
    user.avatar = row.text(column + 4);
    user.kind = row.integer(column + 5) == 1 ? UserKind::Bot : UserKind::Person;
    user.createdAt = row.int64(column + 6);
    user.deletedAt = row.int64(column + 7);
    return user;
}

Room room(const Statement& row, int column)
{
    Room room;
    room.id = row.id<RoomId>(column);
    room.kind = row.integer(column + 1) == 1 ? RoomKind::Group : RoomKind::Direct;
    room.title = row.text(column + 2);
    room.topic = row.text(column + 3);
    room.avatar = row.text(column + 4);
    room.access = row.integer(column + 5) == 1 ? RoomAccess::Open : RoomAccess::Invite;
    room.capacity = row.integer(column + 6);
    room.createdAt = row.int64(column + 7);
    room.closedAt = row.int64(column + 8);
    room.expiresAfterMs = row.int64(column + 9);
    return room;
}

Head head(const Statement& row, int column)
{
    return {row.int64(column), row.int64(column + 1)};
}

Member member(const Statement& row, int column)
{
    Member member;
    member.user = row.id<UserId>(column);
    member.role = roleOf(row.integer(column + 1));
    member.readSeq = row.int64(column + 2);
    member.joinedAt = row.int64(column + 3);
    member.muted = row.integer(column + 4) != 0;
    return member;
}

Message message(const Statement& row, int column)
{
    Message message;
    message.room = row.id<RoomId>(column);
    message.seq = row.int64(column + 1);
    message.rev = row.int64(column + 2);
    message.sender = row.id<UserId>(column + 3);
    message.clientId = row.uuid(column + 4);
    message.sentAt = row.int64(column + 5);
    message.kind = row.integer(column + 6) == 1 ? MessageKind::System : MessageKind::Text;
    message.text = row.text(column + 7);
    message.event = row.bytes(column + 8);
    message.replyTo = row.int64(column + 9);
    message.editedAt = row.int64(column + 10);
    message.deletedAt = row.int64(column + 11);
    message.textRev = row.int64(column + 12);
    message.pinnedAt = row.int64(column + 13);
    message.reactions = row.bytes(column + 14);
    message.forwarded = {row.id<UserId>(column + 15), row.text(column + 16)};
    return message;
}

Session session(const Statement& row, int column)
{
    Session session;
    session.id = row.id<SessionId>(column);
    session.user = row.id<UserId>(column + 1);
    session.device.name = row.text(column + 2);
    const int kind = row.integer(column + 3);
    session.device.kind = kind == 0 ? DeviceKind::Desktop
        : kind == 1                 ? DeviceKind::Mobile
                                    : DeviceKind::Other;
    session.address = row.text(column + 4);
    session.createdAt = row.int64(column + 5);
    session.seenAt = row.int64(column + 6);
    session.revokedAt = row.int64(column + 7);
    return session;
}

} // namespace madang::server::rows
