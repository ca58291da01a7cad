#pragma once

#include "server/domain/messageexpiry.h"

namespace madang::server {

class ReaderPool;
class WriteQueue;

class SqlMessageExpiry final : public MessageExpiry {
public:
    SqlMessageExpiry(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
    QCoro::Task<Result<bool>> takeLease(Lease lease) override;
    QCoro::Task<Result<void>> giveLease(Lease lease) override;
    QCoro::Task<Result<DueRooms>> due(ExpiryRule rule, RoomId after, int limit) override;
    QCoro::Task<Result<std::optional<qint64>>> expired(ExpiryRule rule, RoomId room, int atMost) override;
    QCoro::Task<Result<ExpiredPart>> expire(
        Lease lease, ExpiryRule rule, RoomId room, qint64 below, int atMost) override;

private:
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
