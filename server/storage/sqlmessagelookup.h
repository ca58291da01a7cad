#pragma once

#include "server/domain/messagelookup.h"

namespace madang::server {

class ReaderPool;

class SqlMessageLookup final : public MessageLookup {
public:
    explicit SqlMessageLookup(ReaderPool& readers)
        : m_readers(readers)
    {
    }
    QCoro::Task<Result<std::optional<PinnedMessages>>> pinned(RoomId room, int atMost) override;
    QCoro::Task<Result<std::optional<ReplacedTexts>>> replaced(
        RoomId room, qint64 seq, qint64 afterRev, int limit) override;

private:
    ReaderPool& m_readers;
};

} // namespace madang::server
