#include "server/eventloop/descriptorlimit.h"

#include "server/eventloop/logging.h"

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <sys/resource.h>
#endif

namespace madang::server {

qint64 raiseDescriptorLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return -1;
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{limit.rlim_max, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
        else
            qCWarning(lcEventLoop, "Open files stay limited to %llu: %s",
                static_cast<unsigned long long>(limit.rlim_cur), std::strerror(errno));
    }
    return limit.rlim_cur == RLIM_INFINITY ? -1 : qint64(limit.rlim_cur);
#else
    return -1;
#endif
}

} // namespace madang::server
