#include "client/stores/eventrouter.h"

#include "client/net/connection.h"
#include "client/stores/messagestore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"
#include "shared/protocol/events.h"

#include <QtCore/QLoggingCategory>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcEvents, "madang.events")

// Calls f with the event where this notification is one of that kind. True where it is.
template <class E, class F> bool with(const protocol::Notification& notification, F f)
{
    if (notification.method != E::event)
        return false;
    const Result<E> event = protocol::decode<E>(notification.params);
    if (event)
        f(event.value());
    else
        qCWarning(lcEvents).noquote() << notification.method << "not understood:" << event.error().message;
    return true;
}
} // namespace

EventRouter::EventRouter(Connection& connection, PeopleStore& people, RoomStore& rooms,
    MessageStore& messages, TypingStore& typing, QObject* parent)
    : QObject(parent)
    , m_people(people)
    , m_rooms(rooms)
    , m_messages(messages)
    , m_typing(typing)
{
    connect(&connection, &Connection::notified, this, &EventRouter::route);
}

void EventRouter::applyMessage(const protocol::Message& message)
{
    m_rooms.applyMessage(message);
    m_messages.apply(message);
}

void EventRouter::route(const protocol::Notification& notification)
{
    using namespace protocol;
    with<MessageCreated>(notification, [this](const MessageCreated& event) {
        // Who has sent does not write any more, whatever a lost event said.
        if (event.message.sender)
            m_typing.apply(event.message.room, *event.message.sender, false);
        applyMessage(event.message);
        Q_EMIT messageCreated(event.message);
    }) || with<MessageChanged>(notification, [this](const MessageChanged& event) {
        applyMessage(event.message);
        Q_EMIT messageChanged(event.message);
    }) || with<TypingChanged>(notification, [this](const TypingChanged& event) {
        if (!m_people.isMe(event.user))
            m_typing.apply(event.room, event.user, event.on);
    }) || with<ReadChanged>(notification, [this](const ReadChanged& event) {
        m_rooms.applyRead(event.room, event.user, event.seq);
    }) || with<RoomChanged>(notification, [this](const RoomChanged& event) {
        m_rooms.apply(event.room);
    }) || with<MemberChanged>(notification, [this](const MemberChanged& event) {
        m_rooms.applyMember(event.room, event.member, event.left.value_or(false));
    }) || with<RoomRemoved>(notification, [this](const RoomRemoved& event) {
        m_messages.forget(event.room);
        m_rooms.remove(event.room);
    });
}

} // namespace madang::client
