#pragma once

#include "server/domain/messagearchive.h"

namespace madang::server {

class ReaderPool;
class WriteQueue;

class SqlMessageArchive final : public MessageArchive {
public:
    SqlMessageArchive(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
    QCoro::Task<Result<void>> store(std::vector<LogRecord> records) override;
    QCoro::Task<Result<std::optional<Head>>> head(RoomId room) override;
    QCoro::Task<Result<std::optional<ArchivedMessage>>> find(RoomId room, qint64 seq) override;
    QCoro::Task<Result<std::vector<std::optional<ArchivedMessage>>>> findByClientIds(
        std::vector<SentId> ids) override;
    QCoro::Task<Result<MessagePage>> page(RoomId room, PageQuery query) override;
    QCoro::Task<Result<ChangesPage>> changes(RoomId room, qint64 since, int limit) override;

private:
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
