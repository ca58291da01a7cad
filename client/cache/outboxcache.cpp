#include "client/cache/outboxcache.h"

#include "client/cache/profiledatabase.h"

#include <QtCore/QVariant>

namespace madang::client {

QList<CachedOutgoing> OutboxCache::load(const QString& account) const
{
    QList<CachedOutgoing> messages;
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT room, client_id, text, queued_at, failed, fail_code, fail_reason, reply_to"
                       " FROM outbox WHERE account = ? ORDER BY position"));
    query.addBindValue(account);
    if (m_database.run(query)) {
        while (query.next()) {
            messages.append({query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
                query.value(3).toLongLong(), query.value(4).toBool(), query.value(5).toInt(),
                query.value(6).toString(), query.value(7).toLongLong()});
        }
    }
    return messages;
}

bool OutboxCache::append(const QString& account, const CachedOutgoing& message)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("INSERT INTO outbox (account, room, client_id, text, "
                                                        "queued_at, reply_to) VALUES (?, ?, ?, ?, ?, ?)"));
    query.addBindValue(account);
    query.addBindValue(message.room);
    query.addBindValue(message.clientId);
    query.addBindValue(message.text);
    query.addBindValue(message.queuedAt);
    query.addBindValue(message.replyTo);
    return m_database.run(query);
}

void OutboxCache::setFailed(const QString& clientId, int code, const QString& reason)
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("UPDATE outbox SET failed = 1, fail_code = ?, fail_reason = ? WHERE client_id = ?"));
    query.addBindValue(code);
    // A null QString binds as NULL, which the column refuses.
    query.addBindValue(reason.isNull() ? QStringLiteral("") : reason);
    query.addBindValue(clientId);
    m_database.run(query);
}

void OutboxCache::requeue(const QString& clientId)
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("UPDATE outbox SET failed = 0, fail_code = 0, fail_reason = '',"
                       " position = (SELECT max(position) + 1 FROM outbox) WHERE client_id = ?"));
    query.addBindValue(clientId);
    m_database.run(query);
}

void OutboxCache::remove(const QString& clientId)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM outbox WHERE client_id = ?"));
    query.addBindValue(clientId);
    m_database.run(query);
}

void OutboxCache::clear(const QString& account)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM outbox WHERE account = ?"));
    query.addBindValue(account);
    m_database.run(query);
}

} // namespace madang::client
