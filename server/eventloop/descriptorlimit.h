#pragma once

#include <QtCore/QtGlobal>

namespace madang::server {

// Lets this process open as many descriptors as the system's administrator allows (RLIMIT_NOFILE, soft to
// hard), and says how many that is; -1 where there is no such limit. Call once, before the first thread
// starts.
qint64 raiseDescriptorLimit();

} // namespace madang::server
