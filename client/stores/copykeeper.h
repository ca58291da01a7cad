#pragma once

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/cache/copydatabase.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class LocalCopy;
class MessageStore;
class PeopleStore;
class ReadMarks;
class RoomStore;

// Fills the stores from the local copy of an account, and from then on keeps rooms and people in it as the
// stores have them. (Messages are kept by MessageStore.)
class CopyKeeper : public QObject {
    Q_OBJECT

public:
    CopyKeeper(LocalCopy& copy, RoomStore& rooms, PeopleStore& people, MessageStore& messages,
        ReadMarks& readMarks, QObject* parent = nullptr);

    // Ends when the stores hold what the copy had. Nothing happens where this account's copy is open.
    QCoro::Task<void> open(QString account);
    // Writes what is unwritten and lets go of the file; the stores stay as they are.
    void close();
    // Begins to write what is unwritten now: before the process may end.
    void flush();
    // The copy goes for good; the stores stay as they are.
    void erase();
    // Empties the copy: what is known here is written again, messages as they are read again.
    void clear();
    // Bytes on disk, after everything that was asked for before; 0 where the copy is closed.
    [[nodiscard]] QCoro::Task<qint64> size();

Q_SIGNALS:
    // There is no room to write to; told once.
    void unwritable();

private:
    void restore(const CachedState& state);
    void reopened(const CachedState& state);
    void restoreMembers();
    void noteAll();
    void note();
    void writeNoted();

    LocalCopy& m_copy;
    RoomStore& m_rooms;
    PeopleStore& m_people;
    MessageStore& m_messages;
    ReadMarks& m_readMarks;
    QString m_account;
    QSet<RoomId> m_changedRooms;
    QSet<RoomId> m_changedMembers;
    QSet<UserId> m_changedPeople;
    QTimer m_soon;
};

} // namespace madang::client
