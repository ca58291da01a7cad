#include "server/sessions/sessionloop.h"

#include "server/rooms/ask.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/logging.h"
#include "server/sessions/sessionwire.h"
#include "shared/protocol/events.h"

#include <QCoroFuture>
#include <QtCore/QRandomGenerator>

namespace madang::server {

Q_LOGGING_CATEGORY(lcSessions, "madang.sessions", QtInfoMsg)

namespace {

constexpr qint64 kPauseMs = 5;
// How long a stopping server waits for the requests that are under way.
constexpr qint64 kInFlightMs = 5'000;
// Over how long those come back whose streams had to end.
constexpr int kRestartSpreadMs = 2'000;

} // namespace

SessionLoop::SessionLoop(int index, Executor& executor, const SessionServices& services,
    const Dispatcher& dispatcher, Typing& typing)
    : m_index(index)
    , m_executor(executor)
    , m_services(services)
    , m_dispatcher(dispatcher)
    , m_typing(typing)
    , m_siblings{this}
{
}

SessionLoop::~SessionLoop() = default;

void SessionLoop::setSiblings(std::vector<SessionLoop*> siblings)
{
    m_siblings = std::move(siblings);
}

void SessionLoop::accept(std::unique_ptr<Transport> transport)
{
    auto connection = std::make_shared<ClientConnection>(std::move(transport), *this);
    m_connections.emplace(connection.get(), connection);
    connection->open();
    if (m_draining)
        connection->close(CloseCode::Draining, QStringLiteral("retry_after_ms=%1").arg(m_retryAfterMs));
}

void SessionLoop::connectionClosed(ClientConnection* connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    // The transport is still on the stack of the call that brought us here.
    m_executor.post([gone = std::move(found->second)] {});
    m_connections.erase(found);
}

void SessionLoop::deliver(const EventPtr& event)
{
    std::vector<StreamId> useless;
    for (UserId user : event->to) {
        m_streams.forEachOf(user, [&](Stream& stream) {
            if (stream.id() == event->exceptStream)
                return;
            if (stream.connection)
                return stream.connection->deliver(event);
            if (!event->counted)
                return;
            stream.record(event);
            // Nobody can go on with it any more, so it need not fill up until its time is over.
            if (stream.hasHole())
                useless.push_back(stream.id());
        });
    }
    for (StreamId id : useless)
        drop(id);
}

Stream& SessionLoop::keep(std::unique_ptr<Stream> stream)
{
    Stream& kept = *stream;
    m_services.streams.put(kept.id(), m_index);
    m_streams.add(std::move(stream));
    return kept;
}

void SessionLoop::drop(StreamId id)
{
    if (m_streams.take(id))
        m_services.streams.remove(id);
}

Result<protocol::StreamMark> SessionLoop::begin(ClientConnection& connection, UserId user, SessionId session)
{
    Stream& stream = keep(std::make_unique<Stream>(StreamId::create(), user, session, limits().streamKeep));
    connection.logIn({user, session, m_services.rates.person(user, nowMs())}, stream);
    // Asked after it was registered: what is revoked from here on finds the connection (RevocationList).
    if (m_services.revocations.isRevoked(session)) {
        connection.expectEnd(); // after the answer to this very attempt
        endSession({session, RevocationReason::Revoked, std::nullopt});
        return Error::unauthenticated(QStringLiteral("This session was ended. Sign in again."));
    }
    return protocol::StreamMark{stream.id(), 0};
}

std::unique_ptr<Stream> SessionLoop::surrender(StreamId id, SessionId session)
{
    Stream* stream = m_streams.find(id);
    if (!stream || stream->session() != session)
        return nullptr;
    if (ClientConnection* old = stream->connection) {
        // The client lost that socket, or has taken over from another place. What waits there comes along.
        old->replaced();
        stream->connection = nullptr;
    }
    return m_streams.take(id);
}

QFuture<Result<std::shared_ptr<Stream>>> SessionLoop::fetch(int home, StreamId id, SessionId session)
{
    // Events reach loops by mailboxes, one for each, so the two loops may be at different places of what one
    // publisher said. A word is passed on by every loop in turn before the stream is let go: then whatever
    // this loop heard before its connection was registered is in the stream, and what it heard since is held.
    struct Passing {
        Reply<std::shared_ptr<Stream>> reply;
        size_t awaited;
    };
    auto passing = std::make_shared<Passing>(Passing{{}, m_siblings.size()});
    auto future = passing->reply.future();
    SessionLoop* keeper = m_siblings[size_t(home)];
    for (SessionLoop* sibling : m_siblings) {
        sibling->executor().post([keeper, id, session, passing] {
            keeper->executor().post([keeper, id, session, passing] {
                if (--passing->awaited == 0)
                    passing->reply.answer(std::shared_ptr<Stream>(keeper->surrender(id, session)));
            });
        });
    }
    return future;
}

QCoro::Task<SessionLoop::Resumption> SessionLoop::resume(
    std::shared_ptr<ClientConnection> connection, protocol::StreamMark offered)
{
    const StreamId fresh = connection->stream()->id();
    const SessionId session = connection->identity()->session;
    Resumption outcome{{fresh, 0}, false, {}};

    const auto home = m_services.streams.find(offered.id);
    if (!home || offered.id == fresh)
        co_return outcome;
    std::unique_ptr<Stream> earlier;
    if (*home == m_index) {
        earlier = surrender(offered.id, session);
    } else {
        auto fetched = co_await fetch(*home, offered.id, session);
        if (fetched && *fetched)
            earlier = std::make_unique<Stream>(std::move(**fetched));
    }
    if (!earlier)
        co_return outcome;
    m_services.streams.remove(offered.id);
    if (!connection->stream()) { // gone again meanwhile: it waits here for the next attempt
        streamDetached(keep(std::move(earlier)));
        co_return outcome;
    }
    auto missed = earlier->after(offered.received);
    if (!missed) // too long ago
        co_return outcome;

    earlier->acknowledge(offered.received);
    drop(fresh);
    connection->adopt(keep(std::move(earlier)));
    outcome.mark = offered;
    outcome.resumed = true;
    outcome.missed = std::move(*missed);
    co_return outcome;
}

void SessionLoop::streamDetached(Stream& stream)
{
    stream.connection = nullptr;
    const quint64 generation = ++stream.generation;
    if (stream.hasHole())
        return drop(stream.id());
    m_executor.postAfter(limits().streamKeepMs, [this, id = stream.id(), generation] {
        Stream* kept = m_streams.find(id);
        if (kept && kept->generation == generation)
            drop(id);
    });
}

void SessionLoop::endSession(const Revocation& revocation)
{
    const QByteArray ending = endingFrame(revocation);
    const CloseCode code = closeCodeOf(revocation.reason);
    const QString reason = reasonOf(revocation.reason);
    for (Stream* stream : m_streams.ofSession(revocation.session)) {
        if (ClientConnection* connection = stream->connection)
            connection->sessionEnded(code, reason, ending);
        drop(stream->id());
    }
}

void SessionLoop::restartStreams()
{
    for (Stream* stream : m_streams.all()) {
        // Not all at the same time.
        const int retryMs = QRandomGenerator::global()->bounded(kRestartSpreadMs);
        if (ClientConnection* connection = stream->connection)
            connection->streamLost(QStringLiteral("retry_after_ms=%1").arg(retryMs));
        drop(stream->id());
    }
}

QCoro::Task<> SessionLoop::pause(qint64 ms)
{
    Reply<int> reply;
    auto later = reply.future();
    m_executor.postAfter(ms, [reply = std::move(reply)]() mutable { reply.answer(0); });
    co_await later;
}

QCoro::Task<Result<void>> SessionLoop::drain(qint64 retryAfterMs)
{
    m_draining = true;
    m_retryAfterMs = retryAfterMs;
    for (qint64 waited = 0; m_inFlight > 0 && waited < kInFlightMs; waited += kPauseMs)
        co_await pause(kPauseMs);
    if (m_inFlight > 0)
        qCWarning(lcSessions, "%d requests are still under way: ending without them", m_inFlight);
    co_return Result<void>();
}

void SessionLoop::abandon()
{
    for (const auto& [key, connection] : m_connections)
        connection->abandon();
    m_connections.clear();
}

QCoro::Task<Result<void>> SessionLoop::closeAll()
{
    auto ending = std::make_shared<Event>();
    ending->frame = protocol::notification(
        protocol::SessionEnding{QStringLiteral("draining"), m_retryAfterMs, std::nullopt, std::nullopt});
    const QString reason = QStringLiteral("retry_after_ms=%1").arg(m_retryAfterMs);
    const auto connections = m_connections; // closing removes them
    for (const auto& [key, connection] : connections) {
        connection->deliver(ending);
        connection->close(CloseCode::Draining, reason);
    }
    while (!m_connections.empty())
        co_await pause(kPauseMs);
    co_return Result<void>();
}

} // namespace madang::server
