#include "server/rooms/roomtable.h"

namespace madang::server {

namespace {

constexpr qint64 kSweepMs = 60'000;
constexpr qint64 kIdleMs = 600'000;
// How often a room is read that changes while it is read, before who waits for it is told so.
constexpr int kReads = 5;

} // namespace

Error noSuchRoom()
{
    return Error::notFound(QStringLiteral("There is no such room among yours."));
}

bool RoomTable::Loaded::await_ready()
{
    const auto found = table.m_rooms.find(id);
    if (found == table.m_rooms.end() || !found->second.isFresh())
        return false;
    result = found->second.room;
    return true;
}

void RoomTable::Loaded::await_suspend(std::coroutine_handle<> waiter)
{
    table.with(id, [this, waiter](Result<RoomPtr> room) {
        result = std::move(room);
        waiter.resume();
    });
}

RoomTable::RoomTable(Executor& loop, RoomRepository& rooms, const Clock& clock)
    : m_loop(loop)
    , m_repository(rooms)
    , m_clock(clock)
{
    m_loop.postAfter(kSweepMs, [this] { sweep(); });
}

void RoomTable::with(RoomId id, Ready ready)
{
    Entry& entry = m_rooms[id];
    if (entry.isFresh()) {
        const RoomPtr room = entry.room;
        return ready(room);
    }
    entry.waiting.push_back(std::move(ready));
    start(id, entry);
}

void RoomTable::withHeard(RoomId id, Head before, Ready ready)
{
    Entry& entry = m_rooms[id];
    if (!entry.room && !entry.heardFrom)
        entry.heardFrom = before;
    with(id, std::move(ready));
}

void RoomTable::start(RoomId id, Entry& entry)
{
    if (std::exchange(entry.loading, true))
        return;
    // Never inside the caller's turn, so that with() on a room that is away always calls back later.
    m_loop.post([this, id] { load(id, 0); });
}

QCoro::Task<> RoomTable::load(RoomId id, int reads)
{
    m_rooms[id].outdated = false;
    auto state = co_await m_repository.load(id);
    // Behind whatever was posted here before the reading was done: a change that the state holds already has
    // been heard of then.
    m_loop.post([this, id, reads, state = std::move(state)]() mutable {
        // What was read may be from before a change of who is in the room.
        if (!m_rooms[id].outdated)
            return finish(id, std::move(state));
        if (reads + 1 < kReads) {
            load(id, reads + 1);
            return;
        }
        finish(id, Error::unavailable(QStringLiteral("This room is changing; try again in a moment.")));
    });
}

void RoomTable::finish(RoomId id, Result<std::optional<RoomState>> state)
{
    Entry& entry = m_rooms[id];
    entry.loading = false;
    auto waiting = std::exchange(entry.waiting, {});
    Result<RoomPtr> result = noSuchRoom();
    std::vector<UserId> before;
    bool audited = false;
    if (!state) {
        result = std::move(state).error();
        entry.outdated = true; // the next one who asks has it read again
        // Where it has to be told from is known still when it can be read.
        if (!entry.room && !entry.heardFrom)
            m_rooms.erase(id);
    } else if (!*state) {
        m_rooms.erase(id);
    } else {
        if (entry.room) {
            before = entry.room->audience();
            if (std::exchange(entry.lost, false))
                entry.room->startOver(std::move(**state));
            else
                entry.room->reset(std::move(**state));
        } else {
            const Head head = (*state)->head;
            const bool late = entry.heardFrom && entry.heardFrom->rev < head.rev;
            entry.room = std::make_shared<RoomActor>(std::move(**state), late ? *entry.heardFrom : head);
            before = entry.room->audience();
        }
        entry.heardFrom.reset();
        use(*entry.room);
        audited = std::exchange(entry.audited, false);
        result = entry.room;
    }
    if (audited && m_audit)
        m_audit(*result, std::move(before));
    for (Ready& ready : waiting)
        ready(result);
}

RoomTable::Loaded RoomTable::loaded(RoomId id)
{
    return Loaded{*this, id, {}};
}

QCoro::Task<Result<RoomPtr>> RoomTable::entered(UserId user, RoomId id)
{
    Result<RoomPtr> room = co_await loaded(id);
    if (room && !(*room)->member(user))
        co_return noSuchRoom();
    if (room)
        use(**room);
    co_return room;
}

RoomPtr RoomTable::peek(RoomId id) const
{
    const auto found = m_rooms.find(id);
    return found == m_rooms.end() ? nullptr : found->second.room;
}

bool RoomTable::isFresh(RoomId id) const
{
    const auto found = m_rooms.find(id);
    return found != m_rooms.end() && found->second.isFresh();
}

void RoomTable::outdate(RoomId id)
{
    changed(id);
    if (const auto found = m_rooms.find(id); found != m_rooms.end())
        found->second.outdated = true;
}

void RoomTable::doubt(RoomId id)
{
    outdate(id);
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end())
        return;
    found->second.audited = true;
    reloadAll(std::vector<RoomId>(1, id));
}

void RoomTable::distrust()
{
    std::vector<RoomId> ids;
    ids.reserve(m_rooms.size());
    for (auto& [id, entry] : m_rooms) {
        entry.outdated = true;
        entry.audited = true;
        ids.push_back(id);
        changed(id);
    }
    reloadAll(std::move(ids));
}

void RoomTable::startOver()
{
    for (auto& [id, entry] : m_rooms) {
        entry.lost = entry.room != nullptr;
        entry.heardFrom.reset();
    }
    distrust();
}

QCoro::Task<> RoomTable::reloadAll(std::vector<RoomId> ids)
{
    // One after the other: all of a busy server's rooms at once would hold up whoever asks for something now.
    for (RoomId id : ids) {
        if (m_rooms.contains(id))
            co_await loaded(id);
    }
}

void RoomTable::sweep()
{
    const qint64 idleSince = m_clock.steadyMs() - kIdleMs;
    std::erase_if(m_rooms, [idleSince](const auto& item) {
        const Entry& entry = item.second;
        // A room that somebody still holds would be read a second time beside itself.
        return entry.room && !entry.loading && entry.room.use_count() == 1 && entry.room->inFlight == 0
            && !entry.room->order.hasHole() && entry.room->usedAtMs < idleSince;
    });
    m_loop.postAfter(kSweepMs, [this] { sweep(); });
}

} // namespace madang::server
