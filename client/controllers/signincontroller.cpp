#include "client/controllers/signincontroller.h"

#include "client/controllers/errortext.h"
#include "client/controllers/session.h"
#include "client/net/connection.h"
#include "client/net/serveraddress.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QSysInfo>

namespace madang::client {

namespace {
protocol::Device thisDevice()
{
    protocol::Device device;
    device.name = QSysInfo::machineHostName().left(Limits().name);
    if (device.name.trimmed().isEmpty())
        device.name = QSysInfo::prettyProductName().left(Limits().name);
#if defined(Q_OS_ANDROID) || defined(Q_OS_IOS)
    device.kind = protocol::DeviceKind::Mobile;
#else
    device.kind = protocol::DeviceKind::Desktop;
#endif
    return device;
}
} // namespace

SignInController::SignInController(
    Connection& connection, Session& session, QString server, bool serverGiven, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_session(session)
    , m_server(std::move(server))
    , m_serverGiven(serverGiven)
{
    connect(&session, &Session::changed, this, &SignInController::sessionChanged);
}

void SignInController::sessionChanged()
{
    Q_EMIT lastChanged();
    if (m_session.isActive())
        return;
    if (m_handle.isEmpty())
        setHandle(lastHandle());
    if (!m_serverGiven && !lastServer().isEmpty())
        setServerUrl(lastServer());
}

QString SignInController::lastServer() const
{
    const auto address = ServerAddress::parse(m_session.lastServer().toString());
    return address ? address->display() : QString();
}

QString SignInController::lastHandle() const
{
    return m_session.lastHandle();
}

void SignInController::setServerUrl(const QString& server)
{
    if (m_server == server)
        return;
    m_server = server;
    Q_EMIT serverUrlChanged();
}

void SignInController::setHandle(const QString& handle)
{
    if (m_handle == handle)
        return;
    m_handle = handle;
    Q_EMIT handleChanged();
}

QString SignInController::error() const
{
    if (!m_error)
        return {};
    if (m_creating && m_error->code == ErrorCode::Forbidden)
        return tr("This server takes no new accounts.");
    if (!m_creating && m_error->code == ErrorCode::Conflict)
        return tr("This account is here already. Choose it in the list of accounts.");
    return errorText(*m_error);
}

void SignInController::signIn(const QString& handle, const QString& password)
{
    if (!m_busy)
        runSignIn(handle, password);
}

void SignInController::createAccount(const QString& handle, const QString& password, const QString& name)
{
    if (!m_busy)
        runCreate(handle, password, name);
}

QCoro::Task<void> SignInController::runSignIn(QString handle, QString password)
{
    m_creating = false;
    m_cancelled = false;
    setHandle(handle);
    setError({});
    const auto address = ServerAddress::parse(m_server);
    const Result<QString> normal = protocol::normalizeHandle(handle, Limits());
    if (!address) {
        setError(Error::invalid(QStringLiteral("server"), {}));
        co_return;
    }
    if (!normal) {
        setError(normal.error());
        co_return;
    }
    if (password.isEmpty()) {
        setError(Error::invalid(QStringLiteral("password"), {}));
        co_return;
    }
    if (m_isTaken && m_isTaken(address->url(), normal.value())) {
        Error error = Error::conflict({});
        error.field = QStringLiteral("handle");
        setError(error);
        co_return;
    }
    setBusy(true);
    protocol::AuthLogin::Params params;
    params.handle = normal.value();
    params.password = password;
    params.device = thisDevice();
    const auto result = co_await m_connection.login(address->url(), std::move(params));
    settle(result);
}

QCoro::Task<void> SignInController::runCreate(QString handle, QString password, QString name)
{
    m_creating = true;
    m_cancelled = false;
    setHandle(handle);
    setError({});
    const auto address = ServerAddress::parse(m_server);
    const Result<QString> normal = protocol::normalizeHandle(handle, Limits());
    const Result<void> strong = protocol::newPassword(password, Limits());
    const Result<QString> shown = protocol::nameText(name, Limits());
    if (!address) {
        setError(Error::invalid(QStringLiteral("server"), {}));
        co_return;
    }
    if (!normal || !strong || !shown) {
        setError(!normal ? normal.error() : !strong ? strong.error() : shown.error());
        co_return;
    }
    setBusy(true);
    protocol::AuthRegister::Params params;
    params.handle = normal.value();
    params.password = password;
    params.name = shown.value();
    params.device = thisDevice();
    const auto result = co_await m_connection.registerAccount(address->url(), std::move(params));
    settle(result);
}

void SignInController::settle(const Result<protocol::User>& result)
{
    if (!result && !m_cancelled) {
        Error error = result.error();
        if (error.code == ErrorCode::Unauthenticated)
            error.field = QStringLiteral("password");
        if (error.code == ErrorCode::Conflict && m_creating)
            error.field = QStringLiteral("handle");
        setError(error);
    }
    setBusy(false);
}

void SignInController::cancel()
{
    if (!m_busy)
        return;
    m_cancelled = true;
    m_connection.stop();
}

void SignInController::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

void SignInController::setError(std::optional<Error> error)
{
    if (m_error == error)
        return;
    m_error = std::move(error);
    Q_EMIT errorChanged();
}

} // namespace madang::client
