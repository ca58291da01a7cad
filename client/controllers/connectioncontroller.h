#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace madang::client {

class Connection;
class Outbox;

// How the line to the server stands, for the thin line that tells it.
class ConnectionController : public QObject {
    Q_OBJECT
    // "connected", "connecting", "offline", "draining", "replaced", "signedOut".
    Q_PROPERTY(QString state READ state NOTIFY stateChanged)
    // Messages that were written and not sent.
    Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)
    // ms until the next attempt, told once a second; 0 when none is planned.
    Q_PROPERTY(int retryInMs READ retryInMs NOTIFY retryInMsChanged)

public:
    ConnectionController(Connection& connection, Outbox& outbox, QObject* parent = nullptr);

    [[nodiscard]] QString state() const;
    [[nodiscard]] int waiting() const;
    [[nodiscard]] int retryInMs() const;
    Q_INVOKABLE void retryNow();
    Q_INVOKABLE void signOut();

Q_SIGNALS:
    void stateChanged();
    void waitingChanged();
    void retryInMsChanged();

private:
    Connection& m_connection;
    Outbox& m_outbox;
    QTimer m_countdown;
};

} // namespace madang::client
