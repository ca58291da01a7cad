#include "server/storage/logging.h"

namespace madang::server {

Q_LOGGING_CATEGORY(lcStorage, "madang.storage")

} // namespace madang::server
