#pragma once

#include "client/app/trayhost.h"

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusServiceWatcher>

namespace madang::client {

// The tray of free desktops (StatusNotifierItem, org.kde.StatusNotifierWatcher): there while a watcher says
// that somebody shows icons. It comes and goes with the desktop's panel.
class StatusNotifierHost final : public TrayHost {
    Q_OBJECT

public:
    explicit StatusNotifierHost(const QDBusConnection& bus, QObject* parent = nullptr);

private Q_SLOTS:
    void ask();

private:
    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
};

} // namespace madang::client
