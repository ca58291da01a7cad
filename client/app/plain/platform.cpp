#include "client/app/platform.h"

#include "client/app/trayhost.h"
#include "client/app/unavailable.h"

namespace madang::client {

Platform Platform::make(const QStringList&)
{
    Platform platform;
    platform.notifier = std::make_unique<NoNotifier>();
    platform.autostart = std::make_unique<NoAutostart>();
    platform.badge = std::make_unique<NoBadge>();
    platform.trayHost = std::make_unique<TrayHost>(false);
    return platform;
}

} // namespace madang::client
