#include "client/controllers/linkcontroller.h"

#include "client/controllers/conversationcontroller.h"
#include "client/controllers/roomscontroller.h"
#include "client/controllers/session.h"
#include "client/net/connection.h"
#include "client/stores/roomstore.h"

namespace madang::client {

LinkController::LinkController(const Connection& connection, const Session& session, const RoomStore& rooms,
    RoomsController& roomsController, ConversationController& conversation, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_session(session)
    , m_rooms(rooms)
    , m_roomsController(roomsController)
    , m_conversation(conversation)
{
    connect(&session, &Session::changed, this, &LinkController::follow);
    connect(&rooms, &RoomStore::loadedChanged, this, &LinkController::follow);
    // Queued: a room that is opened goes to where reading stopped, as soon as it is loaded; this comes after.
    connect(&conversation, &ConversationController::windowChanged, this, &LinkController::jump,
        Qt::QueuedConnection);
}

void LinkController::open(const QString& link)
{
    m_link = DeepLink::parse(link);
    if (m_link)
        follow();
    else
        Q_EMIT refused(Refusal::Malformed);
}

void LinkController::goTo(RoomId room, qint64 seq)
{
    m_link = DeepLink::to(m_connection.server(), room, seq);
    follow();
}

void LinkController::lead(const QString& roomId, qint64 seq)
{
    if (const auto room = RoomId::fromString(roomId))
        goTo(*room, seq);
}

void LinkController::follow()
{
    if (!m_link || !m_session.isActive())
        return;
    if (!m_link->leadsTo(m_connection.server())) {
        m_link.reset();
        Q_EMIT refused(Refusal::OtherServer);
        return;
    }
    if (!m_rooms.find(m_link->room)) {
        // One that is not in the list is not mine. Until the list is there, that is not known.
        if (!m_rooms.isLoaded())
            return;
        m_link.reset();
        Q_EMIT refused(Refusal::NoSuchRoom);
        return;
    }
    m_room = m_link->room;
    m_seq = m_link->seq;
    m_link.reset();
    m_roomsController.openRoom(m_room.toString());
    QMetaObject::invokeMethod(this, &LinkController::jump, Qt::QueuedConnection);
}

void LinkController::jump()
{
    if (m_seq == 0)
        return;
    if (m_conversation.roomId() != m_room.toString()) {
        m_seq = 0; // the person has gone elsewhere
        return;
    }
    if (!m_conversation.isLoading() && m_conversation.timeline()->rowCount() > 0)
        m_conversation.jumpToMessage(std::exchange(m_seq, 0), 0);
}

QString LinkController::linkTo(qint64 seq) const
{
    const RoomId room = m_roomsController.currentRoom();
    return room.isNull() ? QString() : DeepLink::to(m_connection.server(), room, seq).toString();
}

} // namespace madang::client
