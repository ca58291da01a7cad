#pragma once

#include "server/cluster/grouprooms.h"
#include "server/cluster/redislogoptions.h"
#include "server/redis/redisoptions.h"

#include <QCoroTask>
#include <functional>
#include <memory>
#include <vector>

namespace madang::server {

class Bus;
class PeerListener;
class PeopleService;
class RevocationList;
class RoomService;

// What joins this server to others over one Redis and one PostgreSQL: the log, the peers, and the rooms as
// all servers together have them. Made and destroyed on the main thread, with a thread of its own for Redis.
class Group {
public:
    struct Options {
        RedisOptions redis;
        RedisLogOptions log;
        bool allowLoss = false; // a Redis may be used that can lose what it took
    };
    // Who hears what other servers do; all of it outlives stop().
    struct Hearers {
        RoomService& rooms;
        RevocationList& revocations;
        PeopleService& people;
        std::vector<PeerListener*>
            others; // of the topics that are not rooms' and sessions'; on the Redis thread
        // Events for people here may be lost: they have to come back and compare. Any thread.
        std::function<void()> restartStreams;
        // Sessions may have ended unheard. Any thread.
        std::function<void()> recheckSessions;
    };

    Group(Options options, RoomRepository& stored, MessageArchive& archive, Bus& own);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

    // Looks whether that Redis keeps what it takes, and begins with the log. The error is one line for the
    // person who started the server.
    QCoro::Task<Result<void>> open();
    // After open(): joins the others.
    void join(Hearers hearers);
    // Says goodbye, so that the others do not wait for this server; nothing is heard any more. Blocks for a
    // moment.
    void leave();
    // Moves what is this server's to move into the database, until the deadline (ms), and ends. Blocks.
    void stop(qint64 deadlineMs);

    // The messages of the room below that seq have expired.
    QCoro::Task<Result<void>> forget(RoomId room, qint64 below);

    // Whether Redis answers.
    QCoro::Task<Result<void>> ping();
    // What of each shard waits for the database, at most some seconds old. Any thread.
    [[nodiscard]] std::vector<StreamLag> lag() const;
    // Other servers that are heard. Any thread.
    [[nodiscard]] int peerCount() const noexcept;

    [[nodiscard]] MessageLog& log() noexcept;
    [[nodiscard]] RoomRepository& rooms() noexcept;
    [[nodiscard]] Bus& bus() noexcept;
    [[nodiscard]] Peers& peers() noexcept;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::server
