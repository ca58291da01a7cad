#include "server/rooms/roomshard.h"

#include "server/rooms/roomwire.h"

#include <algorithm>
#include <coroutine>

namespace madang::server {

namespace {

constexpr qint64 kSweepMs = 60'000;
constexpr qint64 kIdleMs = 600'000;

// One answer for rooms that do not exist and rooms that are not yours: neither may be told from the other.
Error noSuchRoom()
{
    return Error::notFound(QStringLiteral("There is no such room among yours."));
}

} // namespace

// Waits for a room inside a coroutine.
struct RoomShard::Loaded {
    RoomShard& shard;
    RoomId id;
    std::optional<Result<RoomPtr>> result;

    bool await_ready()
    {
        const auto found = shard.m_rooms.find(id);
        if (found == shard.m_rooms.end() || !found->second.room)
            return false;
        result = found->second.room;
        return true;
    }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        shard.withRoom(id, [this, waiter](Result<RoomPtr> room) {
            result = std::move(room);
            waiter.resume();
        });
    }
    Result<RoomPtr> await_resume() { return std::move(*result); }
};

RoomShard::RoomShard(Executor& loop, const RoomPorts& ports)
    : m_loop(loop)
    , m_ports(ports)
{
    m_loop.postAfter(kSweepMs, [this] { sweep(); });
}

void RoomShard::withRoom(RoomId id, Ready ready)
{
    const auto [found, isNew] = m_rooms.try_emplace(id);
    Entry& entry = found->second;
    if (entry.room) {
        const RoomPtr room = entry.room;
        ready(room);
        return;
    }
    entry.waiting.push_back(std::move(ready));
    if (isNew) {
        // Never inside the caller's turn, so that withRoom() on a room that is away always calls back later.
        m_loop.post([this, id] { load(id); });
    }
}

QCoro::Task<> RoomShard::load(RoomId id)
{
    auto loading = co_await m_ports.rooms.load(id);
    Result<RoomPtr> result = noSuchRoom();
    if (!loading)
        result = std::move(loading).error();
    else if (*loading)
        result = std::make_shared<RoomActor>(std::move(**loading));

    const auto found = m_rooms.find(id);
    auto waiting = std::move(found->second.waiting);
    if (result) {
        (*result)->usedAtMs = m_ports.clock.steadyMs();
        found->second.room = *result;
    } else {
        m_rooms.erase(found);
    }
    for (Ready& ready : waiting)
        ready(result);
}

RoomShard::Loaded RoomShard::loaded(RoomId id)
{
    return Loaded{*this, id, {}};
}

QCoro::Task<Result<RoomShard::RoomPtr>> RoomShard::entered(UserId user, RoomId id)
{
    Result<RoomPtr> room = co_await loaded(id);
    if (room && !(*room)->member(user))
        co_return noSuchRoom();
    if (room)
        (*room)->usedAtMs = m_ports.clock.steadyMs();
    co_return room;
}

void RoomShard::send(SendRequest request, Sent done)
{
    const RoomId id = request.room;
    withRoom(id, [this, request = std::move(request), done = std::move(done)](Result<RoomPtr> room) mutable {
        if (!room)
            return done(std::move(room).error());
        if (!(*room)->member(request.user))
            return done(noSuchRoom());
        LogEntry entry;
        entry.kind = LogEntry::Kind::Send;
        entry.room = request.room;
        entry.actor = request.user;
        entry.at = m_ports.clock.nowMs();
        entry.text = std::move(request.text);
        entry.clientId = request.clientId;
        entry.replyTo = request.replyTo;
        append(std::move(room).value(), std::move(entry), std::move(done));
    });
}

void RoomShard::change(ChangeRequest request, Sent done)
{
    const RoomId id = request.room;
    withRoom(id, [this, request = std::move(request), done = std::move(done)](Result<RoomPtr> room) mutable {
        if (!room)
            return done(std::move(room).error());
        if (!(*room)->member(request.user))
            return done(noSuchRoom());
        LogEntry entry;
        entry.kind = request.kind;
        entry.room = request.room;
        entry.actor = request.user;
        entry.at = m_ports.clock.nowMs();
        entry.text = std::move(request.text);
        entry.seq = request.seq;
        entry.othersToo = request.kind == LogEntry::Kind::Delete && (*room)->moderates(request.user);
        append(std::move(room).value(), std::move(entry), std::move(done));
    });
}

void RoomShard::append(RoomPtr room, LogEntry entry, Sent done)
{
    ++room->inFlight;
    room->usedAtMs = m_ports.clock.steadyMs();
    const bool created = entry.kind == LogEntry::Kind::Send;
    m_ports.log.append(std::move(entry), m_loop,
        [this, room = std::move(room), created, done = std::move(done)](Result<LogReceipt> receipt) mutable {
            --room->inFlight;
            if (receipt) {
                room->advance(receipt->head);
                // Told to those who are members now, not to those who were when it was sent.
                if (receipt->changed)
                    m_ports.bus.publish(messageEvent(receipt->message, created, room->audience()));
            }
            done(std::move(receipt));
        });
}

QCoro::Task<Result<MessagePage>> RoomShard::history(UserId user, RoomId id, PageQuery query)
{
    auto room = co_await entered(user, id);
    if (!room)
        co_return std::move(room).error();
    auto page = co_await m_ports.log.page(id, query);
    if (!(*room)->member(user)) // removed while it was read
        co_return noSuchRoom();
    co_return page;
}

QCoro::Task<Result<Changes>> RoomShard::changes(UserId user, RoomId id, qint64 since, int limit)
{
    auto room = co_await entered(user, id);
    if (!room)
        co_return std::move(room).error();
    const Head head = (*room)->head();
    if (since > head.rev || head.rev - since > m_ports.limits.changesReset) {
        Changes changes;
        changes.reset = true;
        changes.page.head = head;
        co_return changes;
    }
    auto page = co_await m_ports.log.changes(id, since, limit);
    if (!page)
        co_return std::move(page).error();
    if (!(*room)->member(user))
        co_return noSuchRoom();
    co_return Changes{std::move(page).value(), false};
}

QCoro::Task<Result<RoomView>> RoomShard::view(UserId user, RoomId id, QString after, int limit)
{
    auto room = co_await entered(user, id);
    if (!room)
        co_return std::move(room).error();
    auto row = co_await m_ports.rooms.row(id, user);
    if (!row)
        co_return std::move(row).error();
    auto members = co_await m_ports.rooms.members(id, std::move(after), limit);
    if (!members)
        co_return std::move(members).error();
    if (!*row || !(*room)->member(user))
        co_return noSuchRoom();
    co_return RoomView{std::move(**row), std::move(members).value()};
}

QCoro::Task<Result<ReadMark>> RoomShard::read(UserId user, RoomId id, qint64 seq)
{
    auto room = co_await entered(user, id);
    if (!room)
        co_return std::move(room).error();
    const qint64 mark = std::clamp<qint64>(seq, 0, (*room)->head().seq);
    auto unread = co_await m_ports.rooms.setRead(id, user, std::max(mark, (*room)->member(user)->readSeq));
    if (!unread)
        co_return std::move(unread).error();
    const Member* me = (*room)->member(user);
    if (!me)
        co_return noSuchRoom();
    // Raised only now that it is stored: a retry after a failure has to be told to the others as well.
    const bool raised = mark > me->readSeq;
    (*room)->setRead(user, mark);
    const ReadMark result{me->readSeq, unread->unread};
    if (raised) {
        m_ports.bus.publish(readEvent(id, user, mark, (*room)->audience(user)));
        // The person's own devices learn the new count: what differs per person comes in room.changed alone.
        co_await tellRow(*room, user);
    }
    co_return result;
}

QCoro::Task<> RoomShard::tellRow(RoomPtr room, UserId user)
{
    // Rows are read on several threads; one that is behind what was told already would take it back.
    constexpr int kTries = 3;
    for (int i = 0; i < kTries; ++i) {
        const auto row = co_await m_ports.rooms.row(room->room().id, user);
        const Member* member = room->member(user);
        if (!row || !*row || !member)
            co_return;
        if ((*row)->me.readSeq >= member->readSeq && (*row)->head.rev >= room->head().rev) {
            m_ports.bus.publish(roomEvent(**row, user));
            co_return;
        }
    }
}

QCoro::Task<Result<void>> RoomShard::leave(UserId user, RoomId id)
{
    auto room = co_await entered(user, id);
    if (!room)
        co_return std::move(room).error();
    if ((*room)->room().kind == RoomKind::Direct)
        co_return Error::forbidden(QStringLiteral("A chat of two cannot be left."));
    // Asked first: once the leaving is stored, nothing may stand between it and those who have to hear of it.
    auto leaver = co_await m_ports.users.find(user);
    if (!leaver)
        co_return std::move(leaver).error();
    auto departure = co_await m_ports.rooms.leave(id, user, m_ports.clock.nowMs());
    if (!departure)
        co_return std::move(departure).error();
    RoomActor& actor = **room;
    const Member* member = actor.member(user);
    if (!member) // twice at once
        co_return Result<void>();
    const Member left = *member;
    actor.remove(user);
    if (departure->closed)
        m_rooms.erase(id);
    m_ports.bus.publish(removedEvent(id, QStringLiteral("left"), user));
    if (*leaver)
        m_ports.bus.publish(memberEvent(id, **leaver, left, true, actor.audience()));

    if (const UserId heir = departure->newOwner; !heir.isNull()) {
        actor.setRole(heir, Role::Owner);
        const auto person = co_await m_ports.users.find(heir);
        if (const Member* owner = actor.member(heir); owner && person && *person)
            m_ports.bus.publish(memberEvent(id, **person, *owner, false, actor.audience()));
        co_await tellRow(*room, heir);
    }
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<UserId>>> RoomShard::companions(UserId user, RoomId id)
{
    auto room = co_await entered(user, id);
    if (!room)
        co_return std::move(room).error();
    co_return (*room)->audience(user);
}

void RoomShard::sweep()
{
    const qint64 idleSince = m_ports.clock.steadyMs() - kIdleMs;
    std::erase_if(m_rooms, [idleSince](const auto& entry) {
        const RoomPtr& room = entry.second.room;
        // A room that somebody still holds would be loaded a second time beside itself.
        return room && room.use_count() == 1 && room->inFlight == 0 && room->usedAtMs < idleSince;
    });
    m_loop.postAfter(kSweepMs, [this] { sweep(); });
}

} // namespace madang::server
