#pragma once

#include "server/redis/redisaddress.h"
#include "server/redis/rediscommand.h"
#include "server/redis/respparser.h"

#include <functional>
#include <memory>
#include <vector>

namespace madang::server {

// What a Redis is asked on each connection before anything else, and what its answers are judged by: it may
// be another one than before, or be set otherwise.
struct RedisExamination {
    std::vector<RedisCommand> questions;
    // Why the connection is not to be used; empty: it is. Errors are among the answers.
    std::function<QString(const std::vector<RespValue>& answers)> judge;
};

struct RedisOptions {
    RedisAddress address;
    QByteArray name = "madang"; // shown by CLIENT LIST; no spaces
    // Commands that are waiting or under way, and their bytes. Past either a command is refused.
    qsizetype maxCommands = 100'000;
    qsizetype maxBytes = 128 * 1024 * 1024;
    qint64 commandMs = 5'000; // deadline of a command that brings none
    WhenUnsent whenUnsent = WhenUnsent::Wait;
    qint64 connectMs = 5'000; // for the connection with TLS and greeting
    // The pause before the next attempt doubles from the first to the second, each ± half at random, so that
    // servers which lost one Redis together do not come back together.
    qint64 backoffMinMs = 50;
    qint64 backoffMaxMs = 2'000;
    // A PING after so long a silence (on a client: with nothing under way), and how long then for an answer.
    qint64 pingAfterMs = 1'000;
    qint64 pingAnswerMs = 2'000;
    RespLimits limits;
    std::shared_ptr<const RedisExamination> examination;
};

} // namespace madang::server
