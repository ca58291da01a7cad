#pragma once

#include "client/models/rowlistmodel.h"

#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/id.h"
#endif

namespace madang::client {

class DraftStore;
class Outbox;
class PeopleStore;
class RoomStore;
class TypingStore;
struct RoomState;

struct RoomRow {
    RoomId id;
    QString title;
    QString kind; // "direct", "group"
    QString lastText;
    QString lastSender; // in groups, who said it; empty for me and in direct rooms
    bool lastMine = false;
    QString lastState; // of my message: "sending", "stored", "read", "failed"; else empty
    qint64 lastAt = 0; // ms since 1970
    int unread = 0;
    QString typing; // names
    int hue = 0;
    QString initial;
    int memberCount = 0;
    QString draft;

    [[nodiscard]] RoomId key() const { return id; }
    [[nodiscard]] QList<int> changedRoles(const RoomRow& before) const;
    bool operator==(const RoomRow&) const = default;
};

// The rooms as they are listed: the one with the latest activity first. Follows its stores by itself, once
// per turn of the event loop.
class RoomListModel : public RowListModel<RoomRow> {
    Q_OBJECT
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int totalUnread READ totalUnread NOTIFY totalUnreadChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        RoomIdRole = Qt::UserRole + 1,
        TitleRole,
        KindRole,
        LastTextRole,
        LastSenderRole,
        LastMineRole,
        LastStateRole,
        LastAtRole,
        UnreadRole,
        TypingRole,
        HueIndexRole,
        InitialRole,
        MemberCountRole,
        DraftRole,
    };

    RoomListModel(RoomStore& rooms, PeopleStore& people, TypingStore& typing, Outbox& outbox,
        DraftStore& drafts, QObject* parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QString filter() const { return m_filter; }
    // "all", "unread", "people" or "groups".
    void setFilter(const QString& filter);
    // Of all rooms that are not muted, shown or not.
    [[nodiscard]] int totalUnread() const { return m_totalUnread; }
    [[nodiscard]] int count() const { return rowCount(); }
    // -1 where it is not shown.
    [[nodiscard]] Q_INVOKABLE int indexOf(const QString& roomId) const;

    // Puts the list in order now instead of in the next turn.
    void sync();

    // The room that stays in the list of unread ones although it is being read.
    void setCurrent(madang::RoomId room);

Q_SIGNALS:
    void filterChanged();
    void totalUnreadChanged();
    void countChanged();

private:
    [[nodiscard]] RoomRow rowOf(const RoomState& state) const;
    [[nodiscard]] bool isShown(const RoomRow& row) const;
    void syncSoon();

    RoomStore& m_rooms;
    PeopleStore& m_people;
    TypingStore& m_typing;
    Outbox& m_outbox;
    DraftStore& m_drafts;
    QString m_filter = QStringLiteral("all");
    RoomId m_current;
    int m_totalUnread = 0;
    QTimer m_soon;
};

} // namespace madang::client
