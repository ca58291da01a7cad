#include "server/eventloop/logging.h"

namespace madang::server {

Q_LOGGING_CATEGORY(lcEventLoop, "madang.eventloop")

} // namespace madang::server
