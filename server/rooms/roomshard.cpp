#include "server/rooms/roomshard.h"

#include "server/rooms/roomwire.h"

#include <algorithm>

namespace madang::server {

namespace {

// How often a change is decided anew because who is in the room has changed meanwhile.
constexpr int kDecisions = 5;

} // namespace

RoomShard::RoomShard(Executor& loop, const RoomPorts& ports)
    : m_loop(loop)
    , m_ports(ports)
    , m_table(loop, ports.rooms, ports.clock)
    , m_news(loop, m_table, {ports.rooms, ports.users, ports.log, ports.bus})
{
}

void RoomShard::send(SendRequest request, Sent done)
{
    const RoomId id = request.room;
    m_table.with(
        id, [this, request = std::move(request), done = std::move(done)](Result<RoomPtr> room) mutable {
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
            entry.forwarded = std::move(request.forwarded);
            entry.source = request.source;
            entry.sourceSeq = request.sourceSeq;
            entry.onlyAgain = request.onlyAgain;
            append(std::move(room).value(), std::move(entry), std::move(done));
        });
}

void RoomShard::change(ChangeRequest request, Sent done)
{
    const RoomId id = request.room;
    m_table.with(
        id, [this, request = std::move(request), done = std::move(done)](Result<RoomPtr> room) mutable {
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
            entry.on = request.on;
            append(std::move(room).value(), std::move(entry), std::move(done));
        });
}

void RoomShard::append(RoomPtr room, LogEntry entry, Sent done, int tries)
{
    if (entry.kind == LogEntry::Kind::Pin && !room->pins(entry.actor))
        return done(
            Error::forbidden(QStringLiteral("Only the owner and admins of a group pin its messages.")));
    ++room->inFlight;
    room->usedAtMs = m_ports.clock.steadyMs();
    entry.membership = room->membership();
    entry.othersToo = entry.kind == LogEntry::Kind::Delete && room->moderates(entry.actor);
    auto answered = [this, room = std::move(room), entry, tries, done = std::move(done)](
                        Result<LogReceipt> receipt) mutable {
        --room->inFlight;
        if (receipt && receipt->outdated) {
            if (room->membership() == entry.membership)
                m_table.outdate(entry.room);
            return decideAgain(std::move(entry), std::move(done), tries + 1);
        }
        if (receipt && receipt->changed && entry.kind == LogEntry::Kind::Send)
            ++m_sent;
        if (receipt && receipt->changed)
            m_news.arrived(room, receipt->message, receipt->head);
        else if (receipt)
            room->advance(receipt->head);
        done(std::move(receipt));
    };
    m_ports.log.append(std::move(entry), m_loop, std::move(answered));
}

void RoomShard::decideAgain(LogEntry entry, Sent done, int tries)
{
    if (tries >= kDecisions)
        return done(Error::unavailable(QStringLiteral("This room is changing; try again in a moment.")));
    const RoomId id = entry.room;
    m_table.with(
        id, [this, entry = std::move(entry), done = std::move(done), tries](Result<RoomPtr> room) mutable {
            if (!room)
                return done(std::move(room).error());
            if (!(*room)->member(entry.actor))
                return done(noSuchRoom());
            append(std::move(room).value(), std::move(entry), std::move(done), tries);
        });
}

QCoro::Task<Result<MessagePage>> RoomShard::history(UserId user, RoomId id, PageQuery query)
{
    auto room = co_await m_table.entered(user, id);
    if (!room)
        co_return std::move(room).error();
    auto page = co_await m_ports.log.page(id, query);
    if (!page)
        co_return std::move(page).error();
    // Removed while it was read, here or elsewhere.
    if (auto still = co_await m_table.entered(user, id); !still)
        co_return std::move(still).error();
    co_return page;
}

QCoro::Task<Result<Changes>> RoomShard::changes(UserId user, RoomId id, qint64 since, int limit)
{
    auto room = co_await m_table.entered(user, id);
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
    if (auto still = co_await m_table.entered(user, id); !still)
        co_return std::move(still).error();
    co_return Changes{std::move(page).value(), false};
}

QCoro::Task<Result<RoomView>> RoomShard::view(UserId user, RoomId id, QString after, int limit)
{
    auto room = co_await m_table.entered(user, id);
    if (!room)
        co_return std::move(room).error();
    auto row = co_await m_ports.rooms.row(id, user);
    if (!row)
        co_return std::move(row).error();
    auto members = co_await m_ports.rooms.members(id, std::move(after), limit);
    if (!members)
        co_return std::move(members).error();
    if (auto still = co_await m_table.entered(user, id); !still)
        co_return std::move(still).error();
    if (!*row)
        co_return noSuchRoom();
    co_return RoomView{std::move(**row), std::move(members).value()};
}

QCoro::Task<Result<ReadMark>> RoomShard::read(UserId user, RoomId id, qint64 seq)
{
    auto room = co_await m_table.entered(user, id);
    if (!room)
        co_return std::move(room).error();
    const qint64 mark = std::clamp<qint64>(seq, 0, (*room)->head().seq);
    auto unread = co_await m_ports.rooms.setRead(id, user, std::max(mark, (*room)->member(user)->readSeq));
    if (!unread)
        co_return std::move(unread).error();
    const Member* me = (*room)->member(user);
    if (!me)
        co_return noSuchRoom();
    // Raised only now that it is stored: a retry after a failure has to be told to the others as well. The
    // store's mark may be further, by another server.
    const qint64 stored = std::max(mark, unread->readSeq);
    const bool raised = stored > me->readSeq;
    (*room)->setRead(user, stored);
    const ReadMark result{me->readSeq, unread->unread};
    if (raised) {
        m_ports.bus.publish(readEvent(id, user, stored, (*room)->audience(user)));
        // The person's own devices learn the new count: what differs per person comes in room.changed alone.
        co_await m_news.tellRow(*room, user);
    }
    co_return result;
}

QCoro::Task<Result<void>> RoomShard::leave(UserId user, RoomId id)
{
    auto room = co_await m_table.entered(user, id);
    if (!room)
        co_return std::move(room).error();
    if ((*room)->room().kind == RoomKind::Direct)
        co_return Error::forbidden(QStringLiteral("A chat of two cannot be left."));
    // Asked first: once the leaving is stored, nothing may stand between it and those who have to hear of it.
    auto leaver = co_await m_ports.users.find(user);
    if (!leaver)
        co_return std::move(leaver).error();
    auto departure = co_await m_ports.rooms.leave(id, user, m_ports.clock.nowMs());
    if (!departure) {
        m_table.doubt(id); // it may have been carried out all the same
        co_return std::move(departure).error();
    }
    RoomActor& actor = **room;
    const Member* member = actor.member(user);
    if (!member) // twice at once
        co_return Result<void>();
    const Member leaving = *member;
    left(*room, user, *departure);
    m_ports.bus.publish(removedEvent(id, QStringLiteral("left"), user));
    if (*leaver)
        m_ports.bus.publish(memberEvent(id, **leaver, leaving, true, actor.audience()));

    if (const UserId heir = departure->newOwner; !heir.isNull()) {
        actor.setRole(heir, Role::Owner);
        const auto person = co_await m_ports.users.find(heir);
        if (const Member* owner = actor.member(heir); owner && person && *person)
            m_ports.bus.publish(memberEvent(id, **person, *owner, false, actor.audience()));
        co_await m_news.tellRow(*room, heir);
    }
    co_return Result<void>();
}

QCoro::Task<Result<RoomRow>> RoomShard::setExpiry(UserId user, RoomId id, qint64 afterMs)
{
    auto room = co_await m_table.entered(user, id);
    if (!room)
        co_return std::move(room).error();
    if ((*room)->room().kind == RoomKind::Direct)
        co_return Error::forbidden(QStringLiteral("A chat of two has no owner who could decide that."));
    if ((*room)->member(user)->role != Role::Owner)
        co_return Error::forbidden(QStringLiteral("Only the owner decides how long messages stay."));
    const Limits& limits = m_ports.limits;
    if (afterMs != 0 && (afterMs < limits.expiryMinMs || afterMs > limits.expiryMaxMs))
        co_return Error::invalid(QStringLiteral("after_ms"),
            QStringLiteral("`after_ms` is 0, or a number from %1 to %2.")
                .arg(limits.expiryMinMs)
                .arg(limits.expiryMaxMs));
    if (auto stored = co_await m_ports.rooms.setExpiry(id, afterMs); !stored)
        co_return std::move(stored).error();
    auto row = co_await m_ports.rooms.row(id, user);
    if (!row)
        co_return std::move(row).error();
    if (!*row || !(*room)->member(user))
        co_return noSuchRoom();
    m_ports.bus.publish(roomEvent(**row, (*room)->audience()));
    co_return std::move(**row);
}

void RoomShard::left(const RoomPtr& room, UserId user, const Departure& departure)
{
    room->remove(user);
    m_table.changed(room->room().id);
    // Where several servers decide, others may have changed something as well: it is read again.
    if (departure.closed || departure.membership != room->membership())
        m_table.outdate(room->room().id);
}

QCoro::Task<Result<std::vector<UserId>>> RoomShard::companions(UserId user, RoomId id)
{
    auto room = co_await m_table.entered(user, id);
    if (!room)
        co_return std::move(room).error();
    co_return (*room)->audience(user);
}

QCoro::Task<Result<Roster>> RoomShard::roster(RoomId id, std::vector<UserId> among, int most)
{
    auto room = co_await m_table.loaded(id);
    if (!room)
        co_return std::move(room).error();
    const RoomActor& actor = **room;
    Roster roster;
    for (UserId user : among) {
        if (actor.member(user))
            roster.among.push_back(user);
    }
    if (actor.memberCount() <= most)
        roster.all = actor.audience();
    co_return roster;
}

void RoomShard::tellMembers(RoomId id, UserId about, Event event)
{
    m_table.with(id, [this, about, event = std::move(event)](const Result<RoomPtr>& room) mutable {
        if (!room || (!about.isNull() && !(*room)->member(about)))
            return;
        std::erase_if(event.to, [&](UserId user) { return !(*room)->member(user); });
        if (!event.to.empty())
            m_ports.bus.publish(std::move(event));
    });
}

} // namespace madang::server
