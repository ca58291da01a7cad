#pragma once

#include <QtCore/QObject>
#include <memory>

class QQmlEngine;

namespace madang::client {

class SettingsController;

// Our icon in the tray, while there is one: how much is unread, the way to the window, quiet for an hour, and
// the end of the program. It is Qt.labs.platform's, which QGuiApplication alone can show on free desktops
// (StatusNotifierItem), Windows and macOS.
class TrayIcon : public QObject {
    Q_OBJECT

public:
    TrayIcon(SettingsController& settings, QObject* parent = nullptr);
    ~TrayIcon() override;

    // Once; shows the icon where settings say that there is a tray.
    void begin(QQmlEngine& engine);
    // Before its engine goes.
    void end();
    void setUnread(int unread);

Q_SIGNALS:
    // Of the component, too.
    void openAsked();
    void quitAsked();

private:
    void follow();

    SettingsController& m_settings;
    QQmlEngine* m_engine = nullptr;
    std::unique_ptr<QObject> m_icon;
    int m_unread = 0;
};

} // namespace madang::client
