#pragma once

#include "server/domain/message.h"
#include "server/domain/room.h"
#include "server/domain/user.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <QtCore/QUuid>
#include <optional>
#include <vector>

namespace madang::server {

// One row of somebody's room list.
struct RoomRow {
    Room room;
    Head head;
    int memberCount = 0;
    Member me;
    qint64 unread = 0; // text messages of others past me.readSeq
    std::optional<Message> last; // the newest message
    std::optional<User> peer; // direct rooms: the other one
};

struct RoomRowPage {
    std::vector<RoomRow> rows; // latest activity first: the newest message's time, else the room's creation
    QString next; // empty: no more
};

struct MemberRow {
    User user;
    Member member;
};

struct MemberPage {
    std::vector<MemberRow> members; // in the order of joining
    QString next;
};

// What came of a room's creation.
struct CreatedRoom {
    RoomState state;
    bool created = true; // false: it was there already (a direct room, a retried group)
};

// How far somebody has read, how much they have not, and how far the store was when it counted.
struct UnreadCount {
    qint64 readSeq = 0;
    qint64 unread = 0; // text messages of others past the mark
    Head head;
};

// What came of a leaving.
struct Departure {
    UserId newOwner; // null: nobody's role changed
    bool closed = false; // the last one left
    qint64 membership = 0; // RoomState's, after it
};

// Rooms and memberships. From any thread with an event loop. Everything that changes a room is called by its
// actor only, except the two creations.
class RoomRepository {
public:
    virtual ~RoomRepository() = default;
    // `room.id` is retried when taken. With a client id that the creator used before, the room of then comes
    // back. invalid (field "members"): one of the members does not exist.
    virtual QCoro::Task<Result<CreatedRoom>> createGroup(
        Room room, std::vector<Member> members, UserId creator, QUuid clientId)
        = 0;
    // The direct room of the two, once per pair however often and concurrently it is asked for. notFound: no
    // such user.
    virtual QCoro::Task<Result<CreatedRoom>> createDirect(Room room, UserId creator, UserId peer) = 0;
    // Nothing where there is no such room or it is closed.
    virtual QCoro::Task<Result<std::optional<RoomState>>> load(RoomId room) = 0;
    // The rooms of a person. `after` is a `next` of an earlier page; invalid where it is not.
    virtual QCoro::Task<Result<RoomRowPage>> list(UserId user, QString after, int limit) = 0;
    // Ids of all rooms of a person, for an account that ends.
    virtual QCoro::Task<Result<std::vector<RoomId>>> roomsOf(UserId user) = 0;
    // One room of a person; nothing where they are no member.
    virtual QCoro::Task<Result<std::optional<RoomRow>>> row(RoomId room, UserId user) = 0;
    virtual QCoro::Task<Result<MemberPage>> members(RoomId room, QString after, int limit) = 0;
    // Never goes back, and gives what is past the mark then. `seq` is not past the room's head, which the
    // caller knows better than the store where messages reach it late.
    virtual QCoro::Task<Result<UnreadCount>> setRead(RoomId room, UserId user, qint64 seq) = 0;
    // The last owner hands the room to the oldest admin, else to the oldest member; the last member closes
    // it.
    virtual QCoro::Task<Result<Departure>> leave(RoomId room, UserId user, qint64 at) = 0;
    // The room's own rule for old messages (Room::expiresAfterMs).
    virtual QCoro::Task<Result<void>> setExpiry(RoomId room, qint64 afterMs) = 0;
};

} // namespace madang::server
