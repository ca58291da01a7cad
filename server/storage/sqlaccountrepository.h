#pragma once

#include "server/domain/accountrepository.h"

namespace madang::server {

class ReaderPool;
class WriteQueue;

class SqlAccountRepository final : public AccountRepository {
public:
    SqlAccountRepository(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
    QCoro::Task<Result<User>> create(Account account) override;
    QCoro::Task<Result<std::optional<Account>>> findByHandle(QString handle) override;
    QCoro::Task<Result<std::optional<Account>>> find(UserId user) override;
    QCoro::Task<Result<void>> setPasswordHash(UserId user, QByteArray hash, QByteArray expected) override;
    QCoro::Task<Result<std::vector<SessionId>>> remove(UserId user, qint64 at) override;

private:
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
