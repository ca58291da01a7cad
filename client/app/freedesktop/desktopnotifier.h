#pragma once

#include "client/controllers/notifier.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusServiceWatcher>
#include <optional>

namespace madang::client {

// Notices through the Desktop Notifications Specification 1.2 (org.freedesktop.Notifications), with the reply
// in place that KDE's and others' servers offer (capability "inline-reply"). Never waits for the server.
class DesktopNotifier final : public Notifier {
    Q_OBJECT

public:
    explicit DesktopNotifier(const QDBusConnection& bus, QObject* parent = nullptr);

    [[nodiscard]] bool exists() const override { return true; }
    void show(const madang::client::Notice& notice) override;
    void withdraw(const QString& key) override;

private Q_SLOTS:
    void actionInvoked(uint id, const QString& action);
    void notificationClosed(uint id, uint reason);
    void notificationReplied(uint id, const QString& text);
    // By which the window may come to the front on Wayland; comes before the action.
    void activationToken(uint id, const QString& token);

private:
    struct Shown {
        uint id = 0; // 0 until the server has told it
        bool asking = false; // a call is under way
        bool unwanted = false; // withdrawn while it was
        std::optional<Notice> next; // to be shown when the call has come back
    };

    void askCapabilities();
    void send(const Notice& notice);
    void told(const QString& key, uint id);
    void close(uint id);
    [[nodiscard]] QString keyOf(uint id) const;
    [[nodiscard]] bool can(const char* capability) const;

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    std::optional<QStringList> m_capabilities; // nothing until the server has told them
    QList<Notice> m_early; // wait for them
    QHash<QString, Shown> m_shown;
};

} // namespace madang::client
