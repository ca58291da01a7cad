#pragma once

#include "client/app/platform.h"
#include "client/app/singleinstance.h"
#include "client/app/trayicon.h"
#include "client/controllers/settingscontroller.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QVariantMap>
#include <QtGui/QWindow>

namespace madang::client {

// The client as one of the programs of a desktop: found again by a second start, by links and by notices, and
// brought to the front.
class Desktop : public QObject {
    Q_OBJECT

public:
    Desktop(QSettings& settings, const QString& profileFolder, QObject* parent = nullptr);

    // What the window is given.
    [[nodiscard]] QVariantMap properties();
    [[nodiscard]] SettingsController& settings() noexcept { return m_settings; }
    [[nodiscard]] Notifier& notifier() noexcept { return *m_platform.notifier; }
    // Null before its engine goes.
    void setWindow(QWindow* window);
    // Does what a start of the program, the first one or a further one, asks for.
    void answer(const StartRequest& request);
    // Brings the window to the front.
    void raiseWindow();
    // Messages that wait for the person, in all accounts.
    void setUnread(int count);
    void retranslate() { m_settings.retranslate(); }

    // A link that the system hands to a running program itself (macOS).
    bool eventFilter(QObject* watched, QEvent* event) override;

public Q_SLOTS:
    // A link that the system hands to a running program through Qt (Android, iOS).
    void openUrl(const QUrl& url);

Q_SIGNALS:
    // A madang:// link was given to the program.
    void linkAsked(const QString& link);
    // Whether the window has the keyboard.
    void windowActiveChanged(bool active);

private:
    Platform m_platform;
    SettingsController m_settings;
    TrayIcon m_tray{m_settings};
    SingleInstance m_door;
    QPointer<QWindow> m_window;
};

} // namespace madang::client
