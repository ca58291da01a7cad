#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

namespace madang::server {

// One life of one server process of the group: it comes back from a restart as another one.
using PeerId = quint64;

// What a word among servers is about; who listens to which is a matter of the composition root.
enum class PeerTopic : quint8 {
    UserEvent, // an event for people, wherever they are connected
    RoomEvent, // an event for whoever is in a room
    Membership, // who is in a room has changed
    Revocation, // sessions ended
    Presence, // who is online
    Viewers, // who looks at which room
    Person, // somebody is called otherwise now, or has gone
    Doubt, // who is in a room may have changed; who did it cannot say
};

// Hears the other servers. Called on one thread, which only passes on: nothing here may block. What one peer
// told comes in its order and without holes between its joined() and its left().
class PeerListener {
public:
    virtual ~PeerListener() = default;
    virtual void heard(PeerId peer, PeerTopic topic, const QByteArray& payload) = 0;
    // Another server is there. Nothing that it told before counts; it hears what is told from now on.
    virtual void joined(PeerId) { }
    // It ended, died or is out of reach, and what it told of itself holds no more. Not `orderly`: it may
    // have done something that it did not come to tell.
    virtual void left(PeerId, bool orderly) { Q_UNUSED(orderly) }
};

// The other servers of the group. Any thread; what one thread tells arrives in that order.
class Peers {
public:
    virtual ~Peers() = default;
    // To every other server. Kept while the way to them is cut for a short time; where it was cut for long
    // they see this server leave, and join again.
    virtual void tell(PeerTopic topic, QByteArray payload) = 0;
    [[nodiscard]] virtual PeerId self() const = 0;
};

// A server that is alone.
class NoPeers final : public Peers {
public:
    void tell(PeerTopic, QByteArray) override { }
    [[nodiscard]] PeerId self() const override { return 0; }
};

} // namespace madang::server
