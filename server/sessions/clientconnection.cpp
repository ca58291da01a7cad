#include "server/sessions/clientconnection.h"

#include "server/sessions/dispatcher.h"
#include "server/sessions/logging.h"
#include "server/sessions/sessionloop.h"

namespace madang::server {

namespace {

// What may wait in the socket's own buffer before events queue up here, where they can still be merged.
constexpr qint64 kWindowBytes = 64 * 1024;
// Requests refused within this time, and how many of them are a flood and not a hurry.
constexpr qint64 kFloodMs = 10'000;
constexpr int kFloodRefusals = 1'000;

} // namespace

ClientConnection::ClientConnection(std::unique_ptr<Transport> transport, SessionLoop& loop)
    : m_loop(loop)
    , m_transport(std::move(transport))
    , m_addressRates(loop.services().rates.address(m_transport->peer(), loop.nowMs()))
    , m_requests(loop.limits().connectionRequests)
    , m_queue(loop.limits().outQueueEvents, loop.limits().outQueueBytes)
    , m_openedMs(loop.nowMs())
    , m_heardMs(m_openedMs)
    , m_pingedMs(m_openedMs)
{
}

ClientConnection::~ClientConnection()
{
    if (m_transport)
        m_transport->setListener(nullptr);
}

void ClientConnection::abandon()
{
    m_closing = true;
    m_closed = true;
    m_attendance = {};
    m_stream = nullptr;
    m_held.clear();
    m_transport->setListener(nullptr);
    m_transport.reset();
}

void ClientConnection::open()
{
    m_transport->setListener(this);
    checkAlive();
}

bool ClientConnection::beginLogin()
{
    if (m_identity || m_loginPending || m_closing)
        return false;
    m_loginPending = true;
    return true;
}

void ClientConnection::logIn(Identity identity, Stream& stream)
{
    m_loginPending = false;
    m_holding = true;
    m_identity = std::move(identity);
    m_attendance = m_loop.services().presence.attend(m_identity->user);
    adopt(stream);
}

void ClientConnection::adopt(Stream& stream)
{
    m_stream = &stream;
    stream.connection = this;
    ++stream.generation;
}

void ClientConnection::release(const std::vector<EventPtr>& missed)
{
    m_holding = false;
    // These are in the stream already; they are only written again.
    for (const EventPtr& event : missed)
        m_transport->send(event->frame);
    for (const EventPtr& event : std::exchange(m_held, {})) {
        // The earlier connection's loop heard it, too, and the client has it or got it just now.
        const bool again = event->counted && m_stream && m_stream->has(event->id);
        if (!again)
            deliver(event);
    }
}

void ClientConnection::deliver(const EventPtr& event)
{
    if (!m_stream)
        return;
    if (m_holding || m_closing) {
        // What comes while the connection ends is the stream's: the client has it when it comes back.
        if (!m_closing || event->counted)
            m_held.push_back(event);
        return;
    }
    if (m_queue.empty() && m_transport->waiting() < kWindowBytes)
        return write(event);
    if (!m_queue.push(event))
        close(CloseCode::TooSlow, QStringLiteral("too slow a reader"));
}

void ClientConnection::write(const EventPtr& event)
{
    if (event->counted)
        m_stream->record(event);
    m_transport->send(event->frame);
}

void ClientConnection::respond(const QByteArray& frame)
{
    if (m_closing)
        return;
    m_transport->send(frame);
    // Answers cannot be dropped, so a client that asks and does not read is cut off.
    if (m_transport->waiting() > m_loop.limits().outQueueBytes)
        close(CloseCode::TooSlow, QStringLiteral("too slow a reader"));
}

void ClientConnection::requestEnds()
{
    --m_inFlight;
    m_loop.requestEnded();
    if (m_inFlight == 0 && m_endAfterAnswers) {
        const auto [code, reason] = *std::exchange(m_endAfterAnswers, std::nullopt);
        close(code, reason);
    }
}

void ClientConnection::close(CloseCode code, const QString& reason)
{
    if (m_closing)
        return;
    m_closing = true;
    if (code != CloseCode::Normal && code != CloseCode::Draining)
        qCInfo(lcSessions, "closing connection from %s: %d %s", qPrintable(address()), int(code),
            qPrintable(reason));
    // Whether the transport closes at once or later, closed() is not called inside of whoever called this.
    m_loop.executor().post([self = shared_from_this(), code, reason] {
        if (!self->m_closed)
            self->m_transport->close(code, reason);
    });
}

void ClientConnection::keepWaiting()
{
    while (!m_queue.empty()) {
        if (const EventPtr event = m_queue.pop(); event->counted)
            m_stream->record(event);
    }
    for (const EventPtr& event : std::exchange(m_held, {})) {
        if (event->counted)
            m_stream->record(event);
    }
}

void ClientConnection::replaced()
{
    keepWaiting();
    forgetStream();
    logOut();
    close(CloseCode::Replaced, QStringLiteral("replaced"));
}

void ClientConnection::streamLost(const QString& reason)
{
    forgetStream();
    m_held.clear();
    close(CloseCode::Draining, reason);
}

void ClientConnection::sessionEnded(CloseCode code, const QString& reason, const QByteArray& ending)
{
    // Past whatever waits: none of that may reach them any more.
    if (!m_closing && !m_holding)
        m_transport->send(ending);
    forgetStream();
    logOut();
    if (m_expectsEnd && m_inFlight > 0)
        m_endAfterAnswers = {code, reason};
    else
        close(code, reason);
}

void ClientConnection::received(QByteArray frame)
{
    if (m_closing)
        return;
    const qint64 now = m_loop.nowMs();
    m_heardMs = now;
    if (frame.size() > m_loop.limits().clientFrame)
        return close(CloseCode::TooBig,
            QStringLiteral("a frame has at most %1 bytes").arg(m_loop.limits().clientFrame));
    auto parsed = protocol::parseRequest(frame, m_loop.limits().nesting);
    const qint64 waitMs = m_requests.take(now);
    if (auto* bad = std::get_if<protocol::BadFrame>(&parsed)) {
        if (waitMs > 0)
            refuse(bad->id, waitMs);
        else if (bad->answer)
            respond(protocol::errorResponse(bad->id, bad->error));
        return;
    }
    auto& request = std::get<protocol::Request>(parsed);
    if (waitMs > 0)
        return refuse(request.id, waitMs);
    m_loop.dispatcher().dispatch(shared_from_this(), std::move(request));
}

void ClientConnection::refuse(const protocol::RequestId& id, qint64 waitMs)
{
    const qint64 now = m_loop.nowMs();
    if (now - m_floodSinceMs > kFloodMs) {
        m_floodSinceMs = now;
        m_refusals = 0;
    }
    if (++m_refusals > kFloodRefusals)
        return close(CloseCode::Flooding, QStringLiteral("flooding"));
    if (!id.isNone())
        respond(protocol::errorResponse(id, Error::rateLimited(waitMs)));
}

void ClientConnection::receivedBinary(QByteArray)
{
    close(CloseCode::Unsupported, QStringLiteral("binary frames belong to file transfers, and none is open"));
}

void ClientConnection::alive()
{
    m_heardMs = m_loop.nowMs();
    // Answers to pings wait for the socket without having come through respond(). The bound is above what a
    // resume and its answers may fill; who asks on while that much waits will not read a close frame either.
    const Limits& limits = m_loop.limits();
    if (m_transport->waiting() <= 2LL * limits.outQueueBytes + limits.serverFrame)
        return;
    if (!m_closing)
        return close(CloseCode::TooSlow, QStringLiteral("too slow a reader"));
    m_loop.executor().post([self = shared_from_this()] {
        if (!self->m_closed)
            self->m_transport->abort();
    });
}

void ClientConnection::drained()
{
    while (!m_closing && m_stream && !m_queue.empty() && m_transport->waiting() < kWindowBytes)
        write(m_queue.pop());
}

void ClientConnection::closed()
{
    m_closing = true;
    m_closed = true;
    m_attendance = {};
    if (m_stream) {
        keepWaiting();
        Stream& stream = *std::exchange(m_stream, nullptr);
        m_loop.streamDetached(stream);
    }
    m_loop.connectionClosed(this);
}

void ClientConnection::checkAlive()
{
    if (m_closed)
        return;
    const Limits& limits = m_loop.limits();
    const qint64 now = m_loop.nowMs();
    if (now - m_heardMs >= limits.silenceMs) {
        close(CloseCode::Normal, QStringLiteral("silent for too long"));
    } else if (!m_identity && !m_loginPending && !m_endAfterAnswers
        && now - m_openedMs >= limits.authDeadlineMs) {
        close(CloseCode::NotAuthenticated, QStringLiteral("not authenticated in time"));
    } else if (now - m_pingedMs >= limits.pingMs) {
        m_pingedMs = now;
        m_transport->ping();
    }
    qint64 next = std::min(limits.pingMs, limits.silenceMs - limits.pingMs);
    next = std::min(next, std::max<qint64>(m_heardMs + limits.silenceMs - now, 1));
    if (!m_identity)
        next = std::min(next, std::max<qint64>(limits.authDeadlineMs - (now - m_openedMs), 100));
    m_loop.executor().postAfter(next, [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->checkAlive();
    });
}

void ClientConnection::logOut()
{
    m_identity.reset();
    m_attendance = {};
}

void ClientConnection::forgetStream()
{
    if (Stream* stream = std::exchange(m_stream, nullptr))
        stream->connection = nullptr;
}

} // namespace madang::server
