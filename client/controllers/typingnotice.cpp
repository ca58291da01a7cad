#include "client/controllers/typingnotice.h"

#include "client/net/connection.h"
#include "shared/protocol/roommethods.h"

namespace madang::client {

namespace {
constexpr qint64 typingEveryMs = 3000;
}

TypingNotice::TypingNotice(Connection& connection, const Clock& clock)
    : m_connection(connection)
    , m_clock(clock)
{
}

void TypingNotice::typing(RoomId room, bool on)
{
    if (room.isNull() || (!on && !m_told))
        return;
    const qint64 now = m_clock.steadyMs();
    if (on && m_told && now - m_toldAt < typingEveryMs)
        return;
    m_told = on;
    m_toldAt = now;
    tell(room, on);
}

QCoro::Task<void> TypingNotice::tell(RoomId room, bool on)
{
    protocol::RoomTyping::Params params;
    params.room = room;
    params.on = on;
    // Nobody misses one that is lost.
    const auto result = co_await m_connection.call<protocol::RoomTyping>(params);
    Q_UNUSED(result)
}

} // namespace madang::client
