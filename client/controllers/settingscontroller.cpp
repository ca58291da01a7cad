#include "client/controllers/settingscontroller.h"

#include <QtCore/QDateTime>
#include <QtCore/QSettings>
#include <algorithm>

namespace madang::client {

namespace {
const QString notificationsKey = QStringLiteral("notifications/on");
const QString textKey = QStringLiteral("notifications/text");
const QString soundKey = QStringLiteral("notifications/sound");
const QString quietKey = QStringLiteral("notifications/quietUntil");
const QString trayKey = QStringLiteral("window/closeToTray");
const QString textSizeKey = QStringLiteral("look/textSize");
const QString compactKey = QStringLiteral("look/compact");
const QString invisibleKey = QStringLiteral("privacy/invisible");
constexpr int smallest = 80;
constexpr int largest = 160;
// Who closes a window of Windows expects the program in the tray; elsewhere it ends.
#ifdef Q_OS_WIN
constexpr bool staysInTray = true;
#else
constexpr bool staysInTray = false;
#endif
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

void SettingsController::write(const QString& key, const QVariant& value)
{
    if (m_settings.contains(key) && m_settings.value(key).toString() == value.toString())
        return;
    m_settings.setValue(key, value);
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

qint64 SettingsController::quietUntil() const
{
    return m_settings.value(quietKey).toLongLong();
}

void SettingsController::setQuietUntil(qint64 time)
{
    write(quietKey, time);
}

bool SettingsController::notifiesNow() const
{
    return notifications() && QDateTime::currentMSecsSinceEpoch() >= quietUntil();
}

void SettingsController::setTray(bool tray)
{
    if (m_tray == tray)
        return;
    m_tray = tray;
    Q_EMIT changed();
}

bool SettingsController::enterSends() const
{
    return read(QStringLiteral("writing/enter_sends"), true);
}

QStringList SettingsController::recentEmoji() const
{
    return m_settings.value(QStringLiteral("writing/recent_emoji")).toStringList();
}

void SettingsController::setRecentEmoji(const QStringList& emoji)
{
    if (emoji == recentEmoji())
        return;
    m_settings.setValue(QStringLiteral("writing/recent_emoji"), emoji);
    Q_EMIT changed();
}

void SettingsController::setEnterSends(bool on)
{
    write(QStringLiteral("writing/enter_sends"), on);
}

bool SettingsController::closeToTray() const
{
    return m_tray && read(trayKey, staysInTray);
}

void SettingsController::setCloseToTray(bool on)
{
    write(trayKey, on);
}

int SettingsController::textSize() const
{
    return std::clamp(m_settings.value(textSizeKey, 100).toInt(), smallest, largest);
}

void SettingsController::setTextSize(int percent)
{
    write(textSizeKey, std::clamp(percent, smallest, largest));
}

bool SettingsController::compact() const
{
    return read(compactKey, false);
}

void SettingsController::setCompact(bool on)
{
    write(compactKey, on);
}

bool SettingsController::invisible() const
{
    return read(invisibleKey, false);
}

void SettingsController::setInvisible(bool on)
{
    write(invisibleKey, on);
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
