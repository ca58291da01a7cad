#pragma once

#include "server/cluster/logkeys.h"
#include "server/cluster/logscripts.h"
#include "server/domain/flushgate.h"
#include "server/domain/messagearchive.h"
#include "server/redis/redisclient.h"
#include "shared/core/clock.h"

#include <deque>
#include <unordered_map>

namespace madang::server {

class LogAnswers;
class LogVerdict;

// An entry on its way through Redis, with what lua/append.lua is told of it.
struct RedisAppend {
    LogEntry entry;
    QByteArray hash; // of the body; empty: there is no client_id
    QByteArray payload; // a message's body, or the new text
    Executor* replyOn = nullptr;
    MessageLog::Done done;
    std::shared_ptr<FlushGate> gate; // held until `done` has run
    qint64 dueMs = 0; // steady
    QByteArray base; // what the database said
    int asked = 0; // LogVerdict's bits: of what it was asked for that
    std::optional<ArchivedMessage> archived; // in that
    int lookups = 0;
};

// Brings entries to Redis, many rooms at once and each room's in their order: one call at a time for a room,
// with everything of it that waits by then. Where the script needs to know what only the database does, the
// room waits for that. On the thread of the client.
class RedisLogWriter {
public:
    RedisLogWriter(Executor& executor, RedisClient& client, MessageArchive& archive, const LogKeys& keys,
        const LogScripts& scripts, const RedisLogOptions& options, UniqueFunction<void(size_t)> answered);
    // Answers `unavailable` to whatever is still there.
    ~RedisLogWriter();
    RedisLogWriter(const RedisLogWriter&) = delete;
    RedisLogWriter& operator=(const RedisLogWriter&) = delete;

    void submit(std::vector<RedisAppend> entries);

private:
    struct Room {
        std::deque<RedisAppend> waiting;
        bool busy = false; // some of them are under way or being looked up, or the room is in `ready`
    };
    struct Shard {
        std::deque<RoomId> ready;
        int underWay = 0; // calls
    };
    struct Part { // of a call: the first `count` entries of a room
        RoomId room;
        int count = 0;
    };
    struct Wish { // what an entry wants to know of the database
        int what = 0;
        qint64 seq = 0; // of the message
        SentId id = {}; // or its client_id
    };
    using Found = std::vector<std::optional<ArchivedMessage>>;
    struct LookUp { // for the first entries of a room, each its wish
        RoomId room;
        std::vector<Wish> wishes;
        qint64 asof = 0;
        bool ofHead = false; // also how far the room is
        std::shared_ptr<bool> over = std::make_shared<bool>(false); // it took too long, or is through
    };

    void pump(int shard);
    [[nodiscard]] std::vector<Part> nextParts(Shard& shard);
    void call(int shard, std::vector<Part> parts);
    void addEntry(RedisArguments& keys, RedisArguments& arguments, const RedisAppend& append) const;
    void settle(int shard, const std::vector<Part>& parts, Result<RespValue> reply);
    // Gives what is to be looked up for those that are not answered.
    LookUp settlePart(
        const Part& part, const RespValue::Elements& verdicts, size_t first, LogAnswers& answers);
    void release(RoomId room);
    QCoro::Task<> lookUp(LookUp wanted);
    // What each wishes for. All of them at once, and all client_ids as one question.
    [[nodiscard]] static QCoro::Task<Result<Found>> find(
        MessageArchive& archive, RoomId room, std::vector<Wish> wishes);
    [[nodiscard]] static Wish asked(const RedisAppend& append, const LogVerdict& verdict);
    [[nodiscard]] Wish foreseen(const RedisAppend& append, qint64 now, bool again) const;
    void endLookUp(const LookUp& wanted, const Error* failure);
    // Answers those that need what could not be looked up.
    void giveUp(const LookUp& wanted, const Error& failure, LogAnswers& answers);

    Executor& m_executor;
    RedisClient& m_client;
    MessageArchive& m_archive;
    const LogKeys& m_keys;
    const LogScripts& m_scripts;
    const RedisLogOptions& m_options;
    UniqueFunction<void(size_t)> m_answered;
    const qint64 m_slackMs;
    const qint64 m_baseMs;
    SystemClock m_clock;
    std::unordered_map<RoomId, Room> m_rooms;
    std::vector<Shard> m_shards;
    std::shared_ptr<RedisLogWriter*> m_self; // for what comes back after our end
};

} // namespace madang::server
