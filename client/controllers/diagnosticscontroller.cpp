#include "client/controllers/diagnosticscontroller.h"

#include "client/net/connection.h"
#include "client/net/serveraddress.h"
#include "shared/protocol/servermethods.h"

#include <QtCore/QSysInfo>
#include <QtGui/QGuiApplication>

namespace madang::client {

DiagnosticsController::DiagnosticsController(Connection& connection, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
{
    connect(&connection, &Connection::stateChanged, this, &DiagnosticsController::changed);
}

QString DiagnosticsController::qt() const
{
    return QString::fromLatin1(qVersion());
}

QString DiagnosticsController::platform() const
{
    return QSysInfo::prettyProductName() % QLatin1String(", ") % QSysInfo::kernelType() % QLatin1Char(' ')
        % QSysInfo::kernelVersion() % QLatin1String(", ") % QSysInfo::currentCpuArchitecture()
        % QLatin1String(", ") % QGuiApplication::platformName();
}

QString DiagnosticsController::server() const
{
    const auto address = ServerAddress::parse(m_connection.server().toString(QUrl::RemoveUserInfo));
    return address ? address->display() : QString();
}

void DiagnosticsController::refresh()
{
    fetch();
}

QCoro::Task<void> DiagnosticsController::fetch()
{
    protocol::ServerInfo::Params params;
    const auto info = co_await m_connection.call<protocol::ServerInfo>(params);
    if (!info)
        co_return; // what was known before stays
    m_serverVersion = info->version;
    m_protocol = info->protocol;
    Q_EMIT changed();
}

} // namespace madang::client
