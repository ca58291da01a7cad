#include "client/stores/readmarks.h"

#include "client/net/connection.h"
#include "client/stores/roomstore.h"
#include "shared/protocol/roommethods.h"

namespace madang::client {

namespace {
constexpr int gatherMs = 250;
}

ReadMarks::ReadMarks(Connection& connection, RoomStore& rooms, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_rooms(rooms)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, qOverload<>(&ReadMarks::send));
    connect(&connection, &Connection::sessionStarted, this, qOverload<>(&ReadMarks::send));
}

void ReadMarks::mark(RoomId room, qint64 seq)
{
    const RoomState* state = m_rooms.find(room);
    if (!state || seq <= state->readSeq)
        return;
    m_rooms.readLocally(room, seq);
    m_untold[room] = seq;
    if (!m_soon.isActive())
        m_soon.start();
}

void ReadMarks::restore(RoomId room, qint64 seq)
{
    m_untold[room] = std::max(m_untold.value(room), seq);
    if (m_connection.isConnected() && !m_soon.isActive())
        m_soon.start();
}

void ReadMarks::send()
{
    if (!m_connection.isConnected())
        return;
    const auto marks = std::exchange(m_untold, {});
    for (auto at = marks.constBegin(); at != marks.constEnd(); ++at)
        send(at.key(), at.value());
}

QCoro::Task<void> ReadMarks::send(RoomId room, qint64 seq)
{
    protocol::RoomRead::Params params;
    params.room = room;
    params.seq = seq;
    const auto result = co_await m_connection.call<protocol::RoomRead>(params);
    if (result) {
        m_rooms.applyReadResult(room, result->readSeq, result->unread);
        co_return;
    }
    const bool passing = result.error().code == ErrorCode::Unavailable
        || result.error().code == ErrorCode::RateLimited || result.error().code == ErrorCode::Unauthenticated;
    if (!passing)
        co_return;
    m_untold[room] = std::max(m_untold.value(room), seq);
    // While connected the next mark, or the next start of a session, takes it along.
    if (m_connection.isConnected())
        m_soon.start(int(result.error().retryAfterMs.value_or(gatherMs * 4)));
}

void ReadMarks::clear()
{
    m_untold.clear();
    m_soon.stop();
}

} // namespace madang::client
