#pragma once

#include <QtCore/QLoggingCategory>

namespace madang::server {

Q_DECLARE_LOGGING_CATEGORY(lcRedis)

} // namespace madang::server
