#include "client/app/platform.h"

#include "client/app/freedesktop/desktopnotifier.h"
#include "client/app/freedesktop/launcherbadge.h"
#include "client/app/freedesktop/statusnotifierhost.h"
#include "client/app/freedesktop/xdgautostart.h"

namespace madang::client {

Platform Platform::make(const QStringList& command)
{
    Platform platform;
    platform.notifier = std::make_unique<DesktopNotifier>(QDBusConnection::sessionBus());
    platform.autostart = std::make_unique<XdgAutostart>(command);
    platform.badge = std::make_unique<LauncherBadge>(QDBusConnection::sessionBus());
    platform.trayHost = std::make_unique<StatusNotifierHost>(QDBusConnection::sessionBus());
    return platform;
}

} // namespace madang::client
