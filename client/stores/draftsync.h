#pragma once

#include "client/stores/draftstore.h"

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/protocol/envelope.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;

// Keeps the drafts of this device and the server's the same. What is typed here and not sent over yet wins
// over what comes from elsewhere, and is sent over as soon as there is a connection.
class DraftSync : public QObject {
    Q_OBJECT

public:
    // pauseMs: how long nobody types before it is told.
    static constexpr int pauseMs = 2000;
    DraftSync(Connection& connection, DraftStore& drafts, QObject* parent = nullptr);

    // What is pending goes now: the composer is left, or its message was sent.
    void flush();

private:
    QCoro::Task<void> begin();
    QCoro::Task<void> send(RoomId room);
    void heard(const protocol::Notification& notification);

    Connection& m_connection;
    DraftStore& m_drafts;
    QSet<RoomId> m_sending;
    QSet<RoomId> m_refused; // as they are now; until they are changed
    QTimer m_pause;
    bool m_known = false; // the server's drafts were read in this session
    quint64 m_session = 0;
};

} // namespace madang::client
