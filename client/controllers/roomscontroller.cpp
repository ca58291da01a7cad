#include "client/controllers/roomscontroller.h"

#include "client/controllers/errortext.h"
#include "client/models/roomlistmodel.h"
#include "client/net/connection.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "shared/core/uuid7.h"
#include "shared/protocol/roommethods.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QDateTime>

namespace madang::client {

RoomsController::RoomsController(
    Connection& connection, RoomStore& rooms, PeopleStore& people, RoomListModel& list, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_rooms(rooms)
    , m_list(list)
    , m_userSearch(people, errorText)
{
    connect(&rooms, &RoomStore::loadedChanged, this, &RoomsController::loadedChanged);
    connect(&rooms, &RoomStore::removed, this, [this](RoomId room) {
        if (room == m_current)
            closeRoom();
    });
}

QString RoomsController::currentRoomId() const
{
    return m_current.isNull() ? QString() : m_current.toString();
}

QString RoomsController::error() const
{
    return m_error ? errorText(*m_error) : QString();
}

bool RoomsController::isLoaded() const
{
    return m_rooms.isLoaded();
}

void RoomsController::openRoom(const QString& roomId)
{
    const auto room = RoomId::fromString(roomId);
    if (room && m_rooms.find(*room))
        open(*room);
}

void RoomsController::closeRoom()
{
    open({});
}

void RoomsController::open(RoomId room)
{
    if (m_current == room)
        return;
    m_current = room;
    m_list.setCurrent(room);
    Q_EMIT currentRoomIdChanged();
}

void RoomsController::step(int delta, bool unreadOnly)
{
    const auto& rows = m_list.rows();
    const qsizetype count = rows.size();
    if (count == 0 || delta == 0)
        return;
    const int direction = delta > 0 ? 1 : -1;
    const int current = m_list.indexOf(currentRoomId());
    qsizetype at = current >= 0 ? current : direction > 0 ? -1 : count;
    for (qsizetype tried = 0; tried < count; ++tried) {
        at = (at + direction + count) % count;
        if (!unreadOnly || rows.at(at).unread > 0) {
            open(rows.at(at).id);
            return;
        }
    }
}

void RoomsController::createGroup(const QString& title, const QStringList& userIds)
{
    if (m_busy)
        return;
    setError({});
    const Result<QString> fit = protocol::titleText(title, Limits());
    if (!fit) {
        setError(fit.error());
        return;
    }
    const QString words = fit.value() % QLatin1Char('\n') % userIds.join(QLatin1Char('\n'));
    if (words != m_groupWords) {
        m_groupWords = words;
        m_groupId = newUuid7(QDateTime::currentMSecsSinceEpoch());
    }
    protocol::Room asked;
    asked.kind = protocol::RoomKind::Group;
    asked.title = fit.value();
    create(asked, userIds);
}

void RoomsController::startDirect(const QString& userId)
{
    if (m_busy)
        return;
    setError({});
    protocol::Room asked;
    asked.kind = protocol::RoomKind::Direct;
    create(asked, {userId});
}

QCoro::Task<void> RoomsController::create(protocol::Room asked, QStringList userIds)
{
    protocol::RoomCreate::Params params;
    params.kind = asked.kind;
    std::vector<UserId> users;
    for (const QString& text : userIds) {
        if (const auto user = UserId::fromString(text))
            users.push_back(*user);
    }
    if (asked.kind == protocol::RoomKind::Direct) {
        if (users.empty())
            co_return;
        params.user = users.front();
    } else {
        params.title = asked.title;
        params.members = users;
        params.clientId = m_groupId;
    }
    setBusy(true);
    const auto result = co_await m_connection.call<protocol::RoomCreate>(std::move(params));
    setBusy(false);
    if (!result) {
        setError(result.error());
        co_return;
    }
    m_groupWords.clear();
    m_rooms.apply(result->room);
    open(result->room.id);
    Q_EMIT roomOpened(currentRoomId());
}

void RoomsController::leaveRoom(const QString& roomId)
{
    const auto room = RoomId::fromString(roomId);
    if (!room || m_busy)
        return;
    setError({});
    leave(*room);
}

QCoro::Task<void> RoomsController::leave(RoomId room)
{
    setBusy(true);
    protocol::RoomLeave::Params params;
    params.room = room;
    const auto result = co_await m_connection.call<protocol::RoomLeave>(params);
    setBusy(false);
    // Whoever is not in it any more has left.
    if (result || result.error().code == ErrorCode::NotFound)
        m_rooms.remove(room);
    else
        setError(result.error());
}

void RoomsController::dismissError()
{
    setError({});
}

void RoomsController::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

void RoomsController::setError(std::optional<Error> error)
{
    if (m_error == error)
        return;
    m_error = std::move(error);
    Q_EMIT errorChanged();
}

} // namespace madang::client
