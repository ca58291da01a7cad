#pragma once

#include "client/models/rowlistmodel.h"
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/id.h"
#include "shared/core/searchtext.h"
#endif

namespace madang::client {

// One of what was found: a room that I am in, a person, or a message.
struct FoundRow {
    enum class Kind { Room, Person, Message };
    Kind kind = Kind::Room;
    RoomId room; // of rooms and messages
    UserId user; // the person; of a direct room the other one
    qint64 seq = 0; // of a message

    QString title; // of the room, or the person's name
    QString handle; // of a person or a direct room
    int memberCount = 0;
    int unread = 0;
    QString sender; // of a message: who said it
    bool mine = false;
    QString text; // the part of a message that is shown
    QString marked; // the same, escaped as HTML, with what was looked for in <b>
    qint64 at = 0; // ms since 1970
    int hue = 0;
    QString initial;

    // Unique in a list; a room may stand beside its messages.
    struct Key {
        Kind kind;
        quint64 place;
        qint64 seq;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, int(key.kind), key.place, key.seq);
        }
    };
    [[nodiscard]] Key key() const
    {
        return {kind, kind == Kind::Person ? quint64(user.value()) : quint64(room.value()), seq};
    }
    [[nodiscard]] QList<int> changedRoles(const FoundRow& before) const;
    bool operator==(const FoundRow&) const = default;
};

// What was found, in the order in which it is shown: rooms, people, messages.
class FoundModel : public RowListModel<FoundRow> {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        KindRole = Qt::UserRole + 1, // "room", "person" or "message"
        RoomIdRole,
        UserIdRole,
        SeqRole,
        TitleRole,
        HandleRole,
        MemberCountRole,
        UnreadRole,
        SenderRole,
        MineRole,
        TextRole,
        MarkedRole,
        AtRole,
        HueIndexRole,
        InitialRole,
    };

    using RowListModel::RowListModel;

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }

    void setRows(const QList<FoundRow>& rows);

Q_SIGNALS:
    void countChanged();

private:
    [[nodiscard]] QVariant wordOf(const FoundRow& row, int role) const;
};

// Escaped as HTML, the marks in <b>.
[[nodiscard]] QString markedText(const QString& text, const std::vector<search::Mark>& marks);

} // namespace madang::client
