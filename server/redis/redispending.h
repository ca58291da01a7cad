#pragma once

#include "server/redis/redisanswer.h"
#include "server/redis/rediscommand.h"
#include "server/redis/redisscript.h"

#include <deque>

namespace madang::server {

// A command of a RedisClient that has no answer yet.
struct RedisPending {
    RedisArguments arguments; // dropped when sent, unless a script's
    RedisDone done; // none: the client's own
    std::optional<RedisScript> script;
    qint64 dueMs = 0; // steady; 0: never
    qsizetype bytes = 0;
    bool waits = true; // for the next connection
    bool inFull = false; // a script: with its source, as Redis had lost it

    void appendTo(QByteArray& out) const;
    [[nodiscard]] bool isLate(qint64 nowMs) const noexcept { return dueMs != 0 && dueMs <= nowMs; }
};

using RedisQueue = std::deque<RedisPending>;

// Takes those out whose deadline has passed, but for the first `sent`. `nextMs` becomes the earliest deadline
// of the others, if that is earlier or it was 0 (none).
[[nodiscard]] RedisQueue takeLate(RedisQueue& queue, size_t sent, qint64 nowMs, qint64& nextMs);

// Answers them `unavailable`. Touches nothing but them, since any answer may delete the client.
void answerUnavailable(RedisQueue queue, const QString& why);

} // namespace madang::server
