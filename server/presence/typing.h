#pragma once

#include "server/rooms/roomservice.h"

#include <memory>
#include <unordered_map>

namespace madang::server {

// Who is typing where, as the connections of one loop say it. Forgotten after Limits::typingMs unless it is
// said again. Everything here runs on that loop.
class Typing {
public:
    Typing(Executor& loop, RoomService& rooms, Bus& bus, qint64 forgetMs);
    // not_found where the person is not in the room.
    QCoro::Task<Result<void>> set(UserId user, RoomId room, bool on);

private:
    struct Key {
        UserId user;
        RoomId room;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        size_t operator()(const Key& key) const noexcept { return qHash(key.user, qHash(key.room)); }
    };
    QCoro::Task<> forget(Key key);
    void forgetLater(Key key, quint64 turn);

    Executor& m_loop;
    RoomService& m_rooms;
    Bus& m_bus;
    const qint64 m_forgetMs;
    quint64 m_turn = 0;
    std::unordered_map<Key, quint64, KeyHash> m_typing; // the turn of the last word
};

} // namespace madang::server
