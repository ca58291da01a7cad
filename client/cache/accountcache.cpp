#include "client/cache/accountcache.h"

#include "client/cache/profiledatabase.h"

#include <QtCore/QVariant>

namespace madang::client {

std::optional<CachedAccount> AccountCache::load() const
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT server, user_id, handle, name FROM account WHERE id = 1"));
    if (!m_database.run(query) || !query.next())
        return std::nullopt;
    return CachedAccount{query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
        query.value(3).toString()};
}

void AccountCache::save(const CachedAccount& account)
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("INSERT INTO account (id, server, user_id, handle, name) VALUES (1, ?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET server = excluded.server, user_id = excluded.user_id,"
                       " handle = excluded.handle, name = excluded.name"));
    query.addBindValue(account.server);
    query.addBindValue(account.userId);
    query.addBindValue(account.handle);
    query.addBindValue(account.name);
    m_database.run(query);
}

void AccountCache::clear()
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM account"));
    m_database.run(query);
}

} // namespace madang::client
