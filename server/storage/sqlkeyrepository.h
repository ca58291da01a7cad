#pragma once

#include "server/domain/sessionrepository.h"

namespace madang::server {

class WriteQueue;

class SqlKeyRepository final : public KeyRepository {
public:
    explicit SqlKeyRepository(WriteQueue& writer)
        : m_writer(writer)
    {
    }
    QCoro::Task<Result<std::vector<SigningKey>>> ensure(SigningKey candidate) override;

private:
    WriteQueue& m_writer;
};

} // namespace madang::server
