#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/id.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class RoomStore;

// How far I have read: known here at once, told to the server a little later, the furthest mark only,
// and kept for the next connection where there is none.
class ReadMarks : public QObject {
    Q_OBJECT

public:
    ReadMarks(Connection& connection, RoomStore& rooms, QObject* parent = nullptr);

    void mark(madang::RoomId room, qint64 seq);
    // Read in an earlier run, and the server does not know it yet.
    void restore(madang::RoomId room, qint64 seq);
    void clear();

private:
    void send();
    QCoro::Task<void> send(RoomId room, qint64 seq);

    Connection& m_connection;
    RoomStore& m_rooms;
    QHash<RoomId, qint64> m_untold;
    QTimer m_soon;
};

} // namespace madang::client
