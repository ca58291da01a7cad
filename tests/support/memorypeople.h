#pragma once

#include "server/domain/accountrepository.h"
#include "server/domain/sessionrepository.h"
#include "server/domain/userrepository.h"

#include <functional>
#include <map>
#include <mutex>

namespace madang::test {

// What the four ports below have in common. Any thread.
struct MemoryPeopleState {
    struct Token {
        SessionId session;
        qint64 expiresAt = 0;
        bool spent = false;
    };
    std::mutex mutex;
    std::map<UserId, server::Account> accounts;
    std::map<SessionId, server::Session> sessions;
    std::map<QByteArray, Token> tokens; // by hash
    std::vector<server::SigningKey> keys;
    std::map<QString, int> calls;
    // Runs before each call, outside the lock, with the call's name ("accounts.find"): a test does there what
    // somebody else does at that moment, or gives the error to fail with.
    std::function<std::optional<Error>(QLatin1String call)> interfere;

    std::optional<Error> enter(QLatin1String call);
};

class MemoryAccounts final : public server::AccountRepository {
public:
    explicit MemoryAccounts(MemoryPeopleState& state)
        : m_state(state)
    {
    }
    QCoro::Task<Result<server::User>> create(server::Account account) override;
    QCoro::Task<Result<std::optional<server::Account>>> findByHandle(QString handle) override;
    QCoro::Task<Result<std::optional<server::Account>>> find(UserId user) override;
    QCoro::Task<Result<void>> setPasswordHash(UserId user, QByteArray hash, QByteArray expected) override;
    QCoro::Task<Result<std::vector<SessionId>>> remove(UserId user, qint64 at) override;

private:
    MemoryPeopleState& m_state;
};

class MemorySessions final : public server::SessionRepository {
public:
    explicit MemorySessions(MemoryPeopleState& state)
        : m_state(state)
    {
    }
    QCoro::Task<Result<std::vector<SessionId>>> create(
        server::Session session, server::RefreshToken token, server::DuplicateLogins duplicates) override;
    QCoro::Task<Result<server::Rotation>> rotate(
        QByteArray spentHash, server::RefreshToken next, QString address, qint64 now) override;
    QCoro::Task<Result<std::optional<server::Session>>> find(SessionId session) override;
    QCoro::Task<Result<std::vector<server::Session>>> list(UserId user, qint64 now) override;
    QCoro::Task<Result<void>> revoke(SessionId session, UserId user, qint64 at) override;
    QCoro::Task<Result<std::vector<SessionId>>> revokeAll(UserId user, SessionId except, qint64 at) override;
    QCoro::Task<Result<std::vector<SessionId>>> revokedSince(qint64 at) override;
    QCoro::Task<Result<void>> touch(SessionId session, QString address, qint64 at) override;
    QCoro::Task<Result<qint64>> prune(qint64 before) override;

private:
    MemoryPeopleState& m_state;
};

class MemoryKeys final : public server::KeyRepository {
public:
    explicit MemoryKeys(MemoryPeopleState& state)
        : m_state(state)
    {
    }
    QCoro::Task<Result<std::vector<server::SigningKey>>> ensure(server::SigningKey candidate) override;

private:
    MemoryPeopleState& m_state;
};

class MemoryUsers final : public server::UserRepository {
public:
    explicit MemoryUsers(MemoryPeopleState& state)
        : m_state(state)
    {
    }
    QCoro::Task<Result<std::optional<server::User>>> find(UserId user) override;
    QCoro::Task<Result<std::vector<server::User>>> findMany(std::vector<UserId> users) override;
    // Finds by the beginning of the handle or of the whole name.
    QCoro::Task<Result<server::UserPage>> search(QString query, QString after, int limit) override;

private:
    MemoryPeopleState& m_state;
};

// The ports of accounts, sessions, keys and people over plain memory, as their headers promise them, for
// tests of what stands on them. They answer at once.
struct MemoryPeople {
    MemoryPeopleState state;
    MemoryAccounts accounts{state};
    MemorySessions sessions{state};
    MemoryKeys keys{state};
    MemoryUsers users{state};
};

} // namespace madang::test
