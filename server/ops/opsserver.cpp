#include "server/ops/opsserver.h"

#include "server/ops/metricstext.h"

#include <QtHttpServer/QHttpServer>

namespace madang::server {

namespace {

using Status = QHttpServerResponder::StatusCode;

struct Answer {
    Status status = Status::Ok;
    QByteArray body;
    QByteArray type = QByteArrayLiteral("text/plain; charset=utf-8");
};

Answer verdict(const QString& reason)
{
    if (reason.isEmpty())
        return {Status::Ok, "ok\n"};
    return {Status::ServiceUnavailable, reason.toUtf8() + '\n'};
}

Answer answerTo(const QHttpServerRequest& request, const OpsServer::Ports& ports)
{
    const QString path = request.url().path();
    const bool known = path == QLatin1String("/healthz") || path == QLatin1String("/readyz")
        || path == QLatin1String("/metrics");
    if (!known)
        return {Status::NotFound, "There are /healthz, /readyz and /metrics.\n"};
    if (request.method() != QHttpServerRequest::Method::Get)
        return {Status::MethodNotAllowed, "Only GET.\n"};
    if (path == QLatin1String("/healthz"))
        return verdict(ports.whyNotHealthy());
    if (path == QLatin1String("/readyz"))
        return verdict(ports.whyNotReady());
    return {Status::Ok, ports.metrics(), MetricsText::contentType};
}

} // namespace

struct OpsServer::Parts {
    Parts(Ports given, Options wanted)
        : ports(std::move(given))
        , options(std::move(wanted))
    {
    }
    void answer(const QHttpServerRequest& request, QHttpServerResponder& responder) const
    {
        const Answer answer = answerTo(request, ports);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        QHttpHeaders headers;
        headers.append("Content-Type", answer.type);
        if (answer.status == Status::MethodNotAllowed)
            headers.append("Allow", "GET");
        responder.write(answer.body, headers, answer.status);
#else
        if (answer.status == Status::MethodNotAllowed)
            responder.write(answer.body, {{"Content-Type", answer.type}, {"Allow", "GET"}}, answer.status);
        else
            responder.write(answer.body, answer.type, answer.status);
#endif
    }

    const Ports ports;
    const Options options;
    BoundedListener* listener = nullptr; // the HTTP server's
    QHttpServer http;
};

OpsServer::OpsServer(Ports ports, Options options)
    : m_parts(std::make_unique<Parts>(std::move(ports), std::move(options)))
{
}

OpsServer::~OpsServer() = default;

Result<void> OpsServer::listen()
{
    auto listener = std::make_unique<BoundedListener>(m_parts->options.bounds);
    if (!listener->listen(m_parts->options.address, m_parts->options.port)) {
        return Error::unavailable(QStringLiteral("cannot listen for --ops on %1 port %2: %3")
                                      .arg(m_parts->options.address.toString())
                                      .arg(m_parts->options.port)
                                      .arg(listener->errorString()));
    }
    m_parts->listener = listener.release();
    m_parts->http.bind(m_parts->listener);
    // Without routes everything comes here.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    m_parts->http.setMissingHandler(&m_parts->http,
        [parts = m_parts.get()](const QHttpServerRequest& request, QHttpServerResponder& responder) {
            parts->answer(request, responder);
        });
#else
    m_parts->http.setMissingHandler(
        [parts = m_parts.get()](const QHttpServerRequest& request, QHttpServerResponder&& responder) {
            parts->answer(request, responder);
        });
#endif
    return {};
}

quint16 OpsServer::port() const
{
    return m_parts->listener ? m_parts->listener->serverPort() : 0;
}

} // namespace madang::server
