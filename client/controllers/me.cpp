#include "client/controllers/me.h"

#include "client/models/face.h"
#include "client/stores/peoplestore.h"

namespace madang::client {

Me::Me(PeopleStore& people, QObject* parent)
    : QObject(parent)
    , m_people(people)
{
    connect(&people, &PeopleStore::meChanged, this, &Me::changed);
}

QString Me::id() const
{
    const UserId id = m_people.me().id;
    return id.isNull() ? QString() : id.toString();
}

QString Me::handle() const
{
    return m_people.me().handle;
}

QString Me::name() const
{
    return m_people.nameOf(m_people.me().id);
}

int Me::hueIndex() const
{
    return hueOf(m_people.me().id);
}

QString Me::initial() const
{
    return initialOf(name());
}

} // namespace madang::client
