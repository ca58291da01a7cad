#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <memory>

namespace madang::client {

class Autostart;
class Badge;
class Notifier;
class TrayHost;

// What each system does in a way of its own. The folder whose platform.cpp is built (freedesktop, windows,
// macos, plain) is chosen by CMake; none of these is ever null.
struct Platform {
    Platform();
    Platform(Platform&&) noexcept;
    Platform& operator=(Platform&&) = delete;
    ~Platform();

    // command: by which the client is started with the same profile.
    [[nodiscard]] static Platform make(const QStringList& command);

    std::unique_ptr<Notifier> notifier;
    std::unique_ptr<Autostart> autostart;
    std::unique_ptr<Badge> badge;
    std::unique_ptr<TrayHost> trayHost;
};

} // namespace madang::client
