#include "client/controllers/notificationcontroller.h"

#include "client/controllers/conversationcontroller.h"
#include "client/controllers/noticepolicy.h"
#include "client/controllers/settingscontroller.h"
#include "client/models/roomtitle.h"
#include "client/models/systemtext.h"
#include "client/stores/eventrouter.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"

#include <algorithm>

namespace madang::client {

namespace {
constexpr qsizetype lineMost = 240; // characters of one message

void drop(QList<protocol::Message>& messages, qint64 upTo)
{
    messages.removeIf([upTo](const protocol::Message& one) { return one.seq <= upTo; });
}
} // namespace

NotificationController::NotificationController(
    NotificationStores stores, Notifier& notifier, QString scope, QObject* parent)
    : QObject(parent)
    , m_stores(stores)
    , m_notifier(notifier)
    , m_scope(std::move(scope))
{
    connect(&stores.router, &EventRouter::messageCreated, this, &NotificationController::arrive);
    connect(&stores.router, &EventRouter::messageChanged, this, &NotificationController::alter);
    connect(&stores.rooms, &RoomStore::changed, this, &NotificationController::followRoom);
    connect(&stores.rooms, &RoomStore::removed, this, &NotificationController::forget);
    connect(&stores.people, &PeopleStore::changed, this, &NotificationController::showAllAgain);
    connect(&stores.settings, &SettingsController::changed, this, [this] {
        const QList<RoomId> rooms = m_stores.settings.notifiesNow() ? QList<RoomId>() : m_gathered.keys();
        for (const RoomId room : rooms)
            forget(room);
    });
    const auto with = [this](const QString& key, auto f) {
        const auto room = RoomId::fromString(key.section(QLatin1Char('/'), -1));
        if (room && keyOf(*room) == key && m_gathered.contains(*room))
            f(*room);
    };
    connect(&notifier, &Notifier::opened, this, [this, with](const QString& key) {
        with(key, [this](RoomId room) {
            const qint64 seq = m_gathered.take(room).first().seq;
            m_notifier.withdraw(keyOf(room));
            Q_EMIT opened(room, seq);
        });
    });
    connect(&notifier, &Notifier::dismissed, this,
        [this, with](const QString& key) { with(key, [this](RoomId room) { m_gathered.remove(room); }); });
    connect(&notifier, &Notifier::replied, this, [this, with](const QString& key, const QString& text) {
        with(key, [this, text](RoomId room) { reply(room, text); });
    });
}

void NotificationController::arrive(const protocol::Message& message)
{
    const RoomState* state = m_stores.rooms.find(message.room);
    if (!state) {
        Messages& waiting = m_unplaced[message.room];
        if (waiting.size() < gatheredMost)
            waiting.append(message);
        return;
    }
    if (!isWorthNotice(*state, message))
        return;
    Messages& messages = m_gathered[message.room];
    // What a server tells once more is nothing new.
    if (!messages.isEmpty() && message.seq <= messages.last().seq)
        return;
    if (messages.size() >= gatheredMost)
        messages.removeFirst();
    messages.append(message);
    show(message.room, false);
}

bool NotificationController::isWorthNotice(const RoomState& state, const protocol::Message& message) const
{
    if (!m_stores.settings.notifiesNow())
        return false;
    const ConversationController& open = m_stores.conversation;
    Arrival arrival;
    arrival.mine = message.sender && m_stores.people.isMe(*message.sender);
    arrival.system = message.kind == protocol::MessageKind::System;
    arrival.deleted = message.deletedAt.has_value();
    arrival.read = message.seq <= state.readSeq;
    arrival.muted = state.room.me && state.room.me->muted;
    arrival.mentionsMe = mentions(message.text, m_stores.people.me().handle);
    arrival.windowActive = m_windowActive;
    arrival.roomOpen = open.roomId() == message.room.toString();
    arrival.atEnd = open.viewAtEnd() && !open.hasNewer();
    return arrival.isWorthNotice();
}

void NotificationController::alter(const protocol::Message& message)
{
    const auto found = m_gathered.find(message.room);
    if (found == m_gathered.end())
        return;
    const auto at = std::find_if(
        found->begin(), found->end(), [&](const protocol::Message& one) { return one.seq == message.seq; });
    if (at == found->end())
        return;
    if (message.deletedAt)
        found->erase(at);
    else
        *at = message;
    if (found->isEmpty())
        forget(message.room);
    else
        show(message.room, true);
}

void NotificationController::followRoom(RoomId room)
{
    const Messages waiting = m_unplaced.take(room);
    for (const protocol::Message& message : waiting)
        arrive(message);
    const RoomState* state = m_stores.rooms.find(room);
    const auto found = m_gathered.find(room);
    if (!state || found == m_gathered.end())
        return;
    const qsizetype before = found->size();
    drop(*found, state->readSeq);
    if (found->isEmpty())
        forget(room);
    else if (found->size() < before)
        show(room, true);
}

void NotificationController::forget(RoomId room)
{
    m_unplaced.remove(room);
    if (m_gathered.remove(room))
        m_notifier.withdraw(keyOf(room));
}

QString NotificationController::keyOf(RoomId room) const
{
    return m_scope.isEmpty() ? room.toString() : QString(m_scope % QLatin1Char('/') % room.toString());
}

void NotificationController::setAccountName(const QString& name)
{
    if (std::exchange(m_accountName, name) != name)
        showAllAgain();
}

void NotificationController::showAllAgain()
{
    // Somebody's name was learned, or is another one now.
    const QList<RoomId> rooms = m_gathered.keys();
    for (const RoomId room : rooms)
        show(room, true);
}

void NotificationController::show(RoomId room, bool again)
{
    const RoomState* state = m_stores.rooms.find(room);
    const Messages messages = m_gathered.value(room);
    if (!state || messages.isEmpty())
        return;
    Notice notice;
    notice.key = keyOf(room);
    notice.title = roomTitle(state->room, m_stores.people);
    if (!m_accountName.isEmpty())
        notice.title = tr("%1 → %2", "room, account").arg(notice.title, m_accountName);
    notice.body = bodyOf(*state, messages);
    const QString words = notice.title % QLatin1Char('\n') % notice.body;
    if (again && m_told.value(room) == words)
        return;
    m_told.insert(room, words);
    notice.sound = m_stores.settings.notificationSound() && !again;
    notice.again = again;
    notice.openLabel = tr("Open");
    notice.replyLabel = tr("Reply");
    m_notifier.show(notice);
}

QString NotificationController::bodyOf(const RoomState& state, const Messages& messages) const
{
    if (!m_stores.settings.notificationText())
        return tr("%n new messages", nullptr, int(messages.size()));
    QStringList lines;
    const qsizetype before = std::max<qsizetype>(0, messages.size() - linesMost);
    if (before > 0)
        lines.append(tr("… and %n before", nullptr, int(before)));
    for (const protocol::Message& message : messages.sliced(before)) {
        QString text = previewText(message);
        if (text.size() > lineMost)
            text = text.left(lineMost) % QChar(0x2026);
        const QString name = message.sender ? m_stores.people.nameOf(*message.sender) : QString();
        const bool named = state.room.kind != protocol::RoomKind::Direct && !name.isEmpty();
        lines.append(named ? tr("%1: %2", "sender, text").arg(name, text) : text);
    }
    return lines.join(QLatin1Char('\n'));
}

void NotificationController::reply(RoomId room, const QString& text)
{
    const qint64 seq = m_gathered.value(room).last().seq;
    // What cannot be sent is not lost with the notice: the message it answers is shown instead.
    if (!m_stores.outbox.enqueue(room, text)) {
        m_gathered.remove(room);
        Q_EMIT opened(room, seq);
        return;
    }
    m_stores.readMarks.mark(room, seq);
    forget(room);
}

} // namespace madang::client
