#include "server/presence/typing.h"

#include "server/rooms/roomwire.h"

#include <QCoroFuture>

namespace madang::server {

Typing::Typing(Executor& loop, RoomService& rooms, Bus& bus, qint64 forgetMs)
    : m_loop(loop)
    , m_rooms(rooms)
    , m_bus(bus)
    , m_forgetMs(forgetMs)
{
}

QCoro::Task<Result<void>> Typing::set(UserId user, RoomId room, bool on)
{
    auto others = co_await m_rooms.companions(user, room);
    if (!others)
        co_return std::move(others).error();
    const Key key{user, room};
    if (on) {
        const quint64 turn = ++m_turn;
        m_typing[key] = turn;
        forgetLater(key, turn);
    } else if (m_typing.erase(key) == 0) {
        co_return Result<void>(); // nobody was told that it began
    }
    m_bus.publish(typingEvent(room, user, on, std::move(others).value()));
    co_return Result<void>();
}

QCoro::Task<> Typing::forget(Key key)
{
    // Who has left meanwhile has no companions to tell.
    if (auto others = co_await m_rooms.companions(key.user, key.room))
        m_bus.publish(typingEvent(key.room, key.user, false, std::move(others).value()));
}

void Typing::forgetLater(Key key, quint64 turn)
{
    m_loop.postAfter(m_forgetMs, [this, key, turn] {
        const auto found = m_typing.find(key);
        if (found == m_typing.end() || found->second != turn)
            return;
        m_typing.erase(found);
        forget(key);
    });
}

} // namespace madang::server
