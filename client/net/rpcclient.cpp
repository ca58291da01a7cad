#include "client/net/rpcclient.h"

#include <QtCore/QUrl>

namespace madang::client {

namespace {
Error broken()
{
    return Error::unavailable(QStringLiteral("The connection to the server is broken."));
}
} // namespace

RpcClient::RpcClient(std::unique_ptr<Transport> transport, qint64 timeoutMs, QObject* parent)
    : QObject(parent)
    , m_transport(std::move(transport))
    , m_timeoutMs(timeoutMs)
{
    connect(m_transport.get(), &Transport::opened, this, [this] {
        m_phase = Phase::Open;
        m_openTimer.stop();
        m_opening.give({});
    });
    connect(m_transport.get(), &Transport::received, this, &RpcClient::read);
    connect(m_transport.get(), &Transport::alive, this, &RpcClient::heard);
    connect(m_transport.get(), &Transport::closed, this, &RpcClient::end);
    m_openTimer.setSingleShot(true);
    connect(&m_openTimer, &QTimer::timeout, this, [this] { m_transport->abort(); });
    // A timer for all requests: their deadlines need no better grain.
    m_expiry.setInterval(int(std::clamp<qint64>(timeoutMs / 10, 10, 1000)));
    connect(&m_expiry, &QTimer::timeout, this, &RpcClient::expire);
}

RpcClient::~RpcClient()
{
    m_transport->disconnect(this);
    end(0, {}, {});
}

QCoro::Task<Result<void>> RpcClient::open(QUrl url)
{
    m_phase = Phase::Opening;
    m_openTimer.start(int(m_timeoutMs));
    Answer<Result<void>> opening = m_opening;
    m_transport->open(url);
    co_return co_await opening;
}

Answer<Result<protocol::Body>> RpcClient::request(QLatin1String method, const QByteArray& params)
{
    Answer<Result<protocol::Body>> answer;
    if (!isOpen()) {
        answer.give(broken());
        return answer;
    }
    const qint64 id = ++m_lastId;
    m_pending.emplace(id, Pending{answer, QDeadlineTimer(m_timeoutMs)});
    if (!m_expiry.isActive())
        m_expiry.start();
    m_transport->send(protocol::request(protocol::RequestId(id), method, params));
    return answer;
}

void RpcClient::read(const QByteArray& frame)
{
    Q_EMIT heard();
    const Result<protocol::Incoming> incoming = protocol::parseIncoming(frame);
    if (!incoming) {
        Q_EMIT garbled(incoming.error().message);
        return;
    }
    if (const auto* notification = std::get_if<protocol::Notification>(&incoming.value())) {
        Q_EMIT notified(*notification);
        return;
    }
    const auto& response = std::get<protocol::Response>(incoming.value());
    if (const auto id = response.id.number())
        complete(*id, response.outcome);
    else
        Q_EMIT garbled(QStringLiteral("An answer without a number."));
}

void RpcClient::complete(qint64 id, Result<protocol::Body> outcome)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return; // timed out before
    Answer<Result<protocol::Body>> answer = found->second.answer;
    m_pending.erase(found);
    answer.give(std::move(outcome));
}

void RpcClient::expire()
{
    std::vector<qint64> late;
    for (const auto& [id, pending] : m_pending) {
        if (pending.deadline.hasExpired())
            late.push_back(id);
    }
    for (const qint64 id : late)
        complete(id, Error::unavailable(QStringLiteral("The server did not answer in time.")));
    if (m_pending.empty())
        m_expiry.stop();
}

void RpcClient::end(int code, const QString& reason, const QString& error)
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_openTimer.stop();
    m_expiry.stop();
    m_opening.give(broken());
    const auto pending = std::exchange(m_pending, {});
    for (const auto& [id, one] : pending) {
        Answer<Result<protocol::Body>> answer = one.answer;
        answer.give(broken());
    }
    Q_EMIT closed(code, reason, error);
}

} // namespace madang::client
