#pragma once

#include "shared/core/clock.h"
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/id.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;

// Tells a room that I am writing in it, sparingly, and that I no longer am.
class TypingNotice {
public:
    TypingNotice(Connection& connection, const Clock& clock);

    // At each edit of what I write.
    void typing(RoomId room, bool on);
    // What was written went out, which says that the writing is over; or another room is open.
    void over() { m_told = false; }

private:
    QCoro::Task<void> tell(RoomId room, bool on);

    Connection& m_connection;
    const Clock& m_clock;
    bool m_told = false;
    qint64 m_toldAt = 0; // steady ms
};

} // namespace madang::client
