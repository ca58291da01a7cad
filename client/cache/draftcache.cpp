#include "client/cache/draftcache.h"

#include "client/cache/profiledatabase.h"

#include <QtCore/QVariant>

namespace madang::client {

QHash<QString, QString> DraftCache::load(const QString& account) const
{
    QHash<QString, QString> drafts;
    QSqlQuery query = m_database.prepare(QStringLiteral("SELECT room, text FROM draft WHERE account = ?"));
    query.addBindValue(account);
    if (m_database.run(query)) {
        while (query.next())
            drafts.insert(query.value(0).toString(), query.value(1).toString());
    }
    return drafts;
}

bool DraftCache::save(const QString& account, const QString& room, const QString& text, qint64 nowMs)
{
    if (text.isEmpty()) {
        QSqlQuery query
            = m_database.prepare(QStringLiteral("DELETE FROM draft WHERE account = ? AND room = ?"));
        query.addBindValue(account);
        query.addBindValue(room);
        return m_database.run(query);
    }
    QSqlQuery query = m_database.prepare(
        QStringLiteral("INSERT INTO draft (account, room, text, updated_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (account, room) DO UPDATE"
                       " SET text = excluded.text, updated_at = excluded.updated_at"));
    query.addBindValue(account);
    query.addBindValue(room);
    query.addBindValue(text);
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
