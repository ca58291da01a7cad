#include "client/stores/catchup.h"

#include "client/net/connection.h"
#include "client/stores/messagestore.h"
#include "client/stores/roomstore.h"
#include "shared/protocol/roommethods.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcCatchUp, "madang.catchup")
constexpr int roomsPage = 100;
constexpr int againMs = 2000;
constexpr qsizetype readMarksMost = 20;
} // namespace

CatchUp::CatchUp(Connection& connection, RoomStore& rooms, MessageStore& messages, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_rooms(rooms)
    , m_messages(messages)
{
    connect(&connection, &Connection::sessionStarted, this,
        [this](const protocol::User&, bool resumed) { begin(resumed); });
    connect(&rooms, &RoomStore::unknown, this, [this](RoomId id) { fetchRoom(id); });
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] { begin(false); });
}

void CatchUp::forget()
{
    ++m_turn;
    m_complete = false;
    m_again.stop();
    setRunning(false);
}

void CatchUp::begin(bool resumed)
{
    m_again.stop();
    if (resumed && m_complete)
        return;
    m_complete = false;
    run(++m_turn);
}

QCoro::Task<void> CatchUp::run(quint64 turn)
{
    setRunning(true);
    const bool listed = co_await fetchRooms(turn);
    if (turn != m_turn)
        co_return;
    const bool caughtUp = listed && co_await m_messages.catchUp();
    if (turn != m_turn)
        co_return;
    setRunning(false);
    m_complete = caughtUp;
    if (m_complete) {
        qCInfo(lcCatchUp) << "caught up," << m_rooms.rooms().size() << "rooms";
        Q_EMIT finished();
        fetchReadMarks(turn);
    } else if (m_connection.isConnected()) {
        m_again.start(againMs); // refused for a while, not cut off
    }
}

QCoro::Task<bool> CatchUp::fetchRooms(quint64 turn)
{
    m_rooms.beginList();
    QSet<RoomId> present;
    std::optional<QString> after;
    do {
        protocol::RoomList::Params params;
        params.limit = roomsPage;
        params.after = after;
        const auto page = co_await m_connection.call<protocol::RoomList>(params);
        if (!page || turn != m_turn)
            co_return false;
        for (const protocol::Room& room : page->rooms) {
            present.insert(room.id);
            m_rooms.apply(room);
        }
        after = page->next;
    } while (after);
    m_rooms.endList(present);
    co_return true;
}

QCoro::Task<void> CatchUp::fetchRoom(RoomId id)
{
    protocol::RoomGet::Params params;
    params.room = id;
    params.limit = 1;
    const auto answer = co_await m_connection.call<protocol::RoomGet>(params);
    if (answer)
        m_rooms.apply(answer->room);
}

QCoro::Task<void> CatchUp::fetchReadMarks(quint64 turn)
{
    // A list of rooms does not say how far the others have read; for the latest direct rooms in which I
    // spoke last, that is what the ticks of their rows tell.
    QList<const protocol::Room*> spoken;
    for (const RoomState& state : m_rooms.rooms()) {
        const auto& last = state.room.last;
        const bool mine = last && last->sender && state.room.peer && *last->sender != state.room.peer->id;
        if (mine && state.room.kind == protocol::RoomKind::Direct && state.readByOthers < last->seq)
            spoken.append(&state.room);
    }
    std::sort(spoken.begin(), spoken.end(),
        [](const protocol::Room* a, const protocol::Room* b) { return a->last->sentAt > b->last->sentAt; });
    QList<RoomId> latest;
    for (const protocol::Room* room : spoken.first(std::min<qsizetype>(spoken.size(), readMarksMost)))
        latest.append(room->id);
    for (const RoomId id : std::as_const(latest)) {
        protocol::RoomGet::Params params;
        params.room = id;
        const auto answer = co_await m_connection.call<protocol::RoomGet>(std::move(params));
        if (!answer || turn != m_turn)
            co_return;
        m_rooms.apply(answer->room);
        m_rooms.applyMembers(id, QList<protocol::Member>(answer->members.begin(), answer->members.end()));
    }
}

void CatchUp::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    Q_EMIT runningChanged();
}

} // namespace madang::client
