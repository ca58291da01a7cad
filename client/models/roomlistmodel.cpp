#include "client/models/roomlistmodel.h"

#include "client/models/face.h"
#include "client/models/roomtitle.h"
#include "client/models/systemtext.h"
#include "client/stores/draftstore.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"

#include <algorithm>

namespace madang::client {

QList<int> RoomRow::changedRoles(const RoomRow& before) const
{
    QList<int> roles;
    const auto note = [&roles](bool same, int role) {
        if (!same)
            roles.append(role);
    };
    note(title == before.title, RoomListModel::TitleRole);
    note(kind == before.kind, RoomListModel::KindRole);
    note(lastText == before.lastText, RoomListModel::LastTextRole);
    note(lastSender == before.lastSender, RoomListModel::LastSenderRole);
    note(lastMine == before.lastMine, RoomListModel::LastMineRole);
    note(lastState == before.lastState, RoomListModel::LastStateRole);
    note(lastAt == before.lastAt, RoomListModel::LastAtRole);
    note(unread == before.unread, RoomListModel::UnreadRole);
    note(typing == before.typing, RoomListModel::TypingRole);
    note(hue == before.hue, RoomListModel::HueIndexRole);
    note(initial == before.initial, RoomListModel::InitialRole);
    note(memberCount == before.memberCount, RoomListModel::MemberCountRole);
    note(draft == before.draft, RoomListModel::DraftRole);
    return roles;
}

RoomListModel::RoomListModel(RoomStore& rooms, PeopleStore& people, TypingStore& typing, Outbox& outbox,
    DraftStore& drafts, QObject* parent)
    : RowListModel(parent)
    , m_rooms(rooms)
    , m_people(people)
    , m_typing(typing)
    , m_outbox(outbox)
    , m_drafts(drafts)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RoomListModel::sync);
    const auto follow
        = [this](auto& store, auto signal) { connect(&store, signal, this, [this] { syncSoon(); }); };
    follow(rooms, &RoomStore::changed);
    follow(rooms, &RoomStore::removed);
    follow(rooms, &RoomStore::readByOthersChanged);
    follow(people, &PeopleStore::changed);
    follow(people, &PeopleStore::meChanged);
    follow(typing, &TypingStore::changed);
    follow(outbox, &Outbox::changed);
    follow(drafts, &DraftStore::changed);
}

void RoomListModel::syncSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

RoomRow RoomListModel::rowOf(const RoomState& state) const
{
    const protocol::Room& room = state.room;
    RoomRow row;
    row.id = room.id;
    row.title = roomTitle(room, m_people);
    row.kind = protocol::toWord(room.kind);
    row.hue = roomHue(room);
    row.initial = initialOf(row.title);
    row.memberCount = int(room.memberCount);
    row.unread = int(state.unread);
    row.draft = m_drafts.draft(room.id).simplified();

    const QList<Outgoing> unsent = m_outbox.ofRoom(room.id);
    if (!unsent.isEmpty()) {
        const Outgoing& last = unsent.last();
        row.lastText = last.text.simplified();
        row.lastMine = true;
        row.lastState = last.failed ? QStringLiteral("failed") : QStringLiteral("sending");
        row.lastAt = last.queuedAt;
    } else if (room.last) {
        const protocol::Message& last = *room.last;
        row.lastText = previewText(last);
        row.lastMine = last.sender && m_people.isMe(*last.sender);
        row.lastAt = last.sentAt;
        if (row.lastMine)
            row.lastState
                = last.seq <= state.readByOthers ? QStringLiteral("read") : QStringLiteral("stored");
        else if (last.sender && room.kind == protocol::RoomKind::Group)
            row.lastSender = m_people.nameOf(*last.sender);
    }
    QStringList names;
    const QList<UserId> typing = m_typing.typing(room.id);
    for (const UserId user : typing)
        names.append(m_people.nameOf(user));
    row.typing = names.join(QStringLiteral(", "));
    return row;
}

bool RoomListModel::isShown(const RoomRow& row) const
{
    if (m_filter == QLatin1String("unread"))
        return row.unread > 0 || row.id == m_current;
    if (m_filter == QLatin1String("people"))
        return row.kind == QLatin1String("direct");
    if (m_filter == QLatin1String("groups"))
        return row.kind == QLatin1String("group");
    return true;
}

void RoomListModel::sync()
{
    m_soon.stop();
    QList<RoomRow> target;
    target.reserve(m_rooms.rooms().size());
    int unread = 0;
    for (const RoomState& state : m_rooms.rooms()) {
        RoomRow row = rowOf(state);
        if (!state.room.me || !state.room.me->muted)
            unread += row.unread;
        if (isShown(row))
            target.append(std::move(row));
    }
    // A room without messages stands where its making puts it: ids grow with time, by 22 bits a millisecond.
    const auto activity = [](const RoomRow& row) {
        return row.lastAt > 0 ? row.lastAt : qint64(row.id.value() >> 22) + 1'704'067'200'000;
    };
    std::sort(target.begin(), target.end(), [&](const RoomRow& a, const RoomRow& b) {
        const qint64 left = activity(a);
        const qint64 right = activity(b);
        return left != right ? left > right : a.id.value() > b.id.value();
    });
    const int before = count();
    show(target);
    if (before != count())
        Q_EMIT countChanged();
    if (m_totalUnread != unread) {
        m_totalUnread = unread;
        Q_EMIT totalUnreadChanged();
    }
}

QVariant RoomListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RoomRow& row = rows().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return row.title;
    case RoomIdRole:
        return row.id.toString();
    case KindRole:
        return row.kind;
    case LastTextRole:
        return row.lastText;
    case LastSenderRole:
        return row.lastSender;
    case LastMineRole:
        return row.lastMine;
    case LastStateRole:
        return row.lastState;
    case LastAtRole:
        return row.lastAt;
    case UnreadRole:
        return row.unread;
    case TypingRole:
        return row.typing;
    case HueIndexRole:
        return row.hue;
    case InitialRole:
        return row.initial;
    case MemberCountRole:
        return row.memberCount;
    case DraftRole:
        return row.draft;
    default:
        return {};
    }
}

QHash<int, QByteArray> RoomListModel::roleNames() const
{
    return {{RoomIdRole, "roomId"}, {TitleRole, "title"}, {KindRole, "kind"}, {LastTextRole, "lastText"},
        {LastSenderRole, "lastSender"}, {LastMineRole, "lastMine"}, {LastStateRole, "lastState"},
        {LastAtRole, "lastAt"}, {UnreadRole, "unread"}, {TypingRole, "typing"}, {HueIndexRole, "hueIndex"},
        {InitialRole, "initial"}, {MemberCountRole, "memberCount"}, {DraftRole, "draft"}};
}

void RoomListModel::setFilter(const QString& filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    Q_EMIT filterChanged();
    sync();
}

void RoomListModel::setCurrent(RoomId room)
{
    m_current = room;
    syncSoon();
}

int RoomListModel::indexOf(const QString& roomId) const
{
    const auto id = RoomId::fromString(roomId);
    for (qsizetype i = 0; id && i < rows().size(); ++i) {
        if (rows().at(i).id == *id)
            return int(i);
    }
    return -1;
}

} // namespace madang::client
