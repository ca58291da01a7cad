#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QUrl>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/result.h"
#include "shared/protocol/shapes.h"

#include <QCoro/QCoroTask>
#endif
#include <functional>

namespace madang::client {

class Connection;
class Session;

// Signing in and making an account.
class SignInController : public QObject {
    Q_OBJECT
    // As typed.
    Q_PROPERTY(QString serverUrl READ serverUrl WRITE setServerUrl NOTIFY serverUrlChanged)
    Q_PROPERTY(QString handle READ handle WRITE setHandle NOTIFY handleChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString error READ error NOTIFY errorChanged)
    // "server", "handle", "password", "name", or "" where the error belongs to none of them.
    Q_PROPERTY(QString errorField READ errorField NOTIFY errorChanged)
    Q_PROPERTY(QString lastServer READ lastServer NOTIFY lastChanged)
    Q_PROPERTY(QString lastHandle READ lastHandle NOTIFY lastChanged)

public:
    // serverGiven: it was named at the start, and goes before the one used last.
    SignInController(Connection& connection, Session& session, QString server, bool serverGiven,
        QObject* parent = nullptr);

    // Whether this account is on this profile already, in another slot. Two of one account would send what
    // one of them was given to send.
    using Taken = std::function<bool(const QUrl& server, const QString& handle)>;
    void setTaken(Taken taken) { m_isTaken = std::move(taken); }

    [[nodiscard]] QString serverUrl() const { return m_server; }
    void setServerUrl(const QString& server);
    [[nodiscard]] QString handle() const { return m_handle; }
    void setHandle(const QString& handle);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString errorField() const { return m_error ? m_error->field : QString(); }
    [[nodiscard]] QString lastServer() const;
    [[nodiscard]] QString lastHandle() const;

    Q_INVOKABLE void signIn(const QString& handle, const QString& password);
    Q_INVOKABLE void createAccount(const QString& handle, const QString& password, const QString& name);
    Q_INVOKABLE void cancel();

    // The language has changed.
    void retranslate() { Q_EMIT errorChanged(); }

Q_SIGNALS:
    void serverUrlChanged();
    void handleChanged();
    void busyChanged();
    void errorChanged();
    void lastChanged();

private:
    QCoro::Task<void> runSignIn(QString handle, QString password);
    QCoro::Task<void> runCreate(QString handle, QString password, QString name);
    void sessionChanged();
    void settle(const Result<protocol::User>& result);
    void setBusy(bool busy);
    void setError(std::optional<Error> error);

    Connection& m_connection;
    Session& m_session;
    QString m_server;
    QString m_handle;
    bool m_serverGiven;
    bool m_busy = false;
    bool m_cancelled = false;
    bool m_creating = false;
    Taken m_isTaken;
    std::optional<Error> m_error;
};

} // namespace madang::client
