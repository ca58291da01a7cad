#pragma once

#include "server/domain/user.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <optional>
#include <vector>

namespace madang::server {

struct UserPage {
    std::vector<User> users;
    QString next; // empty: no more
};

// People as others see them. From any thread with an event loop.
class UserRepository {
public:
    virtual ~UserRepository() = default;
    virtual QCoro::Task<Result<std::optional<User>>> find(UserId user) = 0;
    // Those that exist, deleted ones too, in no order.
    virtual QCoro::Task<Result<std::vector<User>>> findMany(std::vector<UserId> users) = 0;
    // Living people whose handle begins with the query, or one of whose name's words does, compared without
    // case; by handle. `after` is a `next` of an earlier page; invalid where it is not.
    virtual QCoro::Task<Result<UserPage>> search(QString query, QString after, int limit) = 0;
};

} // namespace madang::server
