#include "client/controllers/connectioncontroller.h"

#include "client/net/connection.h"
#include "client/stores/outbox.h"

namespace madang::client {

ConnectionController::ConnectionController(Connection& connection, Outbox& outbox, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_outbox(outbox)
{
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &ConnectionController::retryInMsChanged);
    connect(&connection, &Connection::stateChanged, this, [this] {
        const auto now = m_connection.state();
        if (now == Connection::State::Offline || now == Connection::State::Draining)
            m_countdown.start();
        else
            m_countdown.stop();
        Q_EMIT stateChanged();
        Q_EMIT retryInMsChanged();
    });
    connect(&outbox, &Outbox::waitingChanged, this, &ConnectionController::waitingChanged);
}

QString ConnectionController::state() const
{
    switch (m_connection.state()) {
    case Connection::State::SignedOut:
        return QStringLiteral("signedOut");
    case Connection::State::Connecting:
        return QStringLiteral("connecting");
    case Connection::State::Connected:
        return QStringLiteral("connected");
    case Connection::State::Offline:
        return QStringLiteral("offline");
    case Connection::State::Draining:
        return QStringLiteral("draining");
    case Connection::State::Replaced:
        return QStringLiteral("replaced");
    }
    return {};
}

int ConnectionController::waiting() const
{
    return m_outbox.waiting();
}

int ConnectionController::retryInMs() const
{
    return int(m_connection.retryInMs());
}

void ConnectionController::retryNow()
{
    m_connection.retryNow();
}

void ConnectionController::signOut()
{
    m_connection.logout();
}

} // namespace madang::client
