#pragma once

#include "shared/core/id.h"

#include <vector>

namespace madang::server {

enum class RoomKind { Direct, Group };
enum class RoomAccess { Invite, Open };
enum class Role { Member, Admin, Owner };

// How far a room's two counters are: the last message, the last change.
struct Head {
    qint64 seq = 0;
    qint64 rev = 0;
    bool operator==(const Head&) const = default;
};

struct Room {
    RoomId id;
    RoomKind kind = RoomKind::Group;
    QString title; // empty in direct rooms
    QString topic;
    QString avatar;
    RoomAccess access = RoomAccess::Invite;
    int capacity = 0;
    qint64 createdAt = 0;
    qint64 closedAt = 0; // 0: open
    qint64 expiresAfterMs = 0; // the room's own rule for old messages; 0: none
    bool operator==(const Room&) const = default;
};

struct Member {
    UserId user;
    Role role = Role::Member;
    qint64 readSeq = 0;
    qint64 joinedAt = 0;
    bool muted = false;
    bool operator==(const Member&) const = default;
};

// A room as its actor holds it.
struct RoomState {
    Room room;
    Head head;
    std::vector<Member> members; // by user id, ascending
    // Grows with every change of who is in the room, where several servers decide by it; else 0.
    qint64 membership = 0;
};

} // namespace madang::server
