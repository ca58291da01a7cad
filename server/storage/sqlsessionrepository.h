#pragma once

#include "server/domain/sessionrepository.h"

namespace madang::server {

class ReaderPool;
class WriteQueue;

class SqlSessionRepository final : public SessionRepository {
public:
    SqlSessionRepository(WriteQueue& writer, ReaderPool& readers)
        : m_writer(writer)
        , m_readers(readers)
    {
    }
    QCoro::Task<Result<std::vector<SessionId>>> create(
        Session session, RefreshToken token, DuplicateLogins duplicates) override;
    QCoro::Task<Result<Rotation>> rotate(
        QByteArray spentHash, RefreshToken next, QString address, qint64 now) override;
    QCoro::Task<Result<std::optional<Session>>> find(SessionId session) override;
    QCoro::Task<Result<std::vector<Session>>> list(UserId user, qint64 now) override;
    QCoro::Task<Result<void>> revoke(SessionId session, UserId user, qint64 at) override;
    QCoro::Task<Result<std::vector<SessionId>>> revokeAll(UserId user, SessionId except, qint64 at) override;
    QCoro::Task<Result<std::vector<SessionId>>> revokedSince(qint64 at) override;
    QCoro::Task<Result<void>> touch(SessionId session, QString address, qint64 at) override;
    QCoro::Task<Result<qint64>> prune(qint64 before) override;

private:
    WriteQueue& m_writer;
    ReaderPool& m_readers;
};

} // namespace madang::server
