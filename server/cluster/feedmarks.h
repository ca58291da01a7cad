#pragma once

#include "server/cluster/redisquestion.h"

#include <QtCore/QHash>

namespace madang::server {

// Marks that are published among the records of a channel: who has heard one has heard everything that was
// published before it. On one thread.
class FeedMarks {
public:
    FeedMarks();

    // A new mark, for the channel; `asker` is answered when it comes back.
    [[nodiscard]] QByteArray add(RedisAsker asker);
    // Whether that was a mark, of whichever server.
    bool heard(const QByteArray& payload);
    // It could not be published, or has been waited for too long.
    void fail(const QByteArray& mark);
    // The way is interrupted: none that is under way will be heard.
    void failAll();

private:
    quint64 m_next;
    QHash<QByteArray, std::shared_ptr<RedisAsker>> m_waiting;
};

} // namespace madang::server
