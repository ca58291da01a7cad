#include "client/controllers/places.h"

#include "client/controllers/errortext.h"
#include "client/models/face.h"
#include "client/models/namematch.h"
#include "client/models/roomtitle.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"

#include <algorithm>

namespace madang::client {

namespace {
QString wordsOf(const QString& query)
{
    // People write handles with an @ before them.
    const QString words = query.trimmed();
    return words.startsWith(QLatin1Char('@')) ? words.mid(1) : words;
}

FoundRow rowOf(UserId user, const QString& name, const QString& handle)
{
    FoundRow row;
    row.kind = FoundRow::Kind::Person;
    row.user = user;
    row.title = name.isEmpty() ? handle : name;
    row.handle = handle;
    row.hue = hueOf(user);
    row.initial = initialOf(row.title);
    return row;
}
} // namespace

Places::Places(RoomStore& rooms, PeopleStore& people, Bounds bounds, QObject* parent)
    : QObject(parent)
    , m_rooms(rooms)
    , m_people(people)
    , m_bounds(bounds)
    , m_found(people, errorText)
{
    connect(&rooms, &RoomStore::changed, this, &Places::changed);
    connect(&rooms, &RoomStore::removed, this, &Places::changed);
    connect(&people, &PeopleStore::changed, this, &Places::changed);
    for (const auto signal : {&UserSearchModel::busyChanged, &UserSearchModel::emptyChanged,
             &UserSearchModel::errorChanged, &UserSearchModel::countChanged})
        connect(&m_found, signal, this, &Places::changed);
    connect(&m_found, &QAbstractItemModel::dataChanged, this, &Places::changed);
}

void Places::setQuery(const QString& query)
{
    if (m_query == query)
        return;
    m_query = query;
    m_found.setQuery(query);
    Q_EMIT changed();
}

QList<FoundRow> Places::rows() const
{
    const QString words = wordsOf(m_query);
    QList<FoundRow> rows;
    take(rooms(words), m_bounds.rooms, rows);
    if (!words.isEmpty())
        take(people(words), m_bounds.people, rows);
    return rows;
}

QList<Places::Scored> Places::rooms(const QString& words) const
{
    QList<Scored> scored;
    for (const RoomState& state : m_rooms.rooms()) {
        FoundRow row;
        row.room = state.room.id;
        row.title = roomTitle(state.room, m_people);
        row.hue = roomHue(state.room);
        row.initial = initialOf(row.title);
        row.unread = int(state.unread);
        row.at = state.room.last ? state.room.last->sentAt : 0;
        int score = words.isEmpty() ? 1 : nameScore(words, row.title);
        if (state.room.kind == protocol::RoomKind::Direct && state.room.peer) {
            row.user = state.room.peer->id;
            row.handle = state.room.peer->handle;
            if (!words.isEmpty())
                score = std::max(score, nameScore(words, row.handle));
        } else {
            row.memberCount = int(state.room.memberCount);
        }
        if (score > 0)
            scored.append({score, row});
    }
    return scored;
}

QList<Places::Scored> Places::people(const QString& words) const
{
    QSet<UserId> present; // with a room of their own, or taken already
    for (const RoomState& state : m_rooms.rooms()) {
        if (state.room.kind == protocol::RoomKind::Direct && state.room.peer)
            present.insert(state.room.peer->id);
    }
    present.insert(m_people.me().id);
    QList<Scored> scored;
    const auto offer = [&](UserId user, const QString& name, const QString& handle, int least) {
        if (present.contains(user))
            return;
        const int score = std::max({nameScore(words, name), nameScore(words, handle), least});
        if (score <= 0)
            return;
        present.insert(user);
        scored.append({score, rowOf(user, name, handle)});
    };
    for (const protocol::User& user : m_people.people())
        offer(user.id, user.name, user.handle, 0);
    // The server has its own reasons.
    for (const FoundPerson& person : m_found.rows())
        offer(person.user, person.name, person.handle, 1);
    return scored;
}

void Places::take(QList<Scored> from, qsizetype most, QList<FoundRow>& to)
{
    std::sort(from.begin(), from.end(), [](const Scored& a, const Scored& b) {
        if (a.score != b.score)
            return a.score > b.score;
        if (a.row.at != b.row.at)
            return a.row.at > b.row.at;
        const int order = QString::compare(a.row.title, b.row.title, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.row.key().place < b.row.key().place;
    });
    for (const Scored& one : from.first(std::min(from.size(), most)))
        to.append(one.row);
}

} // namespace madang::client
