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
    // For a while there are none, whatever is chosen: until this time, ms since 1970; 0 or past: there are.
    Q_PROPERTY(qint64 quietUntil READ quietUntil WRITE setQuietUntil NOTIFY changed)
    Q_PROPERTY(bool startAtLogin READ startAtLogin WRITE setStartAtLogin NOTIFY changed)
    // There is a tray, with our icon in it; whoever shows it tells.
    Q_PROPERTY(bool tray READ tray WRITE setTray NOTIFY changed)
    // Closing the window leaves the program in the tray.
    Q_PROPERTY(bool closeToTray READ closeToTray WRITE setCloseToTray NOTIFY changed)
    // Size of all letters, in percent: 80 to 160.
    Q_PROPERTY(int textSize READ textSize WRITE setTextSize NOTIFY changed)
    // Rows of the lists take less room.
    Q_PROPERTY(bool compact READ compact WRITE setCompact NOTIFY changed)
    // Enter sends and Shift+Enter breaks the line; else Enter breaks it, and Ctrl+Enter sends.
    Q_PROPERTY(bool enterSends READ enterSends WRITE setEnterSends NOTIFY changed)
    // Others do not see me online.
    Q_PROPERTY(bool invisible READ invisible WRITE setInvisible NOTIFY changed)
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
    [[nodiscard]] qint64 quietUntil() const;
    void setQuietUntil(qint64 time);
    // Chosen, and not quiet for a while.
    [[nodiscard]] bool notifiesNow() const;
    [[nodiscard]] bool startAtLogin() const;
    void setStartAtLogin(bool on);
    [[nodiscard]] bool tray() const { return m_tray; }
    void setTray(bool tray);
    [[nodiscard]] bool closeToTray() const;
    void setCloseToTray(bool on);
    [[nodiscard]] int textSize() const;
    void setTextSize(int percent);
    [[nodiscard]] bool compact() const;
    void setCompact(bool on);
    [[nodiscard]] bool enterSends() const;
    void setEnterSends(bool on);
    // Those that were picked last come first, for all accounts.
    [[nodiscard]] QStringList recentEmoji() const;
    void setRecentEmoji(const QStringList& emoji);
    [[nodiscard]] bool invisible() const;
    void setInvisible(bool on);
    [[nodiscard]] QString error() const;

    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool read(const QString& key, bool otherwise) const;
    void write(const QString& key, const QVariant& value);

    QSettings& m_settings;
    const Notifier& m_notifier;
    Autostart& m_autostart;
    bool m_autostartFailed = false;
    bool m_tray = false;
};

} // namespace madang::client
