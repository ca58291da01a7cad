#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/heldmessages.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;

// Messages that others reply to and that lie outside of what is being looked at: fetched one after the
// other, from the local copy or the server, when they are first asked for.
class QuotedMessages : public QObject {
    Q_OBJECT

public:
    enum class State { Waiting, Held, Gone }; // Gone: the room has no such message (any more)
    struct Quoted {
        State state = State::Waiting;
        protocol::Message message;
    };

    QuotedMessages(Connection& connection, HeldMessages& held, QObject* parent = nullptr);

    // What is known of it now; where that is nothing, it is fetched and changed() tells.
    [[nodiscard]] Quoted find(madang::RoomId room, qint64 seq);
    // A message changed: what is kept of it follows.
    void apply(const protocol::Message& message);
    void forget(madang::RoomId room);
    void clear();

Q_SIGNALS:
    void changed(madang::RoomId room);
    void fetched(const madang::protocol::Message& message);

private:
    using Key = std::pair<RoomId, qint64>;
    static constexpr qsizetype most = 500;

    QCoro::Task<void> work();
    QCoro::Task<std::optional<Quoted>> fetch(Key key);
    void askAgain();

    Connection& m_connection;
    HeldMessages& m_held;
    QHash<Key, Quoted> m_known;
    QList<Key> m_wanted; // the last one asked for comes first: it is what is on the screen
    bool m_working = false;
};

} // namespace madang::client
