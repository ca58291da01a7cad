#pragma once

#include "server/redis/redisscript.h"

namespace madang::server {

// The scripts of lua/; each says there what it takes and gives.
struct LogScripts {
    LogScripts();

    RedisScript layout;
    RedisScript append;
    RedisScript page;
    RedisScript changes;
    RedisScript tail;
    RedisScript expire;
    RedisScript membership;
    RedisScript lease;
    RedisScript take;
    RedisScript committed;
    RedisScript refuse;
};

} // namespace madang::server
