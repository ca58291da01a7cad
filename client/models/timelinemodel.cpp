#include "client/models/timelinemodel.h"

#include "client/models/face.h"
#include "client/models/systemtext.h"
#include "client/stores/messagestore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QSet>
#include <algorithm>

namespace madang::client {

namespace {
constexpr qint64 groupWithinMs = 5 * 60 * 1000;

bool sameDay(qint64 a, qint64 b)
{
    return QDateTime::fromMSecsSinceEpoch(a).date() == QDateTime::fromMSecsSinceEpoch(b).date();
}
} // namespace

TimelineModel::TimelineModel(MessageStore& messages, Outbox& outbox, RoomStore& rooms, PeopleStore& people,
    ErrorText errorText, QObject* parent)
    : RowListModel(parent)
    , m_messages(messages)
    , m_outbox(outbox)
    , m_rooms(rooms)
    , m_people(people)
    , m_errorText(errorText)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &TimelineModel::sync);
    connect(&messages, &MessageStore::changed, this, &TimelineModel::syncSoon);
    connect(&outbox, &Outbox::changed, this, &TimelineModel::syncSoon);
    connect(&rooms, &RoomStore::changed, this, &TimelineModel::syncSoon);
    connect(&rooms, &RoomStore::readByOthersChanged, this, &TimelineModel::syncSoon);
    connect(&rooms, &RoomStore::removed, this, &TimelineModel::syncSoon);
    connect(&people, &PeopleStore::changed, this, [this] { syncSoon(m_room); });
    connect(&rooms, &RoomStore::membersChanged, this, &TimelineModel::readHandles);
}

void TimelineModel::setRoom(RoomId room, std::optional<qint64> readTo)
{
    m_room = room;
    m_readTo = readTo;
    m_heardTo = -1;
    if (m_unreadSeq != 0) {
        m_unreadSeq = 0;
        Q_EMIT unreadSeqChanged();
    }
    readHandles();
    sync();
}

void TimelineModel::syncSoon(RoomId room)
{
    if (room == m_room && !m_room.isNull() && !m_soon.isActive())
        m_soon.start();
}

TimelineRow TimelineModel::rowOf(const protocol::Message& message, qint64 readByOthers, bool moderator)
{
    TimelineRow row;
    row.seq = message.seq;
    row.sentAt = message.sentAt;
    row.system = message.kind == protocol::MessageKind::System;
    row.deleted = message.deletedAt.has_value();
    row.edited = message.editedAt.has_value() && !row.deleted;
    row.text = row.system ? systemText(message) : message.text;
    if (message.sender) {
        row.sender = *message.sender;
        row.senderName = m_people.nameOf(row.sender);
        row.initial = initialOf(row.senderName);
        row.mine = m_people.isMe(row.sender) && message.clientId;
    }
    if (row.mine) {
        row.clientId = *message.clientId;
        row.state = message.seq <= readByOthers ? QStringLiteral("read") : QStringLiteral("stored");
    }
    const bool open = !row.deleted && !row.system;
    if (open && message.replyTo)
        row.quote = quoteOf(*message.replyTo);
    if (open && message.reactions)
        row.reactions = QList<protocol::Reaction>(message.reactions->begin(), message.reactions->end());
    row.pinned = open && message.pinnedAt.has_value();
    if (open && message.forwarded)
        row.forwardedFrom = message.forwarded->name;
    row.canEdit = row.mine && open && !message.forwarded; // those words are somebody else's
    row.canDelete = (row.mine || moderator) && open;
    return row;
}

TimelineRow TimelineModel::rowOf(const Outgoing& outgoing)
{
    TimelineRow row;
    row.clientId = outgoing.clientId;
    row.sender = m_people.me().id;
    row.senderName = m_people.nameOf(row.sender);
    row.initial = initialOf(row.senderName);
    row.mine = true;
    row.text = outgoing.text;
    if (outgoing.replyTo > 0)
        row.quote = quoteOf(outgoing.replyTo);
    row.sentAt = outgoing.queuedAt;
    row.state = outgoing.failed ? QStringLiteral("failed") : QStringLiteral("sending");
    row.failCode = outgoing.failed ? outgoing.error.code : ErrorCode::Internal;
    row.failReason = outgoing.failed ? outgoing.error.reason : QString();
    return row;
}

QuoteOfReply TimelineModel::quoteOf(qint64 seq)
{
    QuoteOfReply quote;
    quote.seq = seq;
    const QuotedMessages::Quoted quoted = m_messages.quoted(m_room, seq);
    const protocol::Message& message = quoted.message;
    if (quoted.state != QuotedMessages::State::Held) {
        const bool gone = quoted.state == QuotedMessages::State::Gone;
        quote.state = gone ? QuoteOfReply::Gone : QuoteOfReply::Waiting;
        return quote;
    }
    if (message.sender) {
        quote.name = m_people.nameOf(*message.sender);
        quote.hue = hueOf(*message.sender);
    }
    quote.state = message.deletedAt ? QuoteOfReply::Deleted : QuoteOfReply::Held;
    quote.text = message.kind == protocol::MessageKind::System ? systemText(message) : message.text;
    return quote;
}

void TimelineModel::readHandles()
{
    const RoomState* state = m_room.isNull() ? nullptr : m_rooms.find(m_room);
    if (!state)
        return;
    QSet<QString> handles;
    for (const protocol::Member& member : state->members)
        handles.insert(member.user.handle.toLower());
    if (m_texts.setHandles(handles) && count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {TextRole, FormatRole, MarkupRole, BlocksRole});
}

void TimelineModel::sync()
{
    m_soon.stop();
    QList<TimelineRow> target;
    const RoomState* state = m_room.isNull() ? nullptr : m_rooms.find(m_room);
    if (state) {
        const bool moderator = state->room.kind == protocol::RoomKind::Group && state->room.me
            && state->room.me->role != protocol::MemberRole::Member;
        const MessageWindow* window = m_messages.window(m_room);
        QSet<QUuid> stored;
        target.reserve(window->messages().size());
        for (const protocol::Message& message : window->messages()) {
            target.append(rowOf(message, state->readByOthers, moderator));
            if (target.last().mine)
                stored.insert(target.last().clientId);
        }
        const bool hasOlder = window->hasOlder();
        // Mine that wait stand after the newest: with a stretch elsewhere they would stand at a wrong place.
        if (!window->hasNewer()) {
            const QList<Outgoing> unsent = m_outbox.ofRoom(m_room);
            for (const Outgoing& one : unsent) {
                if (!stored.contains(one.clientId))
                    target.append(rowOf(one));
            }
        }
        findUnread(target, hasOlder);
        group(target, hasOlder);
        std::reverse(target.begin(), target.end());
    }
    const int before = count();
    show(target);
    if (before != count())
        Q_EMIT countChanged();
    if (state)
        listen(*m_messages.window(m_room));
    Q_EMIT synced();
}

void TimelineModel::listen(const MessageWindow& window)
{
    if (!window.isLoaded() || window.hasNewer())
        return;
    const qint64 from = std::exchange(m_heardTo, std::max(m_heardTo, window.lastSeq()));
    if (from < 0)
        return;
    const TimelineRow* newest = nullptr;
    int count = 0;
    for (const TimelineRow& row : rows()) {
        if (row.seq > 0 && row.seq <= from)
            break;
        if (row.seq == 0 || row.mine)
            continue;
        newest = newest ? newest : &row;
        ++count;
    }
    if (newest)
        Q_EMIT heard(newest->senderName, m_texts.look(newest->text).plain(), count);
}

void TimelineModel::findUnread(const QList<TimelineRow>& ascending, bool hasOlder)
{
    if (!m_readTo || ascending.isEmpty())
        return;
    // With the read mark before this stretch its place is not in it.
    if (hasOlder && ascending.first().seq > *m_readTo + 1)
        return;
    for (const TimelineRow& row : ascending) {
        if (row.seq > *m_readTo && !row.mine && !row.system) {
            m_unreadSeq = row.seq;
            m_readTo.reset();
            Q_EMIT unreadSeqChanged();
            return;
        }
    }
}

void TimelineModel::group(QList<TimelineRow>& ascending, bool hasOlder) const
{
    TimelineRow* before = nullptr;
    for (TimelineRow& row : ascending) {
        row.unreadLine = m_unreadSeq > 0 && row.seq == m_unreadSeq;
        // Whether the oldest held one begins its day is known when the one before it is.
        row.dayStart = before ? !sameDay(before->sentAt, row.sentAt) : !hasOlder;
        const bool joins = before && !row.dayStart && !row.unreadLine && !row.system && !before->system
            && row.sender == before->sender && row.sentAt - before->sentAt <= groupWithinMs;
        row.firstOfGroup = !joins;
        row.lastOfGroup = true;
        if (before)
            before->lastOfGroup = !joins;
        before = &row;
    }
}

int TimelineModel::indexOfSeq(qint64 seq) const
{
    for (qsizetype i = 0; seq > 0 && i < rows().size(); ++i) {
        if (rows().at(i).seq == seq)
            return int(i);
    }
    return -1;
}

QString TimelineModel::textOf(qint64 from, qint64 to) const
{
    QList<const TimelineRow*> found;
    for (const TimelineRow& row : rows()) {
        if (row.seq >= from && row.seq <= to && row.seq > 0 && !row.deleted && !row.system)
            found.prepend(&row);
    }
    if (found.size() == 1)
        return m_texts.look(found.first()->text).plain();
    QStringList parts;
    for (const TimelineRow* row : std::as_const(found)) {
        const QString time
            = QLocale().toString(QDateTime::fromMSecsSinceEpoch(row->sentAt), QLocale::ShortFormat);
        parts.append(row->senderName % u", " % time % u"\n" % m_texts.look(row->text).plain());
    }
    return parts.join(u"\n\n");
}

void TimelineModel::retranslate()
{
    sync();
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {TextRole, FailReasonRole});
}

} // namespace madang::client
