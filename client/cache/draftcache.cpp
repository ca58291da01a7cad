#include "client/cache/draftcache.h"

#include "client/cache/profiledatabase.h"

#include <QtCore/QVariant>

namespace madang::client {

QHash<QString, CachedDraft> DraftCache::load(const QString& account) const
{
    QHash<QString, CachedDraft> drafts;
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT room, text, reply_to, rev, pending FROM draft WHERE account = ?"));
    query.addBindValue(account);
    if (m_database.run(query)) {
        while (query.next())
            drafts.insert(query.value(0).toString(),
                {query.value(1).toString(), query.value(2).toLongLong(), query.value(3).toLongLong(),
                    query.value(4).toBool()});
    }
    return drafts;
}

bool DraftCache::save(const QString& account, const QString& room, const CachedDraft& draft, qint64 nowMs)
{
    if (draft.isEmpty() && !draft.pending) {
        QSqlQuery query
            = m_database.prepare(QStringLiteral("DELETE FROM draft WHERE account = ? AND room = ?"));
        query.addBindValue(account);
        query.addBindValue(room);
        return m_database.run(query);
    }
    QSqlQuery query = m_database.prepare(
        QStringLiteral("INSERT INTO draft (account, room, text, reply_to, rev, pending, updated_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, room) DO UPDATE"
                       " SET text = excluded.text, reply_to = excluded.reply_to, rev = excluded.rev,"
                       " pending = excluded.pending, updated_at = excluded.updated_at"));
    query.addBindValue(account);
    query.addBindValue(room);
    // A null QString binds as NULL, which the column refuses.
    query.addBindValue(draft.text.isNull() ? QStringLiteral("") : draft.text);
    query.addBindValue(draft.replyTo);
    query.addBindValue(draft.rev);
    query.addBindValue(draft.pending);
    query.addBindValue(nowMs);
    return m_database.run(query);
}

void DraftCache::clear(const QString& account)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM draft WHERE account = ?"));
    query.addBindValue(account);
    m_database.run(query);
}

} // namespace madang::client
