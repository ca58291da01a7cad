#include "client/controllers/messageactions.h"

#include "client/models/face.h"
#include "client/models/roomtitle.h"
#include "client/models/systemtext.h"
#include "client/net/connection.h"
#include "client/stores/messagestore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "shared/core/clock.h"
#include "shared/core/uuid7.h"

#include <algorithm>

namespace madang::client {

MessageActions::MessageActions(Connection& connection, MessageStore& messages, RoomStore& rooms,
    PeopleStore& people, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_messages(messages)
    , m_rooms(rooms)
    , m_people(people)
    , m_clock(clock)
{
    connect(&rooms, &RoomStore::changed, this, [this](RoomId room) {
        if (room == m_room)
            Q_EMIT roomChanged();
    });
    connect(&people, &PeopleStore::changed, this, &MessageActions::showPins);
    connect(&messages, &MessageStore::told, this, [this](const protocol::Message& message) {
        if (message.room != m_room || m_room.isNull())
            return;
        const auto known = std::find_if(m_pinned.begin(), m_pinned.end(),
            [&](const protocol::Message& one) { return one.seq == message.seq; });
        const bool wasPinned = known != m_pinned.end();
        const bool isPinned = message.pinnedAt && !message.deletedAt;
        if (!wasPinned && !isPinned)
            return;
        if (wasPinned)
            m_pinned.erase(known);
        if (isPinned)
            m_pinned.append(message);
        showPins();
    });
    connect(&connection, &Connection::sessionStarted, this, [this] { fetchPins(); });
}

void MessageActions::setRoom(RoomId room)
{
    m_room = room;
    m_pinned.clear();
    m_editsOf = 0;
    m_edits.clear();
    showPins();
    Q_EMIT roomChanged();
    Q_EMIT editsChanged();
    fetchPins();
}

bool MessageActions::isModerator() const
{
    const RoomState* state = m_room.isNull() ? nullptr : m_rooms.find(m_room);
    return state && state->room.kind == protocol::RoomKind::Group && state->room.me
        && state->room.me->role != protocol::MemberRole::Member;
}

bool MessageActions::canPin() const
{
    const RoomState* state = m_room.isNull() ? nullptr : m_rooms.find(m_room);
    return state && (state->room.kind == protocol::RoomKind::Direct || isModerator());
}

bool MessageActions::mayDelete(const protocol::Message& message) const
{
    return isModerator() || (message.sender && m_people.isMe(*message.sender));
}

// What is held, neither deleted nor the system's.
QList<const protocol::Message*> MessageActions::open(qint64 first, qint64 last) const
{
    QList<const protocol::Message*> found;
    if (m_room.isNull())
        return found;
    for (const protocol::Message& message : m_messages.window(m_room)->messages()) {
        if (message.seq >= first && message.seq <= last && !message.deletedAt
            && message.kind == protocol::MessageKind::Text)
            found.append(&message);
    }
    return found;
}

int MessageActions::deletable(qint64 first, qint64 last) const
{
    const QList<const protocol::Message*> all = open(first, last);
    return int(std::count_if(
        all.begin(), all.end(), [this](const protocol::Message* one) { return mayDelete(*one); }));
}

int MessageActions::forwardable(qint64 first, qint64 last) const
{
    return int(open(first, last).size());
}

void MessageActions::apply(const protocol::Message& message)
{
    m_rooms.applyMessage(message);
    m_messages.apply(message);
}

void MessageActions::react(qint64 seq, const QString& emoji, bool on)
{
    if (!m_room.isNull() && seq > 0)
        askToReact(seq, emoji, on);
}

QCoro::Task<void> MessageActions::askToReact(qint64 seq, QString emoji, bool on)
{
    protocol::MessageReact::Params params;
    params.room = m_room;
    params.seq = seq;
    params.emoji = emoji;
    params.on = on;
    const auto result = co_await m_connection.call<protocol::MessageReact>(std::move(params));
    if (result)
        apply(result->message);
    else
        Q_EMIT failed(result.error());
}

void MessageActions::pin(qint64 seq, bool on)
{
    if (!m_room.isNull() && seq > 0)
        askToPin(seq, on);
}

QCoro::Task<void> MessageActions::askToPin(qint64 seq, bool on)
{
    protocol::MessagePin::Params params;
    params.room = m_room;
    params.seq = seq;
    params.on = on;
    const auto result = co_await m_connection.call<protocol::MessagePin>(params);
    if (result)
        apply(result->message);
    else
        Q_EMIT failed(result.error());
}

QCoro::Task<void> MessageActions::fetchPins()
{
    const RoomId room = m_room;
    if (room.isNull())
        co_return;
    protocol::MessagePins::Params params;
    params.room = room;
    const auto page = co_await m_connection.call<protocol::MessagePins>(std::move(params));
    // Without a connection what is known stays; the next session asks again.
    if (!page || room != m_room)
        co_return;
    m_pinned = QList<protocol::Message>(page->messages.begin(), page->messages.end());
    for (const protocol::Message& message : std::as_const(m_pinned)) {
        if (message.sender && !m_people.isMe(*message.sender))
            m_people.require(*message.sender);
    }
    showPins();
}

void MessageActions::showPins()
{
    std::stable_sort(m_pinned.begin(), m_pinned.end(),
        [](const protocol::Message& a, const protocol::Message& b) { return a.pinnedAt > b.pinnedAt; });
    QVariantList pins;
    for (const protocol::Message& message : std::as_const(m_pinned)) {
        pins.append(QVariantMap{{QStringLiteral("seq"), message.seq},
            {QStringLiteral("name"), message.sender ? m_people.nameOf(*message.sender) : QString()},
            {QStringLiteral("text"), previewText(message)}});
    }
    if (pins == m_pins)
        return;
    m_pins = pins;
    Q_EMIT pinsChanged();
}

void MessageActions::forward(qint64 first, qint64 last, const QStringList& rooms)
{
    QList<qint64> seqs;
    const QList<const protocol::Message*> all = open(first, last);
    for (const protocol::Message* message : all)
        seqs.append(message->seq);
    if (!seqs.isEmpty() && !rooms.isEmpty())
        askToForward(seqs, rooms);
}

QCoro::Task<void> MessageActions::askToForward(QList<qint64> seqs, QStringList rooms)
{
    const RoomId from = m_room;
    QStringList done;
    for (const QString& id : std::as_const(rooms)) {
        const std::optional<RoomId> to = RoomId::fromString(id);
        if (!to)
            continue;
        // One after the other, so that they come in their order.
        for (const qint64 seq : std::as_const(seqs)) {
            protocol::MessageForward::Params params;
            params.room = from;
            params.seq = seq;
            params.to = *to;
            const QString key
                = from.toString() % QLatin1Char('/') % QString::number(seq) % QLatin1Char('/') % id;
            QUuid& clientId = m_underWay[key];
            if (clientId.isNull())
                clientId = newUuid7(m_clock.nowMs());
            params.clientId = clientId;
            done.append(key);
            const auto result = co_await m_connection.call<protocol::MessageForward>(params);
            if (!result) {
                Q_EMIT failed(result.error());
                co_return;
            }
            apply(result->message);
        }
    }
    // Who passes the same on once more now means it.
    for (const QString& key : std::as_const(done))
        m_underWay.remove(key);
    Q_EMIT forwarded(int(seqs.size()), int(rooms.size()));
}

void MessageActions::remove(qint64 first, qint64 last)
{
    QList<qint64> seqs;
    const QList<const protocol::Message*> all = open(first, last);
    for (const protocol::Message* message : all) {
        if (mayDelete(*message))
            seqs.append(message->seq);
    }
    askToRemove(seqs);
}

QCoro::Task<void> MessageActions::askToRemove(QList<qint64> seqs)
{
    const RoomId room = m_room;
    for (const qint64 seq : std::as_const(seqs)) {
        protocol::MessageDelete::Params params;
        params.room = room;
        params.seq = seq;
        const auto result = co_await m_connection.call<protocol::MessageDelete>(params);
        if (!result) {
            Q_EMIT failed(result.error());
            co_return;
        }
        apply(result->message);
    }
}

QVariantList MessageActions::roomsMatching(const QString& words) const
{
    QList<const RoomState*> found;
    for (const RoomState& state : m_rooms.rooms()) {
        if (roomTitle(state.room, m_people).contains(words.trimmed(), Qt::CaseInsensitive))
            found.append(&state);
    }
    const auto at = [](const RoomState* state) { return state->room.last ? state->room.last->sentAt : 0; };
    std::sort(found.begin(), found.end(), [at](const RoomState* a, const RoomState* b) {
        return std::pair(at(a), a->room.id) > std::pair(at(b), b->room.id);
    });
    QVariantList rooms;
    for (const RoomState* state : std::as_const(found)) {
        const QString title = roomTitle(state->room, m_people);
        rooms.append(QVariantMap{{QStringLiteral("roomId"), state->room.id.toString()},
            {QStringLiteral("title"), title}, {QStringLiteral("hueIndex"), roomHue(state->room)},
            {QStringLiteral("initial"), initialOf(title)}});
    }
    return rooms;
}

void MessageActions::loadEdits(qint64 seq)
{
    m_editsOf = seq;
    m_edits.clear();
    m_editsLoading = true;
    Q_EMIT editsChanged();
    fetchEdits(seq);
}

QCoro::Task<void> MessageActions::fetchEdits(qint64 seq)
{
    const RoomId room = m_room;
    std::optional<QString> after;
    QVariantList edits;
    do {
        protocol::MessageEdits::Params params;
        params.room = room;
        params.seq = seq;
        params.after = after;
        const auto page = co_await m_connection.call<protocol::MessageEdits>(std::move(params));
        if (room != m_room || seq != m_editsOf)
            co_return;
        if (!page) {
            Q_EMIT failed(page.error());
            break;
        }
        for (const protocol::Replaced& one : page->edits)
            edits.append(
                QVariantMap{{QStringLiteral("text"), one.text}, {QStringLiteral("at"), one.editedAt}});
        after = page->next;
    } while (after);
    m_edits = edits;
    m_editsLoading = false;
    Q_EMIT editsChanged();
}

QVariantList MessageActions::readersOf(qint64 seq) const
{
    QVariantList readers;
    const RoomState* state = m_room.isNull() ? nullptr : m_rooms.find(m_room);
    const protocol::Message* message = state ? m_messages.window(m_room)->find(seq) : nullptr;
    if (!message)
        return readers;
    for (const protocol::Member& member : state->members) {
        const bool author = message->sender && *message->sender == member.user.id;
        if (member.readSeq < seq || author || m_people.isMe(member.user.id))
            continue;
        readers.append(QVariantMap{{QStringLiteral("name"), member.user.name},
            {QStringLiteral("handle"), member.user.handle},
            {QStringLiteral("hueIndex"), hueOf(member.user.id)},
            {QStringLiteral("initial"), initialOf(member.user.name)}});
    }
    return readers;
}

} // namespace madang::client
