#pragma once

#include "server/domain/bus.h"
#include "server/domain/userrepository.h"
#include "server/rooms/roomactor.h"
#include "server/rooms/roomrequests.h"
#include "shared/core/clock.h"
#include "shared/core/limits.h"

#include <memory>
#include <vector>

namespace madang::server {

// What rooms stand on; injected by the composition root and outliving every shard.
struct RoomPorts {
    RoomRepository& rooms;
    UserRepository& users;
    MessageLog& log;
    Bus& bus;
    const Clock& clock;
    Limits limits;
};

// The rooms of one loop: loads them when they are asked for, lets them go when they are idle, and answers
// what is asked of them. Everything here is called on, and answers on, the loop's thread.
class RoomShard {
public:
    using Sent = UniqueFunction<void(Result<LogReceipt>)>;

    RoomShard(Executor& loop, const RoomPorts& ports);
    RoomShard(const RoomShard&) = delete;
    RoomShard& operator=(const RoomShard&) = delete;

    [[nodiscard]] Executor& loop() const noexcept { return m_loop; }

    // Requests of one thread for one room are taken in the order in which they were made.
    void send(SendRequest request, Sent done);
    void change(ChangeRequest request, Sent done);

    QCoro::Task<Result<MessagePage>> history(UserId user, RoomId room, PageQuery query);
    QCoro::Task<Result<Changes>> changes(UserId user, RoomId room, qint64 since, int limit);
    QCoro::Task<Result<RoomView>> view(UserId user, RoomId room, QString after, int limit);
    QCoro::Task<Result<ReadMark>> read(UserId user, RoomId room, qint64 seq);
    QCoro::Task<Result<void>> leave(UserId user, RoomId room);
    // The other members of a room that the person is in.
    QCoro::Task<Result<std::vector<UserId>>> companions(UserId user, RoomId room);

private:
    using RoomPtr = std::shared_ptr<RoomActor>;
    using Ready = UniqueFunction<void(Result<RoomPtr>)>;
    struct Entry {
        RoomPtr room; // null while it is being loaded
        std::vector<Ready> waiting;
    };
    struct Loaded;

    // Calls back at once where the room is in memory, else in the order of asking when it is loaded.
    void withRoom(RoomId id, Ready ready);
    QCoro::Task<> load(RoomId id);
    Loaded loaded(RoomId id);
    // The room, where the person is in it; `not_found` otherwise.
    QCoro::Task<Result<RoomPtr>> entered(UserId user, RoomId id);
    // room.changed, as the room now is to this person.
    QCoro::Task<> tellRow(RoomPtr room, UserId user);
    void append(RoomPtr room, LogEntry entry, Sent done);
    void sweep();

    Executor& m_loop;
    const RoomPorts m_ports;
    std::unordered_map<RoomId, Entry> m_rooms;
};

} // namespace madang::server
