#pragma once

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/protocol/envelope.h"
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

class Connection;
class MessageStore;
class PeopleStore;
class RoomStore;
class TypingStore;

// Brings each event of the server to the stores that it concerns.
class EventRouter : public QObject {
    Q_OBJECT

public:
    EventRouter(Connection& connection, PeopleStore& people, RoomStore& rooms, MessageStore& messages,
        TypingStore& typing, QObject* parent = nullptr);

Q_SIGNALS:
    // Events about one message, after the stores know of it.
    void messageCreated(const madang::protocol::Message& message);
    void messageChanged(const madang::protocol::Message& message);

private:
    void route(const protocol::Notification& notification);
    void applyMessage(const protocol::Message& message);

    PeopleStore& m_people;
    RoomStore& m_rooms;
    MessageStore& m_messages;
    TypingStore& m_typing;
};

} // namespace madang::client
