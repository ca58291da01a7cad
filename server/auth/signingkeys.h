#pragma once

#include "server/domain/session.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <vector>

namespace madang {
class Clock;
}

namespace madang::server {

class KeyRepository;

// The keys of this database, oldest first, at least one: the last signs, all verify. internal: a stored key
// is damaged.
QCoro::Task<Result<std::vector<SigningKey>>> loadSigningKeys(KeyRepository& keys, const Clock& clock);

} // namespace madang::server
