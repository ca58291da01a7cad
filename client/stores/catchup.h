#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/id.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class MessageStore;
class RoomStore;

// The second level of coming back (PROTOCOL.md, streams): where a stream could not be resumed, the list
// of rooms is read and every held stretch of messages compared with its room's head. What a break cuts
// off is done again, also when the next connection resumes.
class CatchUp : public QObject {
    Q_OBJECT

public:
    CatchUp(Connection& connection, RoomStore& rooms, MessageStore& messages, QObject* parent = nullptr);

    [[nodiscard]] bool isRunning() const noexcept { return m_running; }
    // Signed out: the next session begins with everything.
    void forget();

Q_SIGNALS:
    void runningChanged();
    void finished();

private:
    void begin(bool resumed);
    QCoro::Task<void> run(quint64 turn);
    // False where the connection broke.
    QCoro::Task<bool> fetchRooms(quint64 turn);
    QCoro::Task<void> fetchRoom(RoomId id);
    QCoro::Task<void> fetchReadMarks(quint64 turn);
    void setRunning(bool running);

    Connection& m_connection;
    RoomStore& m_rooms;
    MessageStore& m_messages;
    bool m_complete = false;
    bool m_running = false;
    quint64 m_turn = 0;
    QTimer m_again;
};

} // namespace madang::client
