#include "client/models/devicelistmodel.h"

#include <algorithm>

namespace madang::client {

QList<int> DeviceRow::changedRoles(const DeviceRow& before) const
{
    QList<int> roles;
    const auto note = [&roles](bool same, int role) {
        if (!same)
            roles.append(role);
    };
    note(name == before.name, DeviceListModel::NameRole);
    note(kind == before.kind, DeviceListModel::KindRole);
    note(createdAt == before.createdAt, DeviceListModel::CreatedAtRole);
    note(seenAt == before.seenAt, DeviceListModel::SeenAtRole);
    note(address == before.address, DeviceListModel::AddressRole);
    note(current == before.current, DeviceListModel::CurrentRole);
    return roles;
}

QVariant DeviceListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DeviceRow& row = rows().at(index.row());
    switch (role) {
    case SessionIdRole:
        return row.id.toString();
    case Qt::DisplayRole:
    case NameRole:
        return row.name;
    case KindRole:
        return row.kind;
    case CreatedAtRole:
        return row.createdAt;
    case SeenAtRole:
        return row.seenAt;
    case AddressRole:
        return row.address;
    case CurrentRole:
        return row.current;
    default:
        return {};
    }
}

QHash<int, QByteArray> DeviceListModel::roleNames() const
{
    return {{SessionIdRole, "sessionId"}, {NameRole, "name"}, {KindRole, "kind"},
        {CreatedAtRole, "createdAt"}, {SeenAtRole, "seenAt"}, {AddressRole, "address"},
        {CurrentRole, "current"}};
}

void DeviceListModel::setSessions(const std::vector<protocol::SessionInfo>& sessions)
{
    QList<DeviceRow> target;
    for (const protocol::SessionInfo& one : sessions)
        target.append({one.id, one.device.name, QString(protocol::toWord(one.device.kind)), one.createdAt,
            one.seenAt, one.address, one.current});
    std::sort(target.begin(), target.end(), [](const DeviceRow& a, const DeviceRow& b) {
        if (a.current != b.current)
            return a.current;
        return a.seenAt != b.seenAt ? a.seenAt > b.seenAt : a.id > b.id;
    });
    const int before = count();
    show(target);
    if (count() != before)
        Q_EMIT countChanged();
}

} // namespace madang::client
