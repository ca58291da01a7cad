#pragma once

#include "server/cluster/logkeys.h"
#include "server/cluster/logscripts.h"
#include "server/domain/messagearchive.h"
#include "server/redis/redisclient.h"

#include <functional>

namespace madang::server {

// History: what is in Redis, and where that does not reach, the database. Always Redis first and the database
// after: what had left Redis before was in the database by then, and what of both is newer has the higher
// rev. From any thread with an event loop.
class RedisLogReader {
public:
    // Has the client carry out something, on its thread; answers `unavailable` where there is none.
    using Ask = std::function<QCoro::Task<Result<RespValue>>(UniqueFunction<void(RedisClient&, RedisDone)>)>;

    RedisLogReader(Ask ask, MessageArchive& archive, const LogKeys& keys, const LogScripts& scripts);

    QCoro::Task<Result<std::optional<Head>>> head(RoomId room);
    // `floor`: the seq before which all is known to have expired.
    QCoro::Task<Result<MessagePage>> page(RoomId room, PageQuery query, qint64 floor = 1);
    QCoro::Task<Result<ChangesPage>> changes(RoomId room, qint64 since, int limit);
    // RedisLog::forget().
    QCoro::Task<Result<void>> forget(RoomId room, qint64 below);
    // RedisLog::membership(), membershipToChange(), membershipChanged().
    enum class Membership : char { Read = 'R', Write = 'W', Change = 'C' };
    QCoro::Task<Result<qint64>> membership(RoomId room, Membership what, qint64 keptMs);

private:
    QCoro::Task<Result<RespValue>> evaluate(
        RedisScript script, RedisArguments keys, RedisArguments arguments);

    Ask m_ask;
    MessageArchive& m_archive;
    const LogKeys& m_keys;
    const LogScripts& m_scripts;
};

} // namespace madang::server
