#include "server/cluster/feedmarks.h"

#include "server/cluster/recordcodec.h"

#include <QtCore/QRandomGenerator>

namespace madang::server {

namespace {

// A record begins with the high byte of a seq, which is never this one.
constexpr char kMark = 'm';

Error interrupted()
{
    return Error::unavailable(QStringLiteral("The servers cannot reach each other; try again in a moment."));
}

} // namespace

FeedMarks::FeedMarks()
    : m_next(QRandomGenerator::system()->generate64())
{
}

QByteArray FeedMarks::add(RedisAsker asker)
{
    const QByteArray mark = kMark + bigEndian(m_next++);
    m_waiting.insert(mark, std::make_shared<RedisAsker>(std::move(asker)));
    return mark;
}

bool FeedMarks::heard(const QByteArray& payload)
{
    if (payload.isEmpty() || payload.front() != kMark)
        return false;
    if (const auto asker = m_waiting.take(payload))
        asker->put(RespValue());
    return true;
}

void FeedMarks::fail(const QByteArray& mark)
{
    if (const auto asker = m_waiting.take(mark))
        asker->put(interrupted());
}

void FeedMarks::failAll()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& asker : waiting)
        asker->put(interrupted());
}

} // namespace madang::server
