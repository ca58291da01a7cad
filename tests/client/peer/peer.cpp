#include "tests/client/peer/peer.h"

#include "shared/core/id.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

namespace madang::client::test {

Peer::Reply Peer::Reply::fail(int code, const QString& reason, const QJsonObject& more)
{
    QJsonObject data = more;
    data.insert(QStringLiteral("reason"), reason);
    return {{},
        {{QStringLiteral("code"), code}, {QStringLiteral("message"), reason}, {QStringLiteral("data"), data}},
        false};
}

Peer::~Peer() = default;

TransportFactory Peer::factory()
{
    return factory([peer = QPointer<Peer>(this)](const QUrl&) { return peer.data(); });
}

TransportFactory Peer::factory(Route route)
{
    return [route = std::move(route)] { return std::make_unique<MemoryTransport>(route); };
}

bool Peer::isConnected() const
{
    return m_open && m_open->m_isOpen;
}

QList<Peer::Request> Peer::asked(const QString& method) const
{
    QList<Request> found;
    for (const Request& one : requests) {
        if (one.method == method)
            found.append(one);
    }
    return found;
}

void Peer::receive(MemoryTransport* from, const QByteArray& frame)
{
    if (from != m_open)
        return;
    const QJsonObject object = QJsonDocument::fromJson(frame).object();
    Request request;
    request.id = object.value(QStringLiteral("id")).toInteger();
    request.method = object.value(QStringLiteral("method")).toString();
    request.params = object.value(QStringLiteral("params")).toObject();
    requests.append(request);
    if (request.id == 0)
        return;
    const auto handler = m_handlers.constFind(request.method);
    if (handler == m_handlers.constEnd()) {
        answer(request, Reply::fail(-32601, QStringLiteral("method_not_found")));
        return;
    }
    const Handler run = *handler; // one that replaces itself must not be destroyed meanwhile
    const Reply reply = run(request.params);
    if (!reply.silent)
        answer(request, reply);
}

void Peer::answer(const Request& request, const Reply& reply)
{
    QJsonObject object{
        {QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), request.id}};
    if (reply.error.isEmpty())
        object.insert(QStringLiteral("result"), reply.result);
    else
        object.insert(QStringLiteral("error"), reply.error);
    sendRaw(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void Peer::notify(const QString& method, const QJsonObject& params)
{
    const QJsonObject object{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
        {QStringLiteral("method"), method}, {QStringLiteral("params"), params}};
    sendRaw(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void Peer::sendRaw(const QByteArray& frame)
{
    if (m_open)
        m_open->deliver(frame);
}

void Peer::cut(int code, const QString& reason)
{
    if (m_open)
        m_open->end(code, reason);
}

QJsonObject Peer::userObject() const
{
    return {{QStringLiteral("id"), userId}, {QStringLiteral("handle"), handle},
        {QStringLiteral("name"), name}, {QStringLiteral("kind"), QStringLiteral("person")}};
}

QJsonObject Peer::freshTokens()
{
    ++m_generation;
    validAccess = QStringLiteral("access-%1").arg(m_generation);
    validRefresh = QStringLiteral("refresh-%1").arg(m_generation);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return {{QStringLiteral("session"), SessionId(77).toString()},
        {QStringLiteral("access_token"), validAccess},
        {QStringLiteral("access_expires_at"), now + accessLifeMs},
        {QStringLiteral("refresh_token"), validRefresh},
        {QStringLiteral("refresh_expires_at"), now + 86'400'000}};
}

void Peer::serveSessions()
{
    userId = UserId(1).toString();
    const auto stream = [this](qint64 received) {
        return QJsonObject{{QStringLiteral("id"), streamId}, {QStringLiteral("received"), received}};
    };
    const auto begin = [this, stream](const QJsonObject&) {
        streamId = StreamId::create().toString();
        return Reply::ok({{QStringLiteral("user"), userObject()}, {QStringLiteral("tokens"), freshTokens()},
            {QStringLiteral("stream"), stream(0)}});
    };
    on(QStringLiteral("auth.login"), begin);
    on(QStringLiteral("auth.register"), begin);
    on(QStringLiteral("auth.refresh"), [this](const QJsonObject& params) {
        ++refreshes;
        if (params.value(QStringLiteral("refresh_token")).toString() != validRefresh)
            return Reply::fail(401, QStringLiteral("unauthenticated"));
        return Reply::ok({{QStringLiteral("user"), userObject()}, {QStringLiteral("tokens"), freshTokens()}});
    });
    on(QStringLiteral("auth.resume"), [this, stream](const QJsonObject& params) {
        if (params.value(QStringLiteral("access_token")).toString() != validAccess)
            return Reply::fail(401, QStringLiteral("unauthenticated"));
        const QJsonObject asked = params.value(QStringLiteral("stream")).toObject();
        const bool same
            = resumes && asked.value(QStringLiteral("id")).toString() == streamId && !streamId.isEmpty();
        if (!same)
            streamId = StreamId::create().toString();
        return Reply::ok(
            {{QStringLiteral("user"), userObject()}, {QStringLiteral("session"), SessionId(77).toString()},
                {QStringLiteral("stream"),
                    stream(same ? asked.value(QStringLiteral("received")).toInteger() : 0)},
                {QStringLiteral("resumed"), same}});
    });
    on(QStringLiteral("auth.logout"), [](const QJsonObject&) { return Reply::ok(); });
}

void MemoryTransport::open(const QUrl& url)
{
    QMetaObject::invokeMethod(
        this,
        [this, url] {
            if (m_ended)
                return;
            m_peer = m_route(url);
            if (!m_peer || !m_peer->reachable) {
                end(0, {});
                return;
            }
            m_isOpen = true;
            m_peer->m_open = this;
            m_peer->lastUrl = url;
            ++m_peer->opened;
            Q_EMIT opened();
        },
        Qt::QueuedConnection);
}

void MemoryTransport::send(const QByteArray& frame)
{
    if (!m_isOpen || m_ended)
        return;
    QMetaObject::invokeMethod(
        this,
        [this, frame] {
            if (!m_ended && m_peer)
                m_peer->receive(this, frame);
        },
        Qt::QueuedConnection);
}

void MemoryTransport::ping()
{
    if (!m_peer || m_ended)
        return;
    ++m_peer->pings;
    if (m_peer->answersPings)
        QMetaObject::invokeMethod(this, &Transport::alive, Qt::QueuedConnection);
}

void MemoryTransport::deliver(const QByteArray& frame)
{
    QMetaObject::invokeMethod(
        this,
        [this, frame] {
            if (m_isOpen && !m_ended)
                Q_EMIT received(frame);
        },
        Qt::QueuedConnection);
}

void MemoryTransport::end(int code, const QString& reason)
{
    if (m_ended)
        return;
    m_ended = true;
    m_isOpen = false;
    Q_EMIT closed(code, reason, {});
}

} // namespace madang::client::test
