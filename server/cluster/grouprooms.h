#pragma once

#include "server/cluster/redislog.h"
#include "server/domain/peers.h"
#include "server/domain/roomrepository.h"

namespace madang::server {

// The rooms of the database as they are with what has not reached it yet, and with the number by which
// several servers notice that who is in a room has changed. From any thread with an event loop.
class GroupRooms final : public RoomRepository {
public:
    GroupRooms(RoomRepository& stored, RedisLog& log, Peers& peers);

    QCoro::Task<Result<CreatedRoom>> createGroup(
        Room room, std::vector<Member> members, UserId creator, QUuid clientId) override;
    QCoro::Task<Result<CreatedRoom>> createDirect(Room room, UserId creator, UserId peer) override;
    QCoro::Task<Result<std::optional<RoomState>>> load(RoomId room) override;
    QCoro::Task<Result<RoomRowPage>> list(UserId user, QString after, int limit) override;
    QCoro::Task<Result<std::vector<RoomId>>> roomsOf(UserId user) override;
    QCoro::Task<Result<std::optional<RoomRow>>> row(RoomId room, UserId user) override;
    QCoro::Task<Result<MemberPage>> members(RoomId room, QString after, int limit) override;
    QCoro::Task<Result<UnreadCount>> setRead(RoomId room, UserId user, qint64 seq) override;
    QCoro::Task<Result<Departure>> leave(RoomId room, UserId user, qint64 at) override;
    QCoro::Task<Result<void>> setExpiry(RoomId room, qint64 afterMs) override;

private:
    // Tells every server that who is in the room has changed, and gives the new number.
    QCoro::Task<Result<qint64>> changed(RoomId room);
    QCoro::Task<Result<std::optional<RoomTail>>> tailOf(RoomId room);

    RoomRepository& m_stored;
    RedisLog& m_log;
    Peers& m_peers;
};

// Puts into a row what the tail knows more. The tail is of before the row was read, or reaches down to it
// (reaches()).
void complete(RoomRow& row, const RoomTail& tail);
// Whether the tail, read after a row with this head, misses nothing that came in between.
[[nodiscard]] bool reaches(const RoomTail& tail, Head stored);

// An id alone, as PeerTopic::Membership and Person tell it. Nothing where the bytes are none.
[[nodiscard]] QByteArray encodeId(quint64 id);
[[nodiscard]] std::optional<quint64> decodeId(const QByteArray& bytes);

} // namespace madang::server
