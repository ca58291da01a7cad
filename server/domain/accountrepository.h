#pragma once

#include "server/domain/user.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <optional>
#include <vector>

namespace madang::server {

// Accounts: handle, password, life and end. From any thread with an event loop.
class AccountRepository {
public:
    virtual ~AccountRepository() = default;
    // conflict: the handle is taken. Retries with a new id when the id is taken; the user with its final id
    // comes back.
    virtual QCoro::Task<Result<User>> create(Account account) = 0;
    virtual QCoro::Task<Result<std::optional<Account>>> findByHandle(QString handle) = 0;
    virtual QCoro::Task<Result<std::optional<Account>>> find(UserId user) = 0;
    // Only where the hash is still `expected`, so that a login that renews an outdated hash never undoes a
    // change of password beside it. conflict: it is another by now, or the user is gone.
    virtual QCoro::Task<Result<void>> setPasswordHash(UserId user, QByteArray hash, QByteArray expected) = 0;
    // Ends the account: name, bio, picture and password go, the handle becomes free, sessions end;
    // the messages stay where they are, with their sender. Gives the sessions that it ended, whose access
    // tokens are still about. notFound: the user is gone.
    virtual QCoro::Task<Result<std::vector<SessionId>>> remove(UserId user, qint64 at) = 0;
};

} // namespace madang::server
