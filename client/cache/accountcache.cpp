#include "client/cache/accountcache.h"

#include "client/cache/profiledatabase.h"

#include <QtCore/QVariant>

namespace madang::client {

std::optional<CachedAccount> AccountCache::load() const
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT server, user_id, handle, name FROM account WHERE slot = ?"));
    query.addBindValue(slotText());
    if (!m_database.run(query) || !query.next())
        return std::nullopt;
    return CachedAccount{query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
        query.value(3).toString()};
}

void AccountCache::save(const CachedAccount& account)
{
    QSqlQuery query = m_database.prepare(QStringLiteral(
        "INSERT INTO account (slot, server, user_id, handle, name) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (slot) DO UPDATE SET server = excluded.server, user_id = excluded.user_id,"
        " handle = excluded.handle, name = excluded.name"));
    query.addBindValue(slotText());
    query.addBindValue(account.server);
    query.addBindValue(account.userId);
    query.addBindValue(account.handle);
    query.addBindValue(account.name);
    m_database.run(query);
}

void AccountCache::clear()
{
    QSqlQuery query = m_database.prepare(QStringLiteral("DELETE FROM account WHERE slot = ?"));
    query.addBindValue(slotText());
    m_database.run(query);
}

void AccountCache::setCurrent()
{
    QSqlQuery query = m_database.prepare(QStringLiteral("UPDATE account SET current = (slot = ?)"));
    query.addBindValue(slotText());
    m_database.run(query);
}

QString AccountCache::slotText() const
{
    return m_slot.isNull() ? QStringLiteral("") : m_slot; // a null string would be bound as NULL
}

QList<QString> AccountCache::taken(ProfileDatabase& database)
{
    QList<QString> found;
    QSqlQuery query = database.prepare(QStringLiteral("SELECT slot FROM account ORDER BY position"));
    if (database.run(query)) {
        while (query.next())
            found.append(query.value(0).toString());
    }
    return found;
}

QString AccountCache::current(ProfileDatabase& database)
{
    QSqlQuery query = database.prepare(
        QStringLiteral("SELECT slot FROM account ORDER BY current DESC, position LIMIT 1"));
    return database.run(query) && query.next() ? query.value(0).toString() : QString();
}

} // namespace madang::client
