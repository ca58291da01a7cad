#include "client/net/connection.h"

#include "shared/protocol/events.h"

#include <QtCore/QLoggingCategory>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcNet, "madang.net")

constexpr int closeDraining = 1001;
constexpr int closeRevoked = 4002;
constexpr int closeReplaced = 4003;
constexpr qint64 quietRetryMs = 1000; // a shorter wait is not worth showing as "offline"

// Events that are not known to be counted are not counted: to have counted too few only makes the
// server repeat some, and applying an event twice changes nothing.
bool isCounted(const QString& name)
{
    bool counted = false;
    protocol::forEachType(protocol::AllEvents{}, [&]<class T>(std::type_identity<T>) {
        if (T::counted && name == T::event)
            counted = true;
    });
    return counted;
}

std::optional<qint64> retryAfter(const QString& closeReason)
{
    static constexpr QLatin1String key("retry_after_ms=");
    const qsizetype at = closeReason.indexOf(key);
    if (at < 0)
        return std::nullopt;
    bool number = false;
    const qint64 ms = closeReason.mid(at + key.size()).toLongLong(&number);
    return number ? std::optional(ms) : std::nullopt;
}

bool endsSession(const Error& error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::Expired
        || error.code == ErrorCode::Forbidden;
}
} // namespace

Connection::Connection(TransportFactory transports, TokenVault& vault, const Clock& clock,
    ConnectionTiming timing, Backoff::Random random, QObject* parent)
    : QObject(parent)
    , m_transports(std::move(transports))
    , m_vault(vault)
    , m_clock(clock)
    , m_timing(timing)
    , m_backoff(timing.backoffBaseMs, timing.backoffCapMs, std::move(random))
    , m_stream(timing.ackEveryEvents)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Connection::retryNow);
    m_ack.setInterval(int(timing.ackEveryMs));
    connect(&m_ack, &QTimer::timeout, this, &Connection::acknowledge);
    m_watch.setInterval(int(std::max<qint64>(timing.pingAfterMs / 4, 10)));
    connect(&m_watch, &QTimer::timeout, this, &Connection::watch);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, [this] { refreshAhead(); });
}

Connection::~Connection()
{
    stop();
}

qint64 Connection::retryInMs() const
{
    return m_retry.isActive() ? m_retry.remainingTime() : 0;
}

void Connection::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    qCInfo(lcNet) << "state" << state;
    Q_EMIT stateChanged();
}

RpcClient* Connection::makeLink()
{
    dropLink();
    ++m_turn;
    m_retry.stop();
    m_retryAfterMs.reset();
    m_heardAt = m_clock.steadyMs();
    m_probed = false;
    m_rpc = new RpcClient(m_transports(), m_timing.requestMs, this);
    connect(m_rpc, &RpcClient::notified, this, &Connection::receive);
    connect(m_rpc, &RpcClient::heard, this, [this] {
        m_heardAt = m_clock.steadyMs();
        m_probed = false;
    });
    connect(m_rpc, &RpcClient::closed, this, &Connection::linkClosed);
    connect(m_rpc, &RpcClient::garbled, this, [this](const QString& problem) {
        qCWarning(lcNet).noquote() << "unreadable frame from the server:" << problem;
        // It may have been a counted event: only a comparison of everything makes sure.
        m_stream.forget();
        m_rpc->abort();
    });
    return m_rpc;
}

void Connection::dropLink()
{
    m_ack.stop();
    m_watch.stop();
    m_refresh.stop();
    if (RpcClient* rpc = std::exchange(m_rpc, nullptr)) {
        rpc->disconnect(this);
        rpc->close();
        rpc->abort();
        rpc->deleteLater();
    }
}

void Connection::start(const QUrl& server)
{
    m_server = server;
    m_mode = Mode::Running;
    m_backoff.reset();
    m_stream.forget();
    retryNow();
}

void Connection::retryNow()
{
    if (m_mode != Mode::Running || isConnected())
        return;
    makeLink();
    setState(State::Connecting);
    attempt(m_turn);
}

void Connection::stop()
{
    ++m_turn;
    m_mode = Mode::Idle;
    m_retry.stop();
    dropLink();
    setState(State::SignedOut);
}

QCoro::Task<void> Connection::attempt(quint64 turn)
{
    // Where the link closes meanwhile, linkClosed() plans the next attempt: here only what the server says.
    const Result<void> opened = co_await m_rpc->open(m_server);
    if (turn != m_turn || !opened)
        co_return;
    const Result<protocol::AuthResume::Result> resumed = co_await resume(turn);
    if (turn != m_turn || !m_rpc || !m_rpc->isOpen())
        co_return;
    if (!resumed) {
        const Error& error = resumed.error();
        if (endsSession(error)) {
            const End end = error.code == ErrorCode::Forbidden ? End::Revoked : End::Expired;
            endSession(end);
            co_return;
        }
        qCWarning(lcNet).noquote() << "resume refused:" << error.message;
        m_retryAfterMs = error.retryAfterMs;
        m_rpc->abort();
        co_return;
    }
    online(resumed->user, resumed->resumed);
}

QCoro::Task<Result<protocol::AuthResume::Result>> Connection::resume(quint64 turn)
{
    const std::optional<protocol::Tokens> held = m_vault.tokens();
    if (!held)
        co_return Error::unauthenticated(QStringLiteral("No session."));
    bool refreshed = false;
    if (m_accessRejected || held->accessExpiresAt <= m_clock.nowMs()) {
        const Result<void> fresh = co_await refresh(turn);
        if (!fresh)
            co_return fresh.error();
        refreshed = true;
    }
    for (;;) {
        if (turn != m_turn)
            co_return Error::unavailable(QStringLiteral("Given up."));
        const std::optional<protocol::Tokens> tokens = m_vault.tokens();
        if (!tokens)
            co_return Error::unauthenticated(QStringLiteral("No session."));
        protocol::AuthResume::Params params;
        params.accessToken = tokens->accessToken;
        if (const auto point = m_stream.point())
            params.stream = protocol::StreamMark{point->id, point->received};
        Result<protocol::AuthResume::Result> result
            = co_await m_rpc->call<protocol::AuthResume>(std::move(params));
        if (turn != m_turn)
            co_return Error::unavailable(QStringLiteral("Given up."));
        if (result) {
            m_stream.begin(result->stream.id, result->stream.received);
            co_return result;
        }
        if (refreshed || !endsSession(result.error()))
            co_return result;
        // Expired by the server's clock, or signed by a key that is no longer used.
        const Result<void> fresh = co_await refresh(turn);
        if (!fresh)
            co_return fresh.error();
        refreshed = true;
    }
}

QCoro::Task<Result<void>> Connection::refresh(quint64 turn)
{
    const std::optional<protocol::Tokens> held = m_vault.tokens();
    if (!held)
        co_return Error::unauthenticated(QStringLiteral("No session."));
    if (m_refreshing)
        co_return Error::unavailable(QStringLiteral("A refresh is already under way."));
    m_refreshing = true;
    protocol::AuthRefresh::Params params;
    params.refreshToken = held->refreshToken;
    const Result<protocol::AuthRefresh::Result> result
        = co_await m_rpc->call<protocol::AuthRefresh>(std::move(params));
    if (!result) {
        m_refreshing = false;
        co_return result.error();
    }
    // The old token is spent whatever becomes of this turn: keep the new one first.
    co_await m_vault.store(result->tokens);
    m_refreshing = false;
    m_accessRejected = false;
    if (turn != m_turn)
        co_return Error::unavailable(QStringLiteral("Given up."));
    co_return Result<void>();
}

QCoro::Task<void> Connection::refreshAhead()
{
    if (!isConnected() || m_refreshing)
        co_return;
    const quint64 turn = m_turn;
    const Result<void> fresh = co_await refresh(turn);
    if (turn != m_turn || !isConnected())
        co_return;
    if (!fresh && endsSession(fresh.error())) {
        endSession(End::Expired);
        co_return;
    }
    planRefresh();
}

void Connection::planRefresh()
{
    if (const auto tokens = m_vault.tokens()) {
        const qint64 ahead = tokens->accessExpiresAt - m_clock.nowMs() - m_timing.refreshAheadMs;
        m_refresh.start(int(std::clamp<qint64>(ahead, m_timing.refreshLeastMs, 86'400'000)));
    }
}

QCoro::Task<Result<protocol::User>> Connection::login(QUrl server, protocol::AuthLogin::Params params)
{
    return begin<protocol::AuthLogin>(std::move(server), std::move(params));
}

QCoro::Task<Result<protocol::User>> Connection::registerAccount(
    QUrl server, protocol::AuthRegister::Params params)
{
    return begin<protocol::AuthRegister>(std::move(server), std::move(params));
}

template <class M>
QCoro::Task<Result<protocol::User>> Connection::begin(QUrl server, typename M::Params params)
{
    stop();
    m_mode = Mode::LoggingIn;
    m_backoff.reset();
    m_server = std::move(server);
    m_stream.forget();
    RpcClient* rpc = makeLink();
    const quint64 turn = m_turn;
    setState(State::Connecting);
    const auto giveUp = [this, turn](Error error) {
        if (turn == m_turn)
            stop();
        return error;
    };
    const Result<void> opened = co_await rpc->open(m_server);
    if (turn != m_turn || !opened) {
        Error error = opened ? Error::unavailable(QStringLiteral("Given up.")) : opened.error();
        error.field = QStringLiteral("server");
        co_return giveUp(std::move(error));
    }
    const Result<protocol::LoginResult> result = co_await rpc->template call<M>(std::move(params));
    if (turn != m_turn || !result) {
        Error error = result ? Error::unavailable(QStringLiteral("Given up.")) : result.error();
        if (error.code == ErrorCode::Unavailable)
            error.field = QStringLiteral("server");
        co_return giveUp(std::move(error));
    }
    m_stream.begin(result->stream.id, result->stream.received);
    m_mode = Mode::Running;
    m_accessRejected = false;
    // Not waited for: a keychain may want to be unlocked first, and who crashes before that signs in again.
    m_vault.store(result->tokens);
    const protocol::User me = result->user;
    online(me, false);
    co_return me;
}

void Connection::online(const protocol::User& me, bool resumed)
{
    m_onlineAt = m_clock.steadyMs();
    m_ack.start();
    m_watch.start();
    planRefresh();
    const quint64 turn = m_turn;
    setState(State::Connected);
    qCInfo(lcNet) << "logged in, resumed" << resumed;
    Q_EMIT loggedIn(me);
    if (turn == m_turn)
        Q_EMIT sessionStarted(me, resumed);
}

void Connection::receive(const protocol::Notification& notification)
{
    // online() runs inside the answer that logs in, so no event of the session comes before it.
    if (!isConnected())
        return;
    const bool counted = isCounted(notification.method);
    if (notification.method == protocol::SessionEnding::event) {
        if (const auto ending = protocol::decode<protocol::SessionEnding>(notification.params))
            m_retryAfterMs = ending->retryAfterMs;
    }
    Q_EMIT notified(notification);
    if (!counted)
        return;
    m_stream.count();
    if (m_stream.ackDue())
        acknowledge();
}

void Connection::acknowledge()
{
    const auto point = m_stream.point();
    if (!point || !m_stream.ackPending() || !m_rpc)
        return;
    protocol::StreamAck::Params params;
    params.received = point->received;
    m_rpc->notify<protocol::StreamAck>(params);
    m_stream.acked();
}

void Connection::watch()
{
    const qint64 silent = m_clock.steadyMs() - m_heardAt;
    if (silent >= m_timing.silenceMs) {
        qCInfo(lcNet) << "silent for" << silent << "ms";
        m_rpc->abort();
    } else if (silent >= m_timing.pingAfterMs && !m_probed) {
        m_probed = true;
        m_rpc->ping();
    }
}

void Connection::linkClosed(int code, const QString& reason, const QString& error)
{
    qCInfo(lcNet).noquote() << "connection closed, code" << code << reason << error;
    if (m_mode == Mode::LoggingIn)
        return; // begin() has the answer
    // A server that lets in and throws out again at once must not be stormed.
    if (isConnected() && m_clock.steadyMs() - m_onlineAt >= m_timing.stableMs)
        m_backoff.reset();
    const std::optional<qint64> told = retryAfter(reason);
    const std::optional<qint64> wait = told ? told : m_retryAfterMs;
    ++m_turn;
    dropLink();
    if (m_mode != Mode::Running)
        return;
    switch (code) {
    case closeRevoked:
        endSession(End::Revoked);
        return;
    case closeReplaced:
        m_stream.forget();
        setState(State::Replaced);
        return;
    default:
        schedule(wait, code == closeDraining);
    }
}

void Connection::schedule(std::optional<qint64> retryAfterMs, bool draining)
{
    const qint64 delay = m_backoff.next(retryAfterMs);
    qCInfo(lcNet) << "next attempt in" << delay << "ms";
    m_retry.start(int(std::min<qint64>(delay, 86'400'000)));
    // A first, short wait is part of connecting; people need not read about it.
    const bool quiet = delay < quietRetryMs && m_backoff.failures() <= 1;
    setState(draining ? State::Draining : quiet ? State::Connecting : State::Offline);
}

void Connection::rejected(quint64 turn)
{
    if (turn != m_turn || !isConnected())
        return;
    m_accessRejected = true;
    m_rpc->abort();
}

QCoro::Task<void> Connection::logout()
{
    if (isConnected()) {
        protocol::AuthLogout::Params params;
        const auto answered = co_await m_rpc->call<protocol::AuthLogout>(params);
        if (!answered)
            qCInfo(lcNet).noquote() << "logout not confirmed:" << answered.error().message;
    }
    if (m_mode == Mode::Running)
        endSession(End::Asked);
}

void Connection::forget()
{
    if (m_mode == Mode::Running)
        endSession(End::Asked);
}

void Connection::endSession(End reason)
{
    m_stream.forget();
    stop();
    m_vault.clear(); // nobody waits for the keychain to be unlocked for this
    qCInfo(lcNet) << "session ended" << reason;
    Q_EMIT sessionEnded(reason);
}

} // namespace madang::client
