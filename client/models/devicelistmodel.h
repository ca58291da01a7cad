#pragma once

#include "client/models/rowlistmodel.h"
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

struct DeviceRow {
    SessionId id;
    QString name;
    QString kind; // "desktop", "mobile", "other"
    qint64 createdAt = 0; // ms since 1970
    qint64 seenAt = 0;
    QString address;
    bool current = false;

    [[nodiscard]] SessionId key() const { return id; }
    [[nodiscard]] QList<int> changedRoles(const DeviceRow& before) const;
    bool operator==(const DeviceRow&) const = default;
};

// Where a person is signed in: this device first, then those that were seen last.
class DeviceListModel : public RowListModel<DeviceRow> {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        SessionIdRole = Qt::UserRole + 1,
        NameRole,
        KindRole,
        CreatedAtRole,
        SeenAtRole,
        AddressRole,
        CurrentRole,
    };

    using RowListModel::RowListModel;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    void setSessions(const std::vector<protocol::SessionInfo>& sessions);

Q_SIGNALS:
    void countChanged();
};

} // namespace madang::client
