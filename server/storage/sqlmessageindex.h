#pragma once

#include "server/domain/messagesearch.h"

namespace madang::server {

class Connection;
class ReaderPool;
class WriteQueue;

// Builds the filters of search_blocks. A filter is made of the messages as they are, whatever became of them,
// so that an edit, a deletion and a message that came late are all the same: the block is built again. What
// has changed is found by its rev, which every change of a room takes: no message pays for being indexed.
class SqlMessageIndex final : public MessageIndex {
public:
    SqlMessageIndex(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
    QCoro::Task<Result<bool>> takeLease(Lease lease) override;
    QCoro::Task<Result<UnindexedRooms>> unindexed(RoomId after, int limit) override;
    QCoro::Task<Result<IndexPart>> prepare(RoomId room, int atMost) override;
    QCoro::Task<Result<Indexing>> write(Lease lease, IndexPart part) override;

private:
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
