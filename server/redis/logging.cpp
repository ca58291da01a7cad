#include "server/redis/logging.h"

namespace madang::server {

Q_LOGGING_CATEGORY(lcRedis, "madang.redis")

} // namespace madang::server
