#pragma once

#include "client/models/devicelistmodel.h"

#include <QtCore/QObject>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/result.h"

#include <QCoro/QCoroTask>
#endif

namespace madang::client {

class Connection;
class SettingsController;

// What a person can do about who gets at the account, and who sees them: the devices they are signed in on,
// the password, the end of the account, and whether others see them online.
class SecurityController : public QObject {
    Q_OBJECT
    Q_PROPERTY(madang::client::DeviceListModel* devices READ devices CONSTANT)
    // The devices are being asked for.
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed)
    // One of the others is under way.
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    // What went wrong last, in the language of the interface, and which of "devices", "old", "new" or
    // "delete" it concerns; empty where all is well.
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString errorField READ errorField NOTIFY changed)

public:
    SecurityController(Connection& connection, SettingsController& settings, QObject* parent = nullptr);

    [[nodiscard]] DeviceListModel* devices() { return &m_devices; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString errorField() const { return m_errorField; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void revoke(const QString& sessionId);
    Q_INVOKABLE void revokeOthers();
    // passwordChanged() tells the success; the other devices are signed out by it.
    Q_INVOKABLE void changePassword(const QString& old, const QString& fresh);
    // On success the session is over, and nothing of the account stays on this computer.
    Q_INVOKABLE void deleteAccount(const QString& password);
    Q_INVOKABLE void dismissError() { setError({}, {}); }

    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();
    void passwordChanged();

private:
    QCoro::Task<void> fetch();
    QCoro::Task<void> end(QList<SessionId> sessions);
    QCoro::Task<void> runChange(QString old, QString fresh);
    QCoro::Task<void> runDelete(QString password);
    QCoro::Task<void> tellPresence();
    void setBusy(bool busy);
    void setError(std::optional<Error> error, const QString& field);

    Connection& m_connection;
    SettingsController& m_settings;
    DeviceListModel m_devices;
    bool m_loading = false;
    bool m_busy = false;
    std::optional<bool> m_toldInvisible; // the server, in this session
    std::optional<Error> m_error;
    QString m_errorField;
};

} // namespace madang::client
