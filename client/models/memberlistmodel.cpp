#include "client/models/memberlistmodel.h"

#include "client/models/face.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"

#include <algorithm>

namespace madang::client {

QList<int> MemberRow::changedRoles(const MemberRow& before) const
{
    QList<int> roles;
    if (name != before.name)
        roles << MemberListModel::NameRole << MemberListModel::InitialRole;
    if (handle != before.handle)
        roles << MemberListModel::HandleRole;
    if (role != before.role)
        roles << MemberListModel::RoleRole;
    return roles;
}

MemberListModel::MemberListModel(RoomStore& rooms, PeopleStore& people, QObject* parent)
    : RowListModel(parent)
    , m_rooms(rooms)
    , m_people(people)
{
    const auto ofThisRoom = [this](RoomId room) {
        if (room == m_room)
            sync();
    };
    connect(&rooms, &RoomStore::membersChanged, this, ofThisRoom);
    connect(&rooms, &RoomStore::removed, this, ofThisRoom);
    connect(&people, &PeopleStore::changed, this, [this](UserId user) {
        const auto same = [user](const MemberRow& row) { return row.user == user; };
        if (std::any_of(rows().begin(), rows().end(), same))
            sync();
    });
}

void MemberListModel::setRoom(RoomId room)
{
    m_room = room;
    sync();
}

void MemberListModel::sync()
{
    QList<MemberRow> target;
    if (const RoomState* state = m_room.isNull() ? nullptr : m_rooms.find(m_room)) {
        for (const protocol::Member& member : state->members) {
            const protocol::User* known = m_people.find(member.user.id);
            const protocol::User& user = known ? *known : member.user;
            target.append({user.id, user.name.isEmpty() ? user.handle : user.name, user.handle, member.role});
        }
    }
    std::sort(target.begin(), target.end(), [](const MemberRow& a, const MemberRow& b) {
        if (a.role != b.role)
            return a.role < b.role; // declared from owner down
        const int order = a.name.localeAwareCompare(b.name);
        return order != 0 ? order < 0 : a.user < b.user;
    });
    const int before = count();
    show(target);
    if (before != count())
        Q_EMIT countChanged();
}

QVariant MemberListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MemberRow& row = rows().at(index.row());
    switch (role) {
    case UserIdRole:
        return row.user.toString();
    case Qt::DisplayRole:
    case NameRole:
        return row.name;
    case HandleRole:
        return row.handle;
    case RoleRole:
        return QString(protocol::toWord(row.role));
    case HueIndexRole:
        return hueOf(row.user);
    case InitialRole:
        return initialOf(row.name);
    default:
        return {};
    }
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    return {{UserIdRole, "userId"}, {NameRole, "name"}, {HandleRole, "handle"}, {RoleRole, "role"},
        {HueIndexRole, "hueIndex"}, {InitialRole, "initial"}};
}

QVariantList MemberListModel::matching(const QString& prefix) const
{
    constexpr qsizetype most = 20;
    QVariantList found;
    for (const MemberRow& row : rows()) {
        const bool fits = row.handle.startsWith(prefix, Qt::CaseInsensitive)
            || row.name.startsWith(prefix, Qt::CaseInsensitive)
            || row.name.contains(QString(u' ' % prefix), Qt::CaseInsensitive);
        if (!fits || m_people.isMe(row.user) || found.size() >= most)
            continue;
        found.append(QVariantMap{{QStringLiteral("name"), row.name}, {QStringLiteral("handle"), row.handle},
            {QStringLiteral("hueIndex"), hueOf(row.user)}, {QStringLiteral("initial"), initialOf(row.name)}});
    }
    return found;
}

} // namespace madang::client
