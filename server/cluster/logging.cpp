#include "server/cluster/logging.h"

namespace madang::server {

Q_LOGGING_CATEGORY(lcCluster, "madang.cluster")

} // namespace madang::server
