#include "server/acceptor/logging.h"

namespace madang::server {

Q_LOGGING_CATEGORY(lcAcceptor, "madang.acceptor", QtInfoMsg)

} // namespace madang::server
