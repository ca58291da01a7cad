#pragma once

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/controllers/deeplink.h"
#endif

namespace madang::client {

class Connection;
class ConversationController;
class RoomStore;
class RoomsController;
class Session;

// Where a link, a notification or another start of the client leads: to a room, or to a message in it. What
// cannot be gone to yet, since nobody is signed in or the rooms are not known, is gone to later; only the
// last one counts.
class LinkController : public QObject {
    Q_OBJECT

public:
    // Why a link leads nowhere.
    enum class Refusal { Malformed, OtherServer, NoSuchRoom };
    Q_ENUM(Refusal)

    LinkController(const Connection& connection, const Session& session, const RoomStore& rooms,
        RoomsController& roomsController, ConversationController& conversation, QObject* parent = nullptr);

    Q_INVOKABLE void open(const QString& link);
    // seq 0: the room, where reading stopped.
    void goTo(madang::RoomId room, qint64 seq);
    // The same for what was found in the window.
    Q_INVOKABLE void lead(const QString& roomId, qint64 seq);

    // The link to a message of the open room (seq 0: to the room), to be given to others.
    [[nodiscard]] Q_INVOKABLE QString linkTo(qint64 seq) const;

Q_SIGNALS:
    void refused(madang::client::LinkController::Refusal why);

private:
    void follow();
    void jump();

    const Connection& m_connection;
    const Session& m_session;
    const RoomStore& m_rooms;
    RoomsController& m_roomsController;
    ConversationController& m_conversation;
    std::optional<DeepLink> m_link; // still to be gone to
    RoomId m_room; // it is open; the jump to m_seq waits for its messages
    qint64 m_seq = 0;
};

} // namespace madang::client
