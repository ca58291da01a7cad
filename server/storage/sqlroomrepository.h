#pragma once

#include "server/domain/roomrepository.h"

namespace madang::server {

class ReaderPool;
class WriteQueue;

class SqlRoomRepository final : public RoomRepository {
public:
    SqlRoomRepository(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
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
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
