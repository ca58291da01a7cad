#include "client/controllers/securitycontroller.h"

#include "client/controllers/errortext.h"
#include "client/controllers/settingscontroller.h"
#include "client/net/connection.h"
#include "shared/protocol/authmethods.h"
#include "shared/protocol/presencemethods.h"
#include "shared/protocol/textrules.h"

namespace madang::client {

namespace {
const QString devicesField = QStringLiteral("devices");
const QString oldField = QStringLiteral("old");
const QString newField = QStringLiteral("new");
const QString deleteField = QStringLiteral("delete");
} // namespace

SecurityController::SecurityController(Connection& connection, SettingsController& settings, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_settings(settings)
{
    // The server forgets it two minutes after the last device is gone, so each session says it again.
    connect(&connection, &Connection::sessionStarted, this, [this](const protocol::User&, bool resumed) {
        if (!resumed)
            m_toldInvisible.reset();
        tellPresence();
    });
    connect(&connection, &Connection::sessionEnded, this, [this] {
        m_devices.setSessions({});
        m_toldInvisible.reset();
        setError({}, {});
    });
    connect(&settings, &SettingsController::changed, this, [this] { tellPresence(); });
}

QString SecurityController::error() const
{
    if (!m_error)
        return {};
    const bool wrongPassword = m_error->code == ErrorCode::Forbidden;
    if (wrongPassword && (m_errorField == oldField || m_errorField == deleteField))
        return tr("This is not your password.");
    return errorText(*m_error);
}

void SecurityController::refresh()
{
    if (!m_loading)
        fetch();
}

QCoro::Task<void> SecurityController::fetch()
{
    m_loading = true;
    Q_EMIT changed();
    protocol::AuthSessions::Params params;
    const auto answer = co_await m_connection.call<protocol::AuthSessions>(params);
    m_loading = false;
    if (answer)
        m_devices.setSessions(answer->sessions);
    if (!answer)
        setError(answer.error(), devicesField);
    else if (m_errorField == devicesField)
        setError({}, {});
    Q_EMIT changed();
}

void SecurityController::revoke(const QString& sessionId)
{
    if (const auto id = SessionId::fromString(sessionId); id && !m_busy)
        end({*id});
}

void SecurityController::revokeOthers()
{
    QList<SessionId> others;
    for (const DeviceRow& row : m_devices.rows()) {
        if (!row.current)
            others.append(row.id);
    }
    if (!m_busy && !others.isEmpty())
        end(others);
}

QCoro::Task<void> SecurityController::end(QList<SessionId> sessions)
{
    setError({}, {});
    setBusy(true);
    for (const SessionId session : std::as_const(sessions)) {
        protocol::AuthRevoke::Params params;
        params.session = session;
        const auto answer = co_await m_connection.call<protocol::AuthRevoke>(params);
        // One that has ended by itself is what was wanted.
        if (answer || answer.error().code == ErrorCode::NotFound)
            continue;
        setError(answer.error(), devicesField);
        break;
    }
    setBusy(false);
    const std::optional<Error> before = m_error;
    co_await fetch();
    if (before)
        setError(before, devicesField);
}

void SecurityController::changePassword(const QString& old, const QString& fresh)
{
    if (!m_busy)
        runChange(old, fresh);
}

QCoro::Task<void> SecurityController::runChange(QString old, QString fresh)
{
    setError({}, {});
    const Result<void> fit = protocol::newPassword(fresh, Limits());
    if (!fit) {
        setError(fit.error(), newField);
        co_return;
    }
    setBusy(true);
    protocol::AuthChangePassword::Params params;
    params.oldPassword = old;
    params.newPassword = fresh;
    const auto answer = co_await m_connection.call<protocol::AuthChangePassword>(std::move(params));
    setBusy(false);
    if (answer) {
        Q_EMIT passwordChanged();
        refresh();
    } else if (answer.error().code == ErrorCode::Invalid) {
        setError(Error::invalid(QStringLiteral("password"), {}), newField);
    } else {
        setError(answer.error(), oldField);
    }
}

void SecurityController::deleteAccount(const QString& password)
{
    if (!m_busy)
        runDelete(password);
}

QCoro::Task<void> SecurityController::runDelete(QString password)
{
    setError({}, {});
    setBusy(true);
    protocol::AuthDeleteAccount::Params params;
    params.password = password;
    const auto answer = co_await m_connection.call<protocol::AuthDeleteAccount>(std::move(params));
    setBusy(false);
    if (answer)
        m_connection.forget();
    else
        setError(answer.error(), deleteField);
}

QCoro::Task<void> SecurityController::tellPresence()
{
    const bool invisible = m_settings.invisible();
    // Who never hid has nothing to tell: to be there is to be online.
    if (!m_connection.isConnected() || m_toldInvisible.value_or(false) == invisible)
        co_return;
    m_toldInvisible = invisible;
    protocol::PresenceSet::Params params;
    params.state = invisible ? protocol::OwnPresence::Invisible : protocol::OwnPresence::Online;
    const auto answer = co_await m_connection.call<protocol::PresenceSet>(params);
    if (!answer)
        m_toldInvisible.reset(); // with the next connection
}

void SecurityController::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT changed();
}

void SecurityController::setError(std::optional<Error> error, const QString& field)
{
    if (m_error == error && m_errorField == field)
        return;
    m_error = std::move(error);
    m_errorField = field;
    Q_EMIT changed();
}

} // namespace madang::client
