#pragma once

#include <memory>

class QAbstractEventDispatcher;

namespace madang::server {

// A dispatcher for a loop that owns many sockets: epoll on Linux. Null where there is none, or where the
// system has no descriptor left for it (said in the log): Qt's own then serves. Give it to
// QThread::setEventDispatcher(), or to QCoreApplication::setEventDispatcher() before the application object
// is made.
[[nodiscard]] std::unique_ptr<QAbstractEventDispatcher> makeDispatcher();

} // namespace madang::server
