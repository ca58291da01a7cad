#pragma once

#include "client/controllers/autostart.h"
#include "client/controllers/notifier.h"

#include <QtCore/QObject>

class QSettings;

namespace madang::client {

// What a person has chosen of how the client behaves on this computer. Kept in the profile's INI file at
// once; what starts at login is the system's to keep.
class SettingsController : public QObject {
    Q_OBJECT
    // What this system has no way to do is not offered.
    Q_PROPERTY(bool notifies READ notifies CONSTANT)
    Q_PROPERTY(bool startsAtLogin READ startsAtLogin CONSTANT)
    Q_PROPERTY(bool notifications READ notifications WRITE setNotifications NOTIFY changed)
    // Whether they show what was written, or only that something was.
    Q_PROPERTY(bool notificationText READ notificationText WRITE setNotificationText NOTIFY changed)
    Q_PROPERTY(bool notificationSound READ notificationSound WRITE setNotificationSound NOTIFY changed)
    Q_PROPERTY(bool startAtLogin READ startAtLogin WRITE setStartAtLogin NOTIFY changed)
    // What could not be changed, in the language of the interface; empty where all is well.
    Q_PROPERTY(QString error READ error NOTIFY changed)

public:
    SettingsController(
        QSettings& settings, const Notifier& notifier, Autostart& autostart, QObject* parent = nullptr);

    [[nodiscard]] bool notifies() const { return m_notifier.exists(); }
    [[nodiscard]] bool startsAtLogin() const { return m_autostart.exists(); }

    [[nodiscard]] bool notifications() const;
    void setNotifications(bool on);
    [[nodiscard]] bool notificationText() const;
    void setNotificationText(bool on);
    [[nodiscard]] bool notificationSound() const;
    void setNotificationSound(bool on);
    [[nodiscard]] bool startAtLogin() const;
    void setStartAtLogin(bool on);
    [[nodiscard]] QString error() const;

    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool read(const QString& key, bool otherwise) const;
    void write(const QString& key, bool on);

    QSettings& m_settings;
    const Notifier& m_notifier;
    Autostart& m_autostart;
    bool m_autostartFailed = false;
};

} // namespace madang::client
