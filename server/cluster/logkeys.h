#pragma once

#include "server/cluster/redislogoptions.h"
#include "server/domain/message.h"

namespace madang::server {

// How the log's keys are named: PREFIX:{shard}:…, with the shard as hash tag, so that everything of a room
// lies in one hash slot of a Redis Cluster.
class LogKeys {
public:
    explicit LogKeys(const RedisLogOptions& options);

    [[nodiscard]] int shards() const noexcept { return int(m_tags.size()); }
    [[nodiscard]] int shardOf(RoomId room) const noexcept { return int(room.value() % m_tags.size()); }

    [[nodiscard]] QByteArray group() const { return m_prefix + ":group"; } // a channel
    [[nodiscard]] QByteArray layout() const; // how many shards there are
    [[nodiscard]] QByteArray epoch() const; // since when there is something; in the same hash slot
    [[nodiscard]] QByteArray stream(int shard) const { return tag(shard) + "log"; }
    // What of it the database refuses: a stream too, of which nothing is taken but by hand.
    [[nodiscard]] QByteArray refused(int shard) const { return tag(shard) + "refused"; }
    [[nodiscard]] QByteArray channel(int shard) const { return tag(shard) + "feed"; }
    [[nodiscard]] QByteArray lease(int shard) const { return tag(shard) + "flusher"; }
    [[nodiscard]] QByteArray head(RoomId room) const { return of(room, "h:"); }
    [[nodiscard]] QByteArray window(RoomId room) const { return of(room, "w:"); }
    [[nodiscard]] QByteArray revs(RoomId room) const { return of(room, "r:"); }
    // Of the sender's own shard: one client_id in two rooms at once must meet.
    [[nodiscard]] QByteArray duplicate(UserId sender, const QUuid& clientId) const;
    [[nodiscard]] QByteArray ahead(UserId sender) const;

private:
    [[nodiscard]] const QByteArray& tag(int shard) const { return m_tags[size_t(shard)]; }
    [[nodiscard]] QByteArray of(RoomId room, const char* kind) const;
    [[nodiscard]] const QByteArray& tagOf(UserId sender) const
    {
        return m_tags[sender.value() % m_tags.size()];
    }

    QByteArray m_prefix;
    std::vector<QByteArray> m_tags; // "PREFIX:{0}:"
};

} // namespace madang::server
