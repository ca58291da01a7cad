#pragma once

#include <QtCore/QLoggingCategory>

namespace madang::server {

Q_DECLARE_LOGGING_CATEGORY(lcCluster)

} // namespace madang::server
