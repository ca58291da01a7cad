#pragma once

#include "client/models/timelinemodel.h"

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/stores/messagestore.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;

// Ways to a message that may lie anywhere in the open room: by its number, by a date, and back to where one
// was. Each new way gives up the one before it that still waits for the server.
class Jumps : public QObject {
    Q_OBJECT

public:
    Jumps(Connection& connection, MessageStore& messages, RoomStore& rooms, TimelineModel& timeline,
        QObject* parent = nullptr);

    // Another room is open; where one was is forgotten.
    void setRoom(madang::RoomId room);
    [[nodiscard]] bool canGoBack() const { return !m_places.isEmpty(); }

    // `from` is the seq that one comes back to; 0: none.
    QCoro::Task<void> toMessage(qint64 seq, qint64 from);
    // To the first message sent at that time or later, ms since 1970; where there is none to the newest.
    QCoro::Task<void> toTime(qint64 sentAt, qint64 from);
    QCoro::Task<void> back();
    // One is at the newest: nothing to come back to, nor to wait for.
    void forget();

Q_SIGNALS:
    // The row of the timeline that is to be brought into view, and its seq.
    void arrived(int row, qint64 seq);
    void failed(const madang::Error& error);
    void canGoBackChanged();

private:
    static constexpr qsizetype placesMost = 20;

    [[nodiscard]] QCoro::Task<Result<qint64>> seqAt(qint64 sentAt);

    Connection& m_connection;
    MessageStore& m_messages;
    RoomStore& m_rooms;
    TimelineModel& m_timeline;
    RoomId m_room;
    quint64 m_way = 0; // grows with each that is taken
    QList<qint64> m_places;
};

} // namespace madang::client
