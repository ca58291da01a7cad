#pragma once

#include "client/models/rowlistmodel.h"

#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

class PeopleStore;
class RoomStore;

struct MemberRow {
    UserId user;
    QString name;
    QString handle;
    protocol::MemberRole role = protocol::MemberRole::Member;

    [[nodiscard]] UserId key() const { return user; }
    [[nodiscard]] QList<int> changedRoles(const MemberRow& before) const;
    bool operator==(const MemberRow&) const = default;
};

// Who is in a room: owners, then admins, then the others, each by name.
class MemberListModel : public RowListModel<MemberRow> {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { UserIdRole = Qt::UserRole + 1, NameRole, HandleRole, RoleRole, HueIndexRole, InitialRole };

    MemberListModel(RoomStore& rooms, PeopleStore& people, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    // The first few whose handle, name, or a word of it begins so, {name, handle, hueIndex, initial}; I am
    // not among them.
    [[nodiscard]] Q_INVOKABLE QVariantList matching(const QString& prefix) const;

    void setRoom(madang::RoomId room);
    void sync();

Q_SIGNALS:
    void countChanged();

private:
    RoomStore& m_rooms;
    PeopleStore& m_people;
    RoomId m_room;
};

} // namespace madang::client
