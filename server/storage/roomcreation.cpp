#include "server/storage/roomcreation.h"

#include "server/storage/connection.h"
#include "server/storage/rows.h"

#include <algorithm>

namespace madang::server {

namespace {

Result<bool> isAlive(Connection& connection, UserId user)
{
    Statement alive(connection, QLatin1String("users.alive"));
    if (auto ok = alive.run(user); !ok) {
        return std::move(ok).error();
    }
    const bool found = alive.next();
    if (auto ok = alive.check(); !ok) {
        return std::move(ok).error();
    }
    return found;
}

struct Pair {
    UserId low, high; // null in groups
};

// Whether it was inserted: false where the id, the client id or the pair is there already.
Result<bool> insertRoom(
    Connection& connection, const Room& room, UserId creator, const QUuid& clientId, Pair pair)
{
    Statement insertion(connection, QLatin1String("rooms.insert"));
    auto ok = insertion.run(room.id, rows::number(room.kind), room.title, room.topic, room.avatar,
        rows::number(room.access), room.capacity, room.createdAt, room.createdAt, creator, clientId, pair.low,
        pair.high);
    if (!ok) {
        return std::move(ok).error();
    }
    return insertion.affected() == 1;
}

Result<void> insertMember(Connection& connection, RoomId room, const Member& member)
{
    return Statement(connection, QLatin1String("rooms.insert_member"))
        .run(room, member.user, rows::number(member.role), member.readSeq, member.joinedAt, member.muted);
}

Result<void> countMembers(Connection& connection, RoomId room)
{
    return Statement(connection, QLatin1String("rooms.count_members")).run(room);
}

Result<CreatedRoom> loaded(Connection& connection, RoomId room, bool created)
{
    auto state = loadRoom(connection, room);
    if (!state) {
        return std::move(state).error();
    }
    return CreatedRoom{std::move(state).value().value_or(RoomState{}), created};
}

Result<std::optional<RoomId>> findByClientId(Connection& connection, UserId creator, const QUuid& clientId)
{
    if (clientId.isNull()) {
        return std::optional<RoomId>();
    }
    Statement find(connection, QLatin1String("rooms.by_client_id"));
    if (auto ok = find.run(creator, clientId); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return row.id<RoomId>(0); });
}

struct DirectRoom {
    RoomId id;
    qint64 closedAt = 0;
    qint64 headSeq = 0;
};

Result<std::optional<DirectRoom>> findByPair(Connection& connection, Pair pair)
{
    Statement find(connection, QLatin1String("rooms.by_pair"));
    if (auto ok = find.run(pair.low, pair.high); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) {
        return DirectRoom{row.id<RoomId>(0), row.int64(1), row.int64(2)};
    });
}

// Whoever left is back, with the past read.
Result<CreatedRoom> returned(Connection& connection, const DirectRoom& room, Pair pair, qint64 at)
{
    if (auto ok = holdRoom(connection, room.id); !ok) {
        return std::move(ok).error();
    }
    for (const UserId user : {pair.low, pair.high}) {
        const Member member{user, Role::Member, room.headSeq, at, false};
        if (auto ok = insertMember(connection, room.id, member); !ok) {
            return std::move(ok).error();
        }
    }
    if (room.closedAt != 0) {
        if (auto ok = Statement(connection, QLatin1String("rooms.reopen")).run(room.id); !ok) {
            return std::move(ok).error();
        }
    }
    if (auto ok = countMembers(connection, room.id); !ok) {
        return std::move(ok).error();
    }
    return loaded(connection, room.id, false);
}

} // namespace

Result<CreatedRoom> createGroupRoom(Connection& connection, Room room, const std::vector<Member>& members,
    UserId creator, const QUuid& clientId)
{
    // Once more after an insertion that did nothing: another server may have been asked at the same time.
    const auto earlier = [&]() -> Result<std::optional<CreatedRoom>> {
        auto found = findByClientId(connection, creator, clientId);
        if (!found) {
            return std::move(found).error();
        }
        if (!*found) {
            return std::optional<CreatedRoom>();
        }
        auto there = loaded(connection, **found, false);
        if (!there) {
            return std::move(there).error();
        }
        return std::optional(std::move(there).value());
    };
    auto before = earlier();
    if (!before) {
        return std::move(before).error();
    }
    if (*before) {
        return std::move(**before);
    }
    for (const Member& member : members) {
        auto alive = isAlive(connection, member.user);
        if (!alive) {
            return std::move(alive).error();
        }
        if (!*alive) {
            return Error::invalid(
                QStringLiteral("members"), QStringLiteral("One of the members does not exist."));
        }
    }
    for (;;) {
        auto inserted = insertRoom(connection, room, creator, clientId, {});
        if (!inserted) {
            return std::move(inserted).error();
        }
        if (*inserted) {
            break;
        }
        before = earlier();
        if (!before) {
            return std::move(before).error();
        }
        if (*before) {
            return std::move(**before);
        }
        room.id = RoomId::create();
    }
    for (const Member& member : members) {
        if (auto ok = insertMember(connection, room.id, member); !ok) {
            return std::move(ok).error();
        }
    }
    if (auto ok = countMembers(connection, room.id); !ok) {
        return std::move(ok).error();
    }
    return loaded(connection, room.id, true);
}

Result<CreatedRoom> createDirectRoom(Connection& connection, Room room, UserId creator, UserId peer)
{
    const Pair pair{std::min(creator, peer), std::max(creator, peer)};
    for (const UserId user : {creator, peer}) {
        auto alive = isAlive(connection, user);
        if (!alive) {
            return std::move(alive).error();
        }
        if (!*alive) {
            return Error::notFound(QStringLiteral("There is no such person."));
        }
    }
    room.kind = RoomKind::Direct;
    for (;;) {
        auto earlier = findByPair(connection, pair);
        if (!earlier) {
            return std::move(earlier).error();
        }
        if (*earlier) {
            return returned(connection, **earlier, pair, room.createdAt);
        }
        auto inserted = insertRoom(connection, room, creator, QUuid(), pair);
        if (!inserted) {
            return std::move(inserted).error();
        }
        if (*inserted) {
            break;
        }
        room.id = RoomId::create();
    }
    for (const UserId user : {creator, peer}) {
        if (auto ok = insertMember(connection, room.id, {user, Role::Member, 0, room.createdAt, false});
            !ok) {
            return std::move(ok).error();
        }
    }
    if (auto ok = countMembers(connection, room.id); !ok) {
        return std::move(ok).error();
    }
    return loaded(connection, room.id, true);
}

Result<void> holdRoom(Connection& connection, RoomId room)
{
    return Statement(connection, QLatin1String("rooms.hold")).run(room);
}

Result<std::optional<RoomState>> loadRoom(Connection& connection, RoomId room)
{
    RoomState state;
    {
        Statement find(connection, QLatin1String("rooms.find"));
        if (auto ok = find.run(room); !ok) {
            return std::move(ok).error();
        }
        if (!find.next()) {
            auto ok = find.check();
            return ok ? Result<std::optional<RoomState>>(std::nullopt) : std::move(ok).error();
        }
        state.room = rows::room(find);
        state.head = rows::head(find);
    }
    Statement members(connection, QLatin1String("rooms.all_members"));
    if (auto ok = members.run(room); !ok) {
        return std::move(ok).error();
    }
    auto found = allRows(members, [](const Statement& row) { return rows::member(row); });
    if (!found) {
        return std::move(found).error();
    }
    state.members = std::move(found).value();
    return std::optional(std::move(state));
}

} // namespace madang::server
