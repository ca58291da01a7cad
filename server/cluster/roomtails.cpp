#include "server/cluster/roomtails.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr size_t kRooms = 100; // of one call
// Messages of one call: Redis does nothing else meanwhile.
constexpr qint64 kMessages = 500;
constexpr qint64 kMessagesLeast = 10; // of a room
// What the database has is kept for a while longer, for rows that were read a moment ago.
constexpr qint64 kBehind = 2'000;
// Past either everything is forgotten, and asked for again where somebody wants it.
constexpr qint64 kKnownMost = 2'000'000;
constexpr size_t kRoomsMost = 20'000;
constexpr qsizetype kHeadSize = 32; // lua/tail.lua

Error unread(const Error& error)
{
    if (error.code != ErrorCode::Unavailable) {
        qCWarning(lcCluster, "Redis refused to read: %ls", qUtf16Printable(error.message));
    }
    return Error::unavailable(QStringLiteral("The messages cannot be read; try again."));
}

std::vector<UserId> sendersOf(const QByteArray& bytes)
{
    std::vector<UserId> senders;
    senders.reserve(size_t(bytes.size()) / sizeof(quint64));
    for (qsizetype at = 0; at + qsizetype(sizeof(quint64)) <= bytes.size(); at += sizeof(quint64)) {
        senders.emplace_back(bigEndian(bytes, at));
    }
    return senders;
}

} // namespace

RoomTails::RoomTails(RedisClient& client, const LogKeys& keys, const LogScripts& scripts)
    : m_client(client)
    , m_keys(keys)
    , m_scripts(scripts)
    , m_shards(size_t(keys.shards()))
    , m_self(std::make_shared<RoomTails*>(this))
{
}

RoomTails::~RoomTails()
{
    m_self.reset();
    auto rooms = std::exchange(m_rooms, {});
    for (auto& [id, room] : rooms) {
        fail(std::move(room.asking), unread(Error::unavailable({})));
        fail(std::move(room.waiting), unread(Error::unavailable({})));
    }
}

void RoomTails::ask(std::vector<RoomId> rooms, Done done)
{
    std::sort(rooms.begin(), rooms.end());
    rooms.erase(std::unique(rooms.begin(), rooms.end()), rooms.end());
    if (rooms.empty()) {
        return done(std::vector<RoomTail>());
    }
    auto ask = std::make_shared<Ask>();
    ask->left = rooms.size();
    ask->done = std::move(done);
    for (const RoomId id : rooms) {
        Room& room = m_rooms[id];
        room.waiting.push_back(ask);
        want(id, room);
    }
    for (int shard = 0; shard < m_keys.shards(); ++shard) {
        pump(shard);
    }
}

void RoomTails::want(RoomId id, Room& room)
{
    if (!std::exchange(room.listed, true)) {
        m_shards[size_t(m_keys.shardOf(id))].wanted.push_back(id);
    }
}

void RoomTails::pump(int index)
{
    Shard& shard = m_shards[size_t(index)];
    if (shard.underWay || shard.wanted.empty()) {
        return;
    }
    const auto end = shard.wanted.begin() + qsizetype(std::min(kRooms, shard.wanted.size()));
    std::vector<RoomId> rooms(shard.wanted.begin(), end);
    shard.wanted.erase(shard.wanted.begin(), end);
    RedisArguments keys;
    RedisArguments arguments(std::max(kMessagesLeast, kMessages / qint64(rooms.size())));
    for (const RoomId id : rooms) {
        Room& room = m_rooms[id];
        room.asking = std::move(room.waiting);
        room.waiting.clear();
        keys.add(m_keys.head(id)).add(m_keys.window(id));
        arguments.add(room.sent.last());
    }
    shard.underWay = true;
    m_client.evaluate(m_scripts.tail, keys, arguments,
        [self = std::weak_ptr(m_self), index, era = m_era, rooms](Result<RespValue> reply) {
            const auto tails = self.lock();
            if (!tails) {
                return;
            }
            if (reply && era != (*tails)->m_era) {
                reply = Error::unavailable({});
            }
            (*tails)->answered(index, rooms, reply);
        });
}

void RoomTails::answered(int index, const std::vector<RoomId>& rooms, const Result<RespValue>& reply)
{
    Shard& shard = m_shards[size_t(index)];
    shard.underWay = false;
    const bool whole = reply && reply->size() == 3 * rooms.size();
    for (size_t i = 0; i < rooms.size(); ++i) {
        Room& room = m_rooms[rooms[i]];
        room.listed = false;
        Asks asking = std::exchange(room.asking, {});
        if (!whole) {
            fail(std::move(asking), unread(reply ? Error() : reply.error()));
        } else if (reply->at(3 * i).text().size() != kHeadSize) {
            m_known -= room.sent.count();
            room.sent = SentTail();
            settle(std::move(asking), nullptr);
        } else if (!take(rooms[i], room, *reply, 3 * i)) {
            // Those who came meanwhile are behind them.
            room.waiting.insert(room.waiting.begin(), asking.begin(), asking.end());
        } else {
            RoomTail tail;
            tail.room = rooms[i];
            const QByteArray& head = reply->at(3 * i).text();
            tail.head = {qint64(bigEndian(head, 0)), qint64(bigEndian(head, 8))};
            if (auto stored = decodeRecord(reply->at(3 * i + 1).text())) {
                tail.newest = std::move(stored->record.message);
            }
            tail.sent = room.sent;
            settle(std::move(asking), &tail);
        }
        if (!room.waiting.empty()) {
            want(rooms[i], room);
        }
        tidy(rooms[i]);
    }
    if (m_known > kKnownMost || m_rooms.size() > kRoomsMost) {
        drop();
    }
    pump(index);
}

bool RoomTails::take(RoomId id, Room& room, const RespValue& reply, size_t at)
{
    const QByteArray& head = reply.at(at).text();
    const auto seq = qint64(bigEndian(head, 0));
    const auto committed = qint64(bigEndian(head, 16));
    const auto after = qint64(bigEndian(head, 24));
    SentTail& sent = room.sent;
    m_known -= sent.count();
    if (sent.last() > seq) {
        qCWarning(lcCluster, "room %llu went back from %lld to %lld", qulonglong(id.value()),
            qlonglong(sent.last()), qlonglong(seq));
        sent = SentTail();
        return false;
    }
    // What lies between is in the database, and may have left Redis.
    if (after > sent.last()) {
        sent = SentTail(after);
    }
    sent.add(sendersOf(reply.at(at + 2).text()));
    sent.forget(committed - kBehind);
    m_known += sent.count();
    return sent.last() >= seq;
}

void RoomTails::settle(Asks asks, const RoomTail* tail)
{
    for (const auto& ask : asks) {
        if (!ask->done) {
            continue;
        }
        if (tail) {
            ask->tails.push_back(*tail);
        }
        if (--ask->left == 0) {
            std::exchange(ask->done, {})(std::move(ask->tails));
        }
    }
}

void RoomTails::fail(Asks asks, const Error& error)
{
    for (const auto& ask : asks) {
        if (ask->done) {
            std::exchange(ask->done, {})(error);
        }
    }
}

void RoomTails::tidy(RoomId id)
{
    const auto found = m_rooms.find(id);
    if (found->second.sent.count() == 0 && !found->second.listed) {
        m_rooms.erase(found);
    }
}

void RoomTails::forget()
{
    ++m_era;
    drop();
}

void RoomTails::drop()
{
    m_known = 0;
    for (auto room = m_rooms.begin(); room != m_rooms.end();) {
        room->second.sent = SentTail();
        room = room->second.listed ? std::next(room) : m_rooms.erase(room);
    }
}

} // namespace madang::server
