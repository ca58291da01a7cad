#pragma once

#include "server/rooms/roomshard.h"

#include <QtCore/QFuture>

namespace madang::server {

// The public face of rooms: checks what was asked, and takes it to the loop on which the room lives. From any
// thread; tasks and futures answer on the caller's. Errors as in docs/PROTOCOL.md.
class RoomService {
public:
    using Sent = RoomShard::Sent;

    // One shard a loop, at least one; the shards outlive the service.
    RoomService(const RoomPorts& ports, std::vector<RoomShard*> shards);

    // `done` runs on `replyOn`. Sends of one thread to one room keep their order.
    void send(SendRequest request, Executor& replyOn, Sent done);
    void change(ChangeRequest request, Executor& replyOn, Sent done);

    QCoro::Task<Result<RoomRow>> createGroup(GroupRequest request);
    QCoro::Task<Result<RoomRow>> createDirect(UserId user, UserId peer);
    QCoro::Task<Result<RoomRowPage>> list(UserId user, QString after, int limit);
    QFuture<Result<RoomView>> view(UserId user, RoomId room, QString after, int limit);
    QFuture<Result<MessagePage>> history(UserId user, RoomId room, PageQuery query);
    QFuture<Result<Changes>> changes(UserId user, RoomId room, qint64 since, int limit);
    QFuture<Result<ReadMark>> read(UserId user, RoomId room, qint64 seq);
    QFuture<Result<void>> leave(UserId user, RoomId room);
    // The room's own rule for old messages; of groups, by their owner. 0: none.
    QFuture<Result<RoomRow>> setExpiry(UserId user, RoomId room, qint64 afterMs);
    // Leaves every group; for an account that ends. Direct rooms stay with the other one.
    QCoro::Task<Result<void>> leaveAll(UserId user);
    QFuture<Result<std::vector<UserId>>> companions(UserId user, RoomId room);
    // As RoomShard's. notFound: no such room; who is in it says `among`.
    QFuture<Result<Roster>> roster(RoomId room, std::vector<UserId> among, int most);
    void tellMembers(RoomId room, UserId about, Event event);
    // Before the loops run; called on the loop of the room that it names.
    void setMembershipListener(const RoomTable::Watch& listener);

    // What other servers did, in the order in which it is heard of.
    void heard(const Message& message, Head head);
    void heardEvent(Event event);
    void membershipChanged(RoomId room);
    // Who is in it may have changed, and whoever did it could tell nobody.
    void membershipDoubted(RoomId room);
    // Something of what they did may have gone unheard: rooms are read again, and who joined or left is told.
    void distrust();
    // The log has lost what it had and the database has not.
    void startOver();

private:
    // A room that was there when it was asked for; a young one is told to its members again.
    QCoro::Task<Result<RoomRow>> madeBefore(RoomState state, UserId user);
    [[nodiscard]] RoomShard& shardOf(RoomId room) const;
    template <class Request>
    void forward(void (RoomShard::*what)(Request, Sent), Request request, Executor& replyOn, Sent done);

    const RoomPorts m_ports;
    const std::vector<RoomShard*> m_shards;
};

} // namespace madang::server
