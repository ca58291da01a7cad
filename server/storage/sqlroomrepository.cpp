#include "server/storage/sqlroomrepository.h"

#include "server/storage/cursor.h"
#include "server/storage/readerpool.h"
#include "server/storage/roomcreation.h"
#include "server/storage/rows.h"
#include "server/storage/writequeue.h"

#include <limits>

namespace madang::server {

namespace {

constexpr char roomList = 'r';
constexpr char memberList = 'm';
constexpr int pageAtMost = 1000;

Error noSuchRoom()
{
    return Error::notFound(QStringLiteral("There is no such room."));
}

RoomRow roomRow(const Statement& row)
{
    RoomRow result;
    int column = 0;
    result.room = rows::room(row, column);
    column += rows::roomColumns;
    result.head = rows::head(row, column - 2);
    result.memberCount = row.integer(column++);
    result.me = rows::member(row, column);
    column += rows::memberColumns;
    result.unread = row.int64(column++);
    if (!row.isNull(column)) {
        result.last = rows::message(row, column);
    }
    column += rows::messageColumns;
    if (!row.isNull(column)) {
        result.peer = rows::user(row, column);
    }
    return result;
}

Result<qint64> activityOf(Connection& connection, RoomId room)
{
    Statement activity(connection, QLatin1String("rooms.activity"));
    if (auto ok = activity.run(room); !ok) {
        return std::move(ok).error();
    }
    auto at = firstRow(activity, [](const Statement& row) { return row.int64(0); });
    if (!at) {
        return std::move(at).error();
    }
    return at->value_or(0);
}

Result<RoomRowPage> listRooms(Connection& connection, UserId user, cursor::Pair after, int limit)
{
    RoomRowPage page;
    {
        Statement list(connection, QLatin1String("rooms.list"));
        if (auto ok = list.run(user, after.first, after.second, limit + 1, user); !ok) {
            return std::move(ok).error();
        }
        auto found = allRows(list, roomRow);
        if (!found) {
            return std::move(found).error();
        }
        page.rows = std::move(found).value();
    }
    if (page.rows.size() > size_t(limit)) {
        page.rows.pop_back();
        const RoomId last = page.rows.back().room.id;
        auto at = activityOf(connection, last);
        if (!at) {
            return std::move(at).error();
        }
        page.next = cursor::encode(roomList, cursor::Pair{*at, qint64(last.value())});
    }
    return page;
}

Result<std::optional<RoomRow>> findRow(Connection& connection, RoomId room, UserId user)
{
    Statement find(connection, QLatin1String("rooms.row"));
    if (auto ok = find.run(room, user); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, roomRow);
}

Result<MemberPage> listMembers(Connection& connection, RoomId room, cursor::Pair after, int limit)
{
    Statement list(connection, QLatin1String("rooms.members"));
    if (auto ok = list.run(room, after.first, after.second, limit + 1); !ok) {
        return std::move(ok).error();
    }
    auto found = allRows(list, [](const Statement& row) {
        return MemberRow{rows::user(row), rows::member(row, rows::userColumns)};
    });
    if (!found) {
        return std::move(found).error();
    }
    MemberPage page{std::move(found).value(), {}};
    if (page.members.size() > size_t(limit)) {
        page.members.pop_back();
        const Member& last = page.members.back().member;
        page.next = cursor::encode(memberList, cursor::Pair{last.joinedAt, qint64(last.user.value())});
    }
    return page;
}

Result<UnreadCount> markRead(Connection& connection, RoomId room, UserId user, qint64 seq)
{
    if (auto ok = Statement(connection, QLatin1String("rooms.set_read")).run(seq, room, user, seq); !ok) {
        return std::move(ok).error();
    }
    // One statement for both, since what is committed between two of them would be in one and not in the
    // other.
    Statement unread(connection, QLatin1String("rooms.unread"));
    if (auto ok = unread.run(room, user); !ok) {
        return std::move(ok).error();
    }
    auto count = firstRow(unread, [](const Statement& counted) {
        return UnreadCount{counted.int64(3), counted.int64(0), rows::head(counted, 1)};
    });
    if (!count) {
        return std::move(count).error();
    }
    if (!*count) {
        return noSuchRoom();
    }
    return **count;
}

// Who owns the room once its last owner is gone: null where another one is there, or nobody at all.
Result<UserId> heir(Connection& connection, RoomId room)
{
    Statement find(connection, QLatin1String("rooms.heir"));
    if (auto ok = find.run(room); !ok) {
        return std::move(ok).error();
    }
    auto first = firstRow(find, [](const Statement& row) { return row.id<UserId>(0); });
    if (!first) {
        return std::move(first).error();
    }
    return first->value_or(UserId());
}

Result<std::optional<Role>> roleIn(Connection& connection, RoomId room, UserId user)
{
    Statement find(connection, QLatin1String("rooms.role"));
    if (auto ok = find.run(room, user); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::roleOf(row.integer(0)); });
}

Result<Departure> leaveRoom(Connection& connection, RoomId room, UserId user, qint64 at)
{
    if (auto held = holdRoom(connection, room); !held) {
        return std::move(held).error();
    }
    const auto role = roleIn(connection, room, user);
    if (!role) {
        return role.error();
    }
    if (!*role) {
        return noSuchRoom();
    }
    auto ok = Statement(connection, QLatin1String("rooms.remove_member")).run(room, user);
    if (ok) {
        ok = Statement(connection, QLatin1String("rooms.count_members")).run(room);
    }
    if (!ok) {
        return std::move(ok).error();
    }
    // The highest role that is left, the oldest of those.
    const auto next = heir(connection, room);
    if (!next) {
        return next.error();
    }
    Departure departure;
    if (next->isNull()) {
        departure.closed = true;
        ok = Statement(connection, QLatin1String("rooms.close")).run(at, room);
    } else if (*role == Role::Owner) {
        const auto nextRole = roleIn(connection, room, *next);
        if (!nextRole) {
            return nextRole.error();
        }
        if (*nextRole != Role::Owner) {
            departure.newOwner = *next;
            ok = Statement(connection, QLatin1String("rooms.set_role"))
                     .run(rows::number(Role::Owner), room, *next);
        }
    }
    if (!ok) {
        return std::move(ok).error();
    }
    return departure;
}

} // namespace

QCoro::Task<Result<CreatedRoom>> SqlRoomRepository::createGroup(
    Room room, std::vector<Member> members, UserId creator, QUuid clientId)
{
    return awaited(
        m_writer.run([room, members = std::move(members), creator, clientId](Connection& connection) {
            return createGroupRoom(connection, room, members, creator, clientId);
        }));
}

QCoro::Task<Result<CreatedRoom>> SqlRoomRepository::createDirect(Room room, UserId creator, UserId peer)
{
    return awaited(m_writer.run([room, creator, peer](Connection& connection) {
        return createDirectRoom(connection, room, creator, peer);
    }));
}

QCoro::Task<Result<std::optional<RoomState>>> SqlRoomRepository::load(RoomId room)
{
    return awaited(m_readers.run([room](Connection& connection) {
        auto state = loadRoom(connection, room);
        if (state && *state && (*state)->room.closedAt != 0) {
            state.value().reset();
        }
        return state;
    }));
}

QCoro::Task<Result<RoomRowPage>> SqlRoomRepository::list(UserId user, QString after, int limit)
{
    constexpr qint64 end = std::numeric_limits<qint64>::max();
    return awaited(m_readers.run([user, after, limit = std::clamp(limit, 1, pageAtMost)](
                                     Connection& connection) -> Result<RoomRowPage> {
        const auto place
            = after.isEmpty() ? Result(cursor::Pair{end, end}) : cursor::decodePair(roomList, after);
        return place ? listRooms(connection, user, *place, limit) : Result<RoomRowPage>(place.error());
    }));
}

QCoro::Task<Result<std::vector<RoomId>>> SqlRoomRepository::roomsOf(UserId user)
{
    return awaited(m_readers.run([user](Connection& connection) -> Result<std::vector<RoomId>> {
        Statement list(connection, QLatin1String("rooms.rooms_of"));
        if (auto ok = list.run(user); !ok) {
            return std::move(ok).error();
        }
        return allRows(list, [](const Statement& row) { return row.id<RoomId>(0); });
    }));
}

QCoro::Task<Result<std::optional<RoomRow>>> SqlRoomRepository::row(RoomId room, UserId user)
{
    return awaited(
        m_readers.run([room, user](Connection& connection) { return findRow(connection, room, user); }));
}

QCoro::Task<Result<MemberPage>> SqlRoomRepository::members(RoomId room, QString after, int limit)
{
    constexpr qint64 begin = std::numeric_limits<qint64>::min();
    return awaited(m_readers.run(
        [room, after, limit = std::clamp(limit, 1, 5000)](Connection& connection) -> Result<MemberPage> {
            const auto place = after.isEmpty() ? Result(cursor::Pair{begin, begin})
                                               : cursor::decodePair(memberList, after);
            return place ? listMembers(connection, room, *place, limit) : Result<MemberPage>(place.error());
        }));
}

QCoro::Task<Result<UnreadCount>> SqlRoomRepository::setRead(RoomId room, UserId user, qint64 seq)
{
    return awaited(m_writer.run(
        [room, user, seq](Connection& connection) { return markRead(connection, room, user, seq); }));
}

QCoro::Task<Result<Departure>> SqlRoomRepository::leave(RoomId room, UserId user, qint64 at)
{
    return awaited(m_writer.run(
        [room, user, at](Connection& connection) { return leaveRoom(connection, room, user, at); }));
}

QCoro::Task<Result<void>> SqlRoomRepository::setExpiry(RoomId room, qint64 afterMs)
{
    return awaited(m_writer.run([room, afterMs](Connection& connection) {
        return Statement(connection, QLatin1String("rooms.set_expiry")).run(afterMs, room);
    }));
}

} // namespace madang::server
