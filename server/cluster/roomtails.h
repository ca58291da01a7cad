#pragma once

#include "server/cluster/logkeys.h"
#include "server/cluster/logscripts.h"
#include "server/cluster/roomtail.h"
#include "server/redis/redisclient.h"

#include <unordered_map>

namespace madang::server {

// Reads the tails of rooms. However much of a room waits for the database, and however many people ask: Redis
// is asked by one call at a time for a shard, each of a bounded cost, for all who wait by then; and who sent
// a message it is asked once, since that never changes. On the thread of the client.
class RoomTails {
public:
    // Of those rooms that have a head in Redis, in any order.
    using Done = UniqueFunction<void(Result<std::vector<RoomTail>>)>;

    RoomTails(RedisClient& client, const LogKeys& keys, const LogScripts& scripts);
    // Answers `unavailable` to whoever waits.
    ~RoomTails();
    RoomTails(const RoomTails&) = delete;
    RoomTails& operator=(const RoomTails&) = delete;

    // As the rooms are at some moment from now on.
    void ask(std::vector<RoomId> rooms, Done done);
    // The Redis that is asked from now on may not be the one that was.
    void forget();

private:
    struct Ask {
        size_t left = 0; // rooms
        std::vector<RoomTail> tails;
        Done done; // null: answered
    };
    using Asks = std::vector<std::shared_ptr<Ask>>;
    struct Room {
        SentTail sent;
        Asks waiting;
        Asks asking; // by the call that is under way
        bool listed = false; // in the shard's list, or in the call
    };
    struct Shard {
        std::vector<RoomId> wanted;
        bool underWay = false;
    };

    void want(RoomId id, Room& room);
    void pump(int shard);
    void answered(int shard, const std::vector<RoomId>& rooms, const Result<RespValue>& reply);
    // Whether that is all of the room.
    bool take(RoomId id, Room& room, const RespValue& reply, size_t at);
    static void settle(Asks asks, const RoomTail* tail);
    static void fail(Asks asks, const Error& error);
    void tidy(RoomId id);
    void drop();

    RedisClient& m_client;
    const LogKeys& m_keys;
    const LogScripts& m_scripts;
    std::unordered_map<RoomId, Room> m_rooms;
    std::vector<Shard> m_shards;
    qint64 m_known = 0; // messages in all rooms
    quint64 m_era = 0; // what a call of an earlier one answers is not believed
    std::shared_ptr<RoomTails*> m_self; // for what comes back after our end
};

} // namespace madang::server
