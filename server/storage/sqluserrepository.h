#pragma once

#include "server/domain/userrepository.h"

namespace madang::server {

class ReaderPool;

class SqlUserRepository final : public UserRepository {
public:
    explicit SqlUserRepository(ReaderPool& readers)
        : m_readers(readers)
    {
    }
    QCoro::Task<Result<std::optional<User>>> find(UserId user) override;
    QCoro::Task<Result<std::vector<User>>> findMany(std::vector<UserId> users) override;
    QCoro::Task<Result<UserPage>> search(QString query, QString after, int limit) override;

private:
    ReaderPool& m_readers;
};

} // namespace madang::server
