#include "client/controllers/settingscontroller.h"

#include <QtCore/QSettings>

namespace madang::client {

namespace {
const QString notificationsKey = QStringLiteral("notifications/on");
const QString textKey = QStringLiteral("notifications/text");
const QString soundKey = QStringLiteral("notifications/sound");
} // namespace

SettingsController::SettingsController(
    QSettings& settings, const Notifier& notifier, Autostart& autostart, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_notifier(notifier)
    , m_autostart(autostart)
{
}

bool SettingsController::read(const QString& key, bool otherwise) const
{
    return m_settings.value(key, otherwise).toBool();
}

void SettingsController::write(const QString& key, bool on)
{
    m_settings.setValue(key, on);
    Q_EMIT changed();
}

bool SettingsController::notifications() const
{
    return read(notificationsKey, true);
}

void SettingsController::setNotifications(bool on)
{
    write(notificationsKey, on);
}

bool SettingsController::notificationText() const
{
    return read(textKey, true);
}

void SettingsController::setNotificationText(bool on)
{
    write(textKey, on);
}

bool SettingsController::notificationSound() const
{
    return read(soundKey, true);
}

void SettingsController::setNotificationSound(bool on)
{
    write(soundKey, on);
}

bool SettingsController::startAtLogin() const
{
    return m_autostart.isOn();
}

void SettingsController::setStartAtLogin(bool on)
{
    m_autostartFailed = !m_autostart.set(on).ok();
    Q_EMIT changed();
}

QString SettingsController::error() const
{
    return m_autostartFailed ? tr("This could not be written. Is the disk full or protected?") : QString();
}

} // namespace madang::client
