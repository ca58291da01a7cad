#pragma once

#include "server/redis/redisclient.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>

namespace madang::server {

// What a Redis says of itself (INFO and CONFIG GET).
struct RedisFacts {
    QHash<QByteArray, QByteArray> info; // "redis_version": "7.0.15"
    QHash<QByteArray, QByteArray> config; // "appendfsync": "always"
    QString configRefused; // what Redis said instead of its configuration

    // "redis_version:7.0.15\r\n# Section\r\n…"
    [[nodiscard]] static QHash<QByteArray, QByteArray> parseInfo(const QByteArray& text);
    // What has to be asked, and what comes of the answers, in that order, from the first of these on.
    [[nodiscard]] static std::vector<RedisCommand> questions();
    [[nodiscard]] static RedisFacts of(const std::vector<RespValue>& answers, size_t first);
};

// Why this Redis may lose what it has acknowledged: a sentence each for a person, with what to change. Empty
// if it does not.
[[nodiscard]] QStringList reasonsItMayLose(const RedisFacts& facts);

// Asks, and says so. An error means that it could not be asked. Ask again after a failover: it is another
// Redis.
void checkDurability(RedisClient& client, UniqueFunction<void(Result<QStringList>)> done);

} // namespace madang::server
