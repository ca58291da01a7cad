#include "server/rooms/roomservice.h"

#include "server/rooms/ask.h"
#include "server/rooms/roomwire.h"
#include "shared/protocol/textrules.h"

#include <algorithm>

namespace madang::server {

namespace {

// Answers where the asker wants it, at once when this is that thread already.
template <class T> void answerOn(Executor& executor, UniqueFunction<void(Result<T>)> done, Result<T> result)
{
    if (executor.isCurrent())
        return done(std::move(result));
    executor.post(
        [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); });
}

std::optional<Error> badLimit(int limit, int most)
{
    if (limit >= 1 && limit <= most)
        return std::nullopt;
    return Error::invalid(
        QStringLiteral("limit"), QStringLiteral("`limit` is a number from 1 to %1.").arg(most));
}

// For so long whoever asks again for what was made may not have heard of it, nor have the others.
constexpr qint64 kRetryMs = 600'000;

// A room that was just made, as one of its members sees it.
RoomRow newRow(const RoomState& state, const Member& me)
{
    RoomRow row;
    row.room = state.room;
    row.head = state.head;
    row.memberCount = int(state.members.size());
    row.me = me;
    return row;
}

} // namespace

RoomService::RoomService(const RoomPorts& ports, std::vector<RoomShard*> shards)
    : m_ports(ports)
    , m_shards(std::move(shards))
{
}

RoomShard& RoomService::shardOf(RoomId room) const
{
    return *m_shards[qHash(room.value()) % m_shards.size()];
}

template <class Request>
void RoomService::forward(
    void (RoomShard::*what)(Request, Sent), Request request, Executor& replyOn, Sent done)
{
    RoomShard& shard = shardOf(request.room);
    auto answer = [&replyOn, done = std::move(done)](Result<LogReceipt> receipt) mutable {
        answerOn<LogReceipt>(replyOn, std::move(done), std::move(receipt));
    };
    if (shard.loop().isCurrent())
        return (shard.*what)(std::move(request), std::move(answer));
    shard.loop().post([&shard, what, request = std::move(request), answer = std::move(answer)]() mutable {
        (shard.*what)(std::move(request), std::move(answer));
    });
}

void RoomService::send(SendRequest request, Executor& replyOn, Sent done)
{
    if (request.source.isNull()) {
        auto text = protocol::messageText(request.text, m_ports.limits);
        if (!text)
            return answerOn<LogReceipt>(replyOn, std::move(done), std::move(text).error());
        request.text = std::move(text).value();
    }
    forward(&RoomShard::send, std::move(request), replyOn, std::move(done));
}

void RoomService::change(ChangeRequest request, Executor& replyOn, Sent done)
{
    if (request.kind == LogEntry::Kind::Edit) {
        auto text = protocol::messageText(request.text, m_ports.limits);
        if (!text)
            return answerOn<LogReceipt>(replyOn, std::move(done), std::move(text).error());
        request.text = std::move(text).value();
    }
    forward(&RoomShard::change, std::move(request), replyOn, std::move(done));
}

QCoro::Task<Result<RoomRow>> RoomService::createGroup(GroupRequest request)
{
    auto title = protocol::titleText(request.title, m_ports.limits);
    if (!title)
        co_return std::move(title).error();
    auto topic = protocol::topicText(request.topic, m_ports.limits);
    if (!topic)
        co_return std::move(topic).error();
    const int capacity = request.capacity == 0 ? m_ports.limits.roomCapacity : request.capacity;
    if (capacity < 1 || capacity > m_ports.limits.roomCapacity)
        co_return Error::invalid(QStringLiteral("capacity"),
            QStringLiteral("`capacity` is a number from 1 to %1.").arg(m_ports.limits.roomCapacity));

    std::vector<UserId> people = std::move(request.members);
    people.push_back(request.user);
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    if (int(people.size()) > capacity)
        co_return Error::full(QStringLiteral("A room of %1 cannot take so many members.").arg(capacity));

    Room room;
    room.id = RoomId::create();
    room.kind = RoomKind::Group;
    room.title = std::move(title).value();
    room.topic = std::move(topic).value();
    room.access = request.access;
    room.capacity = capacity;
    room.createdAt = m_ports.clock.nowMs();
    std::vector<Member> members;
    members.reserve(people.size());
    for (UserId user : people)
        members.push_back(
            {user, user == request.user ? Role::Owner : Role::Member, 0, room.createdAt, false});

    auto created = co_await m_ports.rooms.createGroup(
        std::move(room), std::move(members), request.user, request.clientId);
    if (!created)
        co_return std::move(created).error();
    if (!created->created)
        co_return co_await madeBefore(std::move(created->state), request.user);
    // It is stored: nothing may stand between it and those who have to hear of it.
    RoomRow mine;
    for (const Member& member : created->state.members) {
        RoomRow theirs = newRow(created->state, member);
        m_ports.bus.publish(roomEvent(theirs, member.user));
        if (member.user == request.user)
            mine = std::move(theirs);
    }
    co_return mine;
}

QCoro::Task<Result<RoomRow>> RoomService::madeBefore(RoomState state, UserId user)
{
    const RoomId id = state.room.id;
    auto mine = co_await m_ports.rooms.row(id, user);
    if (!mine)
        co_return std::move(mine).error();
    if (!*mine) // the creator has left since
        co_return noSuchRoom();
    if (m_ports.clock.nowMs() - state.room.createdAt > kRetryMs)
        co_return std::move(**mine);
    // Whether it was told when it was made is not known: the server that made it may have died.
    for (const Member& member : state.members) {
        const auto theirs = co_await m_ports.rooms.row(id, member.user);
        if (!theirs)
            co_return theirs.error();
        if (*theirs)
            m_ports.bus.publish(roomEvent(**theirs, member.user));
    }
    co_return std::move(**mine);
}

QCoro::Task<Result<RoomRow>> RoomService::createDirect(UserId user, UserId peer)
{
    if (user == peer)
        co_return Error::invalid(
            QStringLiteral("user"), QStringLiteral("A chat of two needs somebody else."));
    Room room;
    room.id = RoomId::create();
    room.kind = RoomKind::Direct;
    room.capacity = 2;
    room.createdAt = m_ports.clock.nowMs();
    // Asked first: once the room is stored, nothing may stand between it and those who have to hear of it.
    std::vector<UserId> pair{user, peer};
    const auto people = co_await m_ports.users.findMany(std::move(pair));
    if (!people)
        co_return people.error();
    auto created = co_await m_ports.rooms.createDirect(std::move(room), user, peer);
    if (!created)
        co_return std::move(created).error();
    if (!created->created)
        co_return co_await madeBefore(std::move(created->state), user);
    RoomRow mine;
    for (const Member& member : created->state.members) {
        RoomRow theirs = newRow(created->state, member);
        const auto other = std::find_if(
            people->begin(), people->end(), [&](const User& person) { return person.id != member.user; });
        if (other != people->end())
            theirs.peer = *other;
        m_ports.bus.publish(roomEvent(theirs, member.user));
        if (member.user == user)
            mine = std::move(theirs);
    }
    co_return mine;
}

QCoro::Task<Result<RoomRowPage>> RoomService::list(UserId user, QString after, int limit)
{
    if (auto bad = badLimit(limit, m_ports.limits.pageRooms))
        co_return std::move(*bad);
    co_return co_await m_ports.rooms.list(user, std::move(after), limit);
}

QFuture<Result<RoomView>> RoomService::view(UserId user, RoomId room, QString after, int limit)
{
    RoomShard& shard = shardOf(room);
    return ask<RoomView>(shard.loop(),
        [&shard, user, room, after = std::move(after), limit,
            most = m_ports.limits.pageUsers]() -> QCoro::Task<Result<RoomView>> {
            if (auto bad = badLimit(limit, most))
                co_return std::move(*bad);
            co_return co_await shard.view(user, room, after, limit);
        });
}

QFuture<Result<MessagePage>> RoomService::history(UserId user, RoomId room, PageQuery query)
{
    RoomShard& shard = shardOf(room);
    return ask<MessagePage>(shard.loop(),
        [&shard, user, room, query,
            most = m_ports.limits.pageMessages]() -> QCoro::Task<Result<MessagePage>> {
            if (auto bad = badLimit(query.limit, most))
                co_return std::move(*bad);
            co_return co_await shard.history(user, room, query);
        });
}

QFuture<Result<Changes>> RoomService::changes(UserId user, RoomId room, qint64 since, int limit)
{
    RoomShard& shard = shardOf(room);
    return ask<Changes>(shard.loop(),
        [&shard, user, room, since, limit,
            most = m_ports.limits.pageChanges]() -> QCoro::Task<Result<Changes>> {
            if (since < 0)
                co_return Error::invalid(
                    QStringLiteral("since"), QStringLiteral("`since` is a revision, 0 or more."));
            if (auto bad = badLimit(limit, most))
                co_return std::move(*bad);
            co_return co_await shard.changes(user, room, since, limit);
        });
}

QFuture<Result<ReadMark>> RoomService::read(UserId user, RoomId room, qint64 seq)
{
    RoomShard& shard = shardOf(room);
    return ask<ReadMark>(shard.loop(), [&shard, user, room, seq]() -> QCoro::Task<Result<ReadMark>> {
        if (seq < 0)
            co_return Error::invalid(
                QStringLiteral("seq"), QStringLiteral("`seq` is a message's number, 0 or more."));
        co_return co_await shard.read(user, room, seq);
    });
}

QFuture<Result<void>> RoomService::leave(UserId user, RoomId room)
{
    RoomShard& shard = shardOf(room);
    return ask<void>(shard.loop(), [&shard, user, room] { return shard.leave(user, room); });
}

QFuture<Result<RoomRow>> RoomService::setExpiry(UserId user, RoomId room, qint64 afterMs)
{
    RoomShard& shard = shardOf(room);
    return ask<RoomRow>(
        shard.loop(), [&shard, user, room, afterMs] { return shard.setExpiry(user, room, afterMs); });
}

QCoro::Task<Result<void>> RoomService::leaveAll(UserId user)
{
    auto rooms = co_await m_ports.rooms.roomsOf(user);
    if (!rooms)
        co_return std::move(rooms).error();
    for (RoomId room : *rooms) {
        auto left = co_await leave(user, room);
        const bool fine
            = left || left.error().code == ErrorCode::Forbidden || left.error().code == ErrorCode::NotFound;
        if (!fine)
            co_return left;
    }
    co_return Result<void>();
}

QFuture<Result<std::vector<UserId>>> RoomService::companions(UserId user, RoomId room)
{
    RoomShard& shard = shardOf(room);
    return ask<std::vector<UserId>>(
        shard.loop(), [&shard, user, room] { return shard.companions(user, room); });
}

void RoomService::heard(const Message& message, Head head)
{
    RoomShard& shard = shardOf(message.room);
    shard.loop().post([&shard, message, head] { shard.heard(message, head); });
}

void RoomService::heardEvent(Event event)
{
    RoomShard& shard = shardOf(event.room.isNull() ? event.about : event.room);
    shard.loop().post([&shard, event = std::move(event)]() mutable { shard.heardEvent(std::move(event)); });
}

void RoomService::membershipChanged(RoomId room)
{
    RoomShard& shard = shardOf(room);
    shard.loop().post([&shard, room] { shard.membershipChanged(room); });
}

void RoomService::membershipDoubted(RoomId room)
{
    RoomShard& shard = shardOf(room);
    shard.loop().post([&shard, room] { shard.membershipDoubted(room); });
}

void RoomService::distrust()
{
    for (RoomShard* shard : m_shards)
        shard->loop().post([shard] { shard->distrust(); });
}

void RoomService::startOver()
{
    for (RoomShard* shard : m_shards)
        shard->loop().post([shard] { shard->startOver(); });
}

QFuture<Result<Roster>> RoomService::roster(RoomId room, std::vector<UserId> among, int most)
{
    RoomShard& shard = shardOf(room);
    return ask<Roster>(shard.loop(),
        [&shard, room, among = std::move(among), most] { return shard.roster(room, among, most); });
}

void RoomService::tellMembers(RoomId room, UserId about, Event event)
{
    RoomShard& shard = shardOf(room);
    shard.loop().post([&shard, room, about, event = std::move(event)]() mutable {
        shard.tellMembers(room, about, std::move(event));
    });
}

void RoomService::setMembershipListener(const RoomTable::Watch& listener)
{
    for (RoomShard* shard : m_shards)
        shard->setMembershipListener(listener);
}

} // namespace madang::server
