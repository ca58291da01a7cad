#include "server/sessions/dispatcher.h"

#include "server/sessions/sessionloop.h"

namespace madang::server {

Call::Call(std::shared_ptr<ClientConnection> connection, protocol::RequestId id)
    : m_connection(std::move(connection))
    , m_id(std::move(id))
{
    if (const Identity* identity = m_connection->identity()) {
        m_user = identity->user;
        m_session = identity->session;
    }
    m_connection->requestBegins();
    m_connection->loop().requestBegan();
}

Call::Call(Call&& other) noexcept
    : m_connection(std::move(other.m_connection))
    , m_id(std::move(other.m_id))
    , m_user(other.m_user)
    , m_session(other.m_session)
{
}

Call::~Call()
{
    if (m_connection)
        fail(Error::unavailable(QStringLiteral("The server is stopping. Send the request again.")));
}

void Call::answer(const QByteArray& result)
{
    if (!m_id.isNone())
        m_connection->respond(protocol::response(m_id, result));
    end();
}

void Call::fail(const Error& error)
{
    if (!m_id.isNone())
        m_connection->respond(protocol::errorResponse(m_id, error));
    end();
}

void Call::end()
{
    std::exchange(m_connection, nullptr)->requestEnds();
}

void Dispatcher::add(QLatin1String method, bool needsLogin, Serve serve)
{
    m_methods.insert(method, {needsLogin, std::move(serve)});
}

void Dispatcher::dispatch(std::shared_ptr<ClientConnection> connection, protocol::Request request) const
{
    SessionLoop& loop = connection->loop();
    const Identity* identity = connection->identity();
    const int inFlight = connection->inFlight();
    Call call(std::move(connection), std::move(request.id));

    const auto found = m_methods.constFind(request.method);
    if (found == m_methods.constEnd()) {
        Error unknown;
        unknown.code = ErrorCode::MethodNotFound;
        unknown.message = QStringLiteral("There is no such method. rpc.discover lists those that there are.");
        return call.fail(unknown);
    }
    if (loop.isDraining())
        return call.fail(Error::unavailable(
            QStringLiteral("The server is restarting. Come back in %1 ms.").arg(loop.retryAfterMs()),
            loop.retryAfterMs()));
    if (found->needsLogin && !identity)
        return call.fail(Error::unauthenticated(QStringLiteral("Sign in first: this connection has not.")));
    if (inFlight >= loop.limits().inFlight)
        return call.fail(Error::rateLimited(100));
    if (identity) {
        if (const qint64 waitMs = identity->rates->requests.take(loop.nowMs()); waitMs > 0)
            return call.fail(Error::rateLimited(waitMs));
    }
    found->serve(std::move(call), request.params);
}

} // namespace madang::server
