#pragma once

#include "client/app/badge.h"

#include <QtDBus/QDBusConnection>

namespace madang::client {

// The number that docks of free desktops show, told as com.canonical.Unity.LauncherEntry, which Plasma, Dash
// to Dock, Plank and others listen to.
class LauncherBadge final : public Badge {
public:
    explicit LauncherBadge(const QDBusConnection& bus);

    void setCount(int count) override;

private:
    QDBusConnection m_bus;
};

} // namespace madang::client
