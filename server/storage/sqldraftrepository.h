#pragma once

#include "server/domain/draftrepository.h"

namespace madang::server {

class ReaderPool;
class WriteQueue;

class SqlDraftRepository final : public DraftRepository {
public:
    SqlDraftRepository(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
    QCoro::Task<Result<ChangedDraft>> set(UserId user, Draft draft) override;
    QCoro::Task<Result<DraftPage>> list(UserId user, QString after, int limit) override;

private:
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
