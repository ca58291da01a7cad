#include "server/eventloop/dispatcher.h"

#include <QtCore/QAbstractEventDispatcher>

#ifdef Q_OS_LINUX
#include "server/eventloop/epolldispatcher.h"
#endif

namespace madang::server {

std::unique_ptr<QAbstractEventDispatcher> makeDispatcher()
{
#ifdef Q_OS_LINUX
    auto dispatcher = std::make_unique<EpollDispatcher>();
    if (dispatcher->isUsable())
        return dispatcher;
#endif
    return nullptr;
}

} // namespace madang::server
