#pragma once

#include "server/rooms/roomnews.h"
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

// The rooms of one loop: answers what is asked of them. Everything here is called on, and answers on, the
// loop's thread.
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
    QCoro::Task<Result<RoomRow>> setExpiry(UserId user, RoomId room, qint64 afterMs);
    // The other members of a room that the person is in.
    QCoro::Task<Result<std::vector<UserId>>> companions(UserId user, RoomId room);
    // Those of `among` who are in the room, and everybody in it where they are no more than `most`.
    QCoro::Task<Result<Roster>> roster(RoomId room, std::vector<UserId> among, int most);
    // Gives the event to those of its recipients who are in the room at that moment; where it is about
    // somebody, only while that one is in it, too.
    void tellMembers(RoomId room, UserId about, Event event);
    // Hears of every room of which the people may have changed, by whatever server.
    void setMembershipListener(RoomTable::Watch listener) { m_table.setWatch(std::move(listener)); }

    // Messages that became durable by this shard.
    [[nodiscard]] quint64 messagesSent() const noexcept { return m_sent; }

    // What other servers did.
    void heard(const Message& message, Head head) { m_news.heard(message, head); }
    void heardEvent(Event event) { m_news.heardEvent(std::move(event)); }
    void membershipChanged(RoomId room) { m_table.outdate(room); }
    void membershipDoubted(RoomId room) { m_table.doubt(room); }
    // Changes of who is in which room may have gone unheard.
    void distrust() { m_table.distrust(); }
    void startOver() { m_table.startOver(); }

private:
    void append(RoomPtr room, LogEntry entry, Sent done, int tries = 0);
    void decideAgain(LogEntry entry, Sent done, int tries);
    void left(const RoomPtr& room, UserId user, const Departure& departure);

    Executor& m_loop;
    const RoomPorts m_ports;
    RoomTable m_table;
    RoomNews m_news;
    quint64 m_sent = 0;
};

} // namespace madang::server
