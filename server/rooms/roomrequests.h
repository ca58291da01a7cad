#pragma once

#include "server/domain/messagelog.h"
#include "server/domain/roomrepository.h"

#include <QtCore/QUuid>

namespace madang::server {

// What people ask of rooms. Ids are well-formed but may be anybody's; texts are as they came.
struct SendRequest {
    UserId user;
    RoomId room;
    QUuid clientId;
    QString text;
    qint64 replyTo = 0;
    // As in LogEntry: what is forwarded has its text from a message that its sender has read.
    Forwarded forwarded;
    RoomId source;
    qint64 sourceSeq = 0;
    bool onlyAgain = false;
};

struct ChangeRequest {
    LogEntry::Kind kind = LogEntry::Kind::Edit; // any but Send
    UserId user;
    RoomId room;
    qint64 seq = 0;
    QString text; // Edit; React: the emoji
    bool on = true; // React and Pin
};

struct GroupRequest {
    UserId user;
    QString title;
    QString topic;
    RoomAccess access = RoomAccess::Invite;
    int capacity = 0; // 0: as large as the server allows
    std::vector<UserId> members;
    QUuid clientId; // null: none
};

struct ReadMark {
    qint64 seq = 0;
    qint64 unread = 0;
};

struct RoomView {
    RoomRow row;
    MemberPage members;
};

// Who is in a room.
struct Roster {
    std::vector<UserId> among; // those of whom it was asked
    std::vector<UserId> all; // everybody; none where they are too many
};

// message.changes: the changes, or the advice to load the room afresh.
struct Changes {
    ChangesPage page;
    bool reset = false;
};

} // namespace madang::server
