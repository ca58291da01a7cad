#include "server/cluster/grouprooms.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"

#include <algorithm>
#include <unordered_map>

namespace madang::server {

namespace {

// How often the number of a membership is asked for that has changed in the database, before it is given up.
constexpr int kTries = 10;

qint64 activityAt(const RoomRow& row)
{
    return row.last ? row.last->sentAt : row.room.createdAt;
}

} // namespace

void complete(RoomRow& row, const RoomTail& tail)
{
    row.unread += tail.sent.byOthers(row.me.user, std::max(row.head.seq, row.me.readSeq));
    if (tail.newest && (!row.last || tail.newest->rev > row.last->rev) && tail.newest->seq >= row.head.seq)
        row.last = tail.newest;
    if (tail.head.rev > row.head.rev)
        row.head = tail.head;
}

bool reaches(const RoomTail& tail, Head stored)
{
    const bool newestKnown = tail.head.seq <= stored.seq || tail.newest;
    return tail.sent.after() <= stored.seq && newestKnown;
}

QByteArray encodeId(quint64 id)
{
    return bigEndian(id);
}

std::optional<quint64> decodeId(const QByteArray& bytes)
{
    if (bytes.size() != qsizetype(sizeof(quint64)))
        return std::nullopt;
    return bigEndian(bytes, 0);
}

GroupRooms::GroupRooms(RoomRepository& stored, RedisLog& log, Peers& peers)
    : m_stored(stored)
    , m_log(log)
    , m_peers(peers)
{
}

QCoro::Task<Result<CreatedRoom>> GroupRooms::createGroup(
    Room room, std::vector<Member> members, UserId creator, QUuid clientId)
{
    // A server that cannot tell the others must not make rooms of theirs.
    if (auto reachable = co_await m_log.membership(room.id); !reachable)
        co_return std::move(reachable).error();
    co_return co_await m_stored.createGroup(std::move(room), std::move(members), creator, clientId);
}

QCoro::Task<Result<CreatedRoom>> GroupRooms::createDirect(Room room, UserId creator, UserId peer)
{
    if (auto reachable = co_await m_log.membership(room.id); !reachable)
        co_return std::move(reachable).error();
    // Nobody leaves a chat of two: who is in it is the same for ever, and there is nothing to tell.
    co_return co_await m_stored.createDirect(std::move(room), creator, peer);
}

QCoro::Task<Result<std::optional<RoomState>>> GroupRooms::load(RoomId room)
{
    // First the number and then what it stands for: at worst it is of before, and all is read once more.
    auto membership = co_await m_log.membership(room);
    if (!membership)
        co_return std::move(membership).error();
    auto state = co_await m_stored.load(room);
    if (!state || !*state)
        co_return state;
    auto head = co_await m_log.head(room);
    if (!head)
        co_return std::move(head).error();
    // What this head holds was told to every server, and has to have come here before anybody takes it for
    // told.
    if (auto heard = co_await m_log.heard(room); !heard)
        co_return std::move(heard).error();
    if (*head)
        (*state)->head = **head;
    (*state)->membership = *membership;
    co_return state;
}

QCoro::Task<Result<std::optional<RoomTail>>> GroupRooms::tailOf(RoomId room)
{
    auto tails = co_await m_log.tail(std::vector<RoomId>(1, room));
    if (!tails)
        co_return std::move(tails).error();
    if (tails->empty())
        co_return std::optional<RoomTail>();
    co_return std::optional<RoomTail>(std::move(tails->front()));
}

QCoro::Task<Result<RoomRowPage>> GroupRooms::list(UserId user, QString after, int limit)
{
    auto page = co_await m_stored.list(user, std::move(after), limit);
    if (!page || page->rows.empty())
        co_return page;
    std::vector<RoomId> rooms;
    rooms.reserve(page->rows.size());
    for (const RoomRow& listed : page->rows)
        rooms.push_back(listed.room.id);
    auto tails = co_await m_log.tail(std::move(rooms));
    if (!tails)
        co_return std::move(tails).error();
    std::unordered_map<RoomId, const RoomTail*> byRoom;
    for (const RoomTail& tail : *tails)
        byRoom.emplace(tail.room, &tail);
    std::vector<RoomRow> rows;
    rows.reserve(page->rows.size());
    for (RoomRow& listed : page->rows) {
        const auto tail = byRoom.find(listed.room.id);
        if (tail != byRoom.end() && !reaches(*tail->second, listed.head)) {
            // Some of it went into the database between the two readings.
            auto fresh = co_await m_stored.row(listed.room.id, user);
            if (!fresh)
                co_return std::move(fresh).error();
            if (!*fresh)
                continue;
            listed = std::move(**fresh);
        }
        if (tail != byRoom.end())
            complete(listed, *tail->second);
        rows.push_back(std::move(listed));
    }
    // Within the page; what moves up from a later one is told by its message.
    std::stable_sort(rows.begin(), rows.end(),
        [](const RoomRow& a, const RoomRow& b) { return activityAt(a) > activityAt(b); });
    page->rows = std::move(rows);
    co_return page;
}

QCoro::Task<Result<std::vector<RoomId>>> GroupRooms::roomsOf(UserId user)
{
    return m_stored.roomsOf(user);
}

QCoro::Task<Result<std::optional<RoomRow>>> GroupRooms::row(RoomId room, UserId user)
{
    auto found = co_await m_stored.row(room, user);
    if (!found || !*found)
        co_return found;
    auto tail = co_await tailOf(room);
    if (!tail)
        co_return std::move(tail).error();
    if (*tail && !reaches(**tail, (*found)->head)) {
        // Some of it went into the database between the two readings.
        found = co_await m_stored.row(room, user);
        if (!found || !*found)
            co_return found;
    }
    if (*tail)
        complete(**found, **tail);
    co_return found;
}

QCoro::Task<Result<MemberPage>> GroupRooms::members(RoomId room, QString after, int limit)
{
    return m_stored.members(room, std::move(after), limit);
}

QCoro::Task<Result<UnreadCount>> GroupRooms::setRead(RoomId room, UserId user, qint64 seq)
{
    // First where it is kept: of a mark that cannot be stored nothing has to be counted.
    auto count = co_await m_stored.setRead(room, user, seq);
    if (!count)
        co_return count;
    auto tail = co_await tailOf(room);
    if (!tail)
        co_return std::move(tail).error();
    if (!*tail)
        co_return count;
    if ((*tail)->sent.after() > count->head.seq) {
        // Some of it went into the database between the two readings.
        count = co_await m_stored.setRead(room, user, count->readSeq);
        if (!count)
            co_return count;
    }
    count->unread += (*tail)->sent.byOthers(user, std::max(count->head.seq, count->readSeq));
    if ((*tail)->head.rev > count->head.rev)
        count->head = (*tail)->head;
    co_return count;
}

QCoro::Task<Result<void>> GroupRooms::setExpiry(RoomId room, qint64 afterMs)
{
    return m_stored.setExpiry(room, afterMs);
}

QCoro::Task<Result<Departure>> GroupRooms::leave(RoomId room, UserId user, qint64 at)
{
    // A server that cannot tell the others must not change who is in a room.
    if (auto reachable = co_await m_log.membershipToChange(room); !reachable)
        co_return std::move(reachable).error();
    auto departure = co_await m_stored.leave(room, user, at);
    if (!departure) {
        // The answer may be lost and the leaving not: each server looks, and tells its people what it finds.
        if (departure.error().code == ErrorCode::Unavailable)
            m_peers.tell(PeerTopic::Doubt, encodeId(room.value()));
        co_return departure;
    }
    auto number = co_await changed(room);
    if (!number) {
        m_peers.tell(PeerTopic::Doubt, encodeId(room.value()));
        co_return std::move(number).error();
    }
    departure->membership = *number;
    co_return departure;
}

QCoro::Task<Result<qint64>> GroupRooms::changed(RoomId room)
{
    Result<qint64> number = Error::unavailable(QString());
    for (int i = 0; i < kTries && !number; ++i)
        number = co_await m_log.membershipChanged(room);
    if (!number) // the others find out when they see this server go (PeerListener::left)
        qCCritical(lcCluster, "who is in a room has changed, and the other servers could not be told");
    m_peers.tell(PeerTopic::Membership, encodeId(room.value()));
    co_return number;
}

} // namespace madang::server
