#include "client/app/freedesktop/launcherbadge.h"

#include <QtCore/QVariantMap>
#include <QtDBus/QDBusMessage>
#include <QtGui/QGuiApplication>

namespace madang::client {

LauncherBadge::LauncherBadge(const QDBusConnection& bus)
    : m_bus(bus)
{
}

void LauncherBadge::setCount(int count)
{
    QDBusMessage signal
        = QDBusMessage::createSignal(QStringLiteral("/com/canonical/unity/launcherentry/madang"),
            QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    signal << QString(
        QLatin1String("application://") % QGuiApplication::desktopFileName() % QLatin1String(".desktop"))
           << QVariantMap{
                  {QStringLiteral("count"), qint64(count)}, {QStringLiteral("count-visible"), count > 0}};
    m_bus.send(signal);
}

} // namespace madang::client
