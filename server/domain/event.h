#pragma once

#include "shared/core/id.h"

#include <QtCore/QByteArray>
#include <memory>
#include <vector>

namespace madang::server {

// How an event is treated when a socket is slow (docs/ARCHITECTURE.md, fan-out).
enum class EventClass {
    Durable, // never dropped; past the bound the connection ends and the client catches up
    Replaceable, // of one key only the latest is kept
    Droppable, // gone when the socket is busy
};

// Which servers an event concerns.
enum class EventReach {
    Group, // every server whose connections it concerns
    Here, // this one: the others come to know by themselves
};

// A finished notification on its way to people. Encoded once, shared by every recipient.
struct Event {
    std::vector<UserId> to;
    // Of events that one connection of theirs knows already: its stream.
    StreamId exceptStream;
    // Of events for whoever is in a room: `to` is that as this server sees it, and every other one finds its
    // own by these two.
    RoomId room;
    UserId except;
    // Of events for people that are about a room: what is told of that room keeps its order with them.
    RoomId about;
    bool whileMember = false; // of those: only for who is in the room when it is told
    QByteArray frame; // the whole JSON-RPC notification, UTF-8
    EventClass kind = EventClass::Durable;
    EventReach reach = EventReach::Group;
    bool counted = true; // counts in streams (docs/PROTOCOL.md "Streams")
    QByteArray key; // of Replaceable
    quint64 id = 0; // unique in this process; given by the bus
};
using EventPtr = std::shared_ptr<const Event>;

} // namespace madang::server
