#pragma once

#include "client/models/usersearchmodel.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUuid>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/result.h"
#include "shared/protocol/shapes.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class PeopleStore;
class RoomListModel;
class RoomStore;

// Which room is open, and making and leaving rooms.
class RoomsController : public QObject {
    Q_OBJECT
    // "" where none is open.
    Q_PROPERTY(QString currentRoomId READ currentRoomId NOTIFY currentRoomIdChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    // Whether the list of rooms has arrived.
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY loadedChanged)
    Q_PROPERTY(madang::client::UserSearchModel* userSearch READ userSearch CONSTANT)

public:
    RoomsController(Connection& connection, RoomStore& rooms, PeopleStore& people, RoomListModel& list,
        QObject* parent = nullptr);

    [[nodiscard]] QString currentRoomId() const;
    [[nodiscard]] madang::RoomId currentRoom() const noexcept { return m_current; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString error() const;
    [[nodiscard]] bool isLoaded() const;
    [[nodiscard]] UserSearchModel* userSearch() { return &m_userSearch; }

    Q_INVOKABLE void openRoom(const QString& roomId);
    Q_INVOKABLE void closeRoom();
    // Opens the next (delta 1) or previous (-1) room of the list as it is shown, round its ends.
    Q_INVOKABLE void step(int delta, bool unreadOnly);
    Q_INVOKABLE void createGroup(const QString& title, const QStringList& userIds);
    Q_INVOKABLE void startDirect(const QString& userId);
    Q_INVOKABLE void leaveRoom(const QString& roomId);
    Q_INVOKABLE void dismissError();

    void retranslate() { Q_EMIT errorChanged(); }

Q_SIGNALS:
    void currentRoomIdChanged();
    void busyChanged();
    void errorChanged();
    void loadedChanged();
    // A room that was just made or found by one of the above is open now.
    void roomOpened(const QString& roomId);

private:
    QCoro::Task<void> create(protocol::Room asked, QStringList userIds);
    QCoro::Task<void> leave(RoomId room);
    void open(RoomId room);
    void setBusy(bool busy);
    void setError(std::optional<Error> error);

    Connection& m_connection;
    RoomStore& m_rooms;
    RoomListModel& m_list;
    UserSearchModel m_userSearch;
    RoomId m_current;
    bool m_busy = false;
    std::optional<Error> m_error;
    // Of the group being made, kept while the same group is tried again: a retry makes no second one.
    QUuid m_groupId;
    QString m_groupWords;
};

} // namespace madang::client
