#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace madang::client {

class ProfileDatabase;

// A message that the server has not confirmed.
struct CachedOutgoing {
    QString room;
    QString clientId;
    QString text;
    qint64 queuedAt = 0; // ms since 1970
    bool failed = false; // refused for good; waits for the person
    int failCode = 0;
    QString failReason;
    qint64 replyTo = 0; // the seq that it answers
    bool operator==(const CachedOutgoing&) const = default;
};

// The outbox on disk: rows stand in the order in which they were queued.
class OutboxCache {
public:
    explicit OutboxCache(ProfileDatabase& database)
        : m_database(database)
    {
    }
    [[nodiscard]] QList<CachedOutgoing> load(const QString& account) const;
    // Durable when it returns true.
    [[nodiscard]] bool append(const QString& account, const CachedOutgoing& message);
    void setFailed(const QString& clientId, int code, const QString& reason);
    // To the end of the queue again, not failed.
    void requeue(const QString& clientId);
    void remove(const QString& clientId);
    void clear(const QString& account);

private:
    ProfileDatabase& m_database;
};

} // namespace madang::client
