#include "server/redis/redispending.h"

namespace madang::server {

void RedisPending::appendTo(QByteArray& out) const
{
    if (!script) {
        resp::appendArrayHead(out, arguments.count());
    } else {
        resp::appendArrayHead(out, arguments.count() + 2);
        resp::appendBulk(out, inFull ? "EVAL" : "EVALSHA");
        resp::appendBulk(out, inFull ? script->source() : script->sha1());
    }
    out += arguments.encoded();
}

RedisQueue takeLate(RedisQueue& queue, size_t sent, qint64 nowMs, qint64& nextMs)
{
    RedisQueue late;
    RedisQueue kept;
    for (size_t i = 0; i < queue.size(); ++i) {
        const bool isLate = queue[i].isLate(nowMs);
        if (!isLate && queue[i].dueMs != 0)
            nextMs = nextMs == 0 ? queue[i].dueMs : qMin(nextMs, queue[i].dueMs);
        (isLate && i >= sent ? late : kept).push_back(std::move(queue[i]));
    }
    queue = std::move(kept);
    return late;
}

void answerUnavailable(RedisQueue queue, const QString& why)
{
    for (RedisPending& pending : queue) {
        if (pending.done)
            pending.done(Error::unavailable(why));
    }
}

} // namespace madang::server
