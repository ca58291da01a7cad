#include "client/stores/peoplestore.h"

#include "client/net/connection.h"
#include "shared/protocol/usermethods.h"

namespace madang::client {

PeopleStore::PeopleStore(Connection& connection, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
{
    // What could not be asked, or was cut off, may be asked again.
    connect(&connection, &Connection::sessionStarted, this, [this] { m_asked.clear(); });
}

void PeopleStore::setMe(const protocol::User& me)
{
    learn(me);
    if (m_me == me)
        return;
    m_me = me;
    Q_EMIT meChanged();
}

void PeopleStore::learn(const protocol::User& user)
{
    protocol::User& known = m_people[user.id];
    if (known == user)
        return;
    known = user;
    Q_EMIT changed(user.id);
}

void PeopleStore::restore(const QList<protocol::User>& people)
{
    for (const protocol::User& user : people) {
        if (!m_people.contains(user.id))
            learn(user);
    }
}

const protocol::User* PeopleStore::find(UserId id) const
{
    const auto found = m_people.constFind(id);
    return found == m_people.constEnd() ? nullptr : &*found;
}

QString PeopleStore::nameOf(UserId id) const
{
    const protocol::User* user = find(id);
    if (!user)
        return {};
    return user->name.isEmpty() ? user->handle : user->name;
}

void PeopleStore::require(UserId id)
{
    if (id.isNull() || find(id) || m_asked.contains(id) || !m_connection.isConnected())
        return;
    m_asked.insert(id);
    fetch(id);
}

QCoro::Task<void> PeopleStore::fetch(UserId id)
{
    protocol::UserGet::Params params;
    params.user = id;
    const auto result = co_await m_connection.call<protocol::UserGet>(params);
    if (result)
        learn(result->user);
}

QCoro::Task<Result<QList<protocol::User>>> PeopleStore::search(QString query)
{
    protocol::UserSearch::Params params;
    params.query = query;
    params.limit = 30;
    const auto result = co_await m_connection.call<protocol::UserSearch>(params);
    if (!result)
        co_return result.error();
    for (const protocol::User& user : result->users)
        learn(user);
    co_return QList<protocol::User>(result->users.begin(), result->users.end());
}

void PeopleStore::clear()
{
    m_people.clear();
    m_asked.clear();
    m_me = {};
    Q_EMIT meChanged();
}

} // namespace madang::client
