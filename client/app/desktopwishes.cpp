#include "client/app/desktopwishes.h"

#ifdef MADANG_WITH_DBUS
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>
#endif

namespace madang::client {

DesktopWishes::DesktopWishes(QObject* parent)
    : QObject(parent)
{
}

#ifdef MADANG_WITH_DBUS

namespace {
const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");
const QString gnomeInterface = QStringLiteral("org.gnome.desktop.interface");
const QString animations = QStringLiteral("enable-animations");

// The portal wraps a value in one variant, or by Read() in two.
QVariant unwrapped(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}
} // namespace

void DesktopWishes::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
        SLOT(settingChanged(QString, QString, QDBusVariant)));
    read(appearance, colorScheme);
    read(gnomeInterface, animations);
}

void DesktopWishes::read(const QString& group, const QString& key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    call << group << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, group, key, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            tell(group, key, unwrapped(reply.value().variant()));
    });
}

void DesktopWishes::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    tell(group, key, unwrapped(value.variant()));
}

void DesktopWishes::tell(const QString& group, const QString& key, const QVariant& value)
{
    if (group == appearance && key == colorScheme) {
        // 1 dark, 2 light, 0 no preference.
        const uint scheme = value.toUInt();
        Q_EMIT darkTold(scheme == 0 ? std::nullopt : std::optional<bool>(scheme == 1));
    } else if (group == gnomeInterface && key == animations) {
        Q_EMIT reducedMotionTold(!value.toBool());
    }
}

#else

void DesktopWishes::ask()
{
}
void DesktopWishes::read(const QString&, const QString&)
{
}
void DesktopWishes::settingChanged(const QString&, const QString&, const QDBusVariant&)
{
}
void DesktopWishes::tell(const QString&, const QString&, const QVariant&)
{
}

#endif

} // namespace madang::client
