#pragma once

#include "client/net/backoff.h"
#include "client/net/rpcclient.h"
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/net/streamcounter.h"
#include "client/net/tokenvault.h"
#include "shared/core/clock.h"
#include "shared/protocol/authmethods.h"
#endif

#include <QtCore/QUrl>

namespace madang::client {

// What is waited for, in ms.
struct ConnectionTiming {
    qint64 backoffBaseMs = 500;
    qint64 backoffCapMs = 30'000;
    qint64 stableMs = 10'000; // a connection that lasted this long was a success for the backoff
    qint64 requestMs = 20'000; // for one answer, and for a socket to open
    qint64 pingAfterMs = 20'000; // of silence: ask for a sign of life
    qint64 silenceMs = 35'000; // of silence: the connection is dead
    qint64 ackEveryMs = 30'000; // PROTOCOL.md, streams
    qint64 ackEveryEvents = 100;
    qint64 refreshAheadMs = 60'000; // before the access token expires
    qint64 refreshLeastMs = 30'000; // between two refreshes of one connection, however wrong the clock is
};

// The client's one line to its server: logs in, and from then on keeps itself connected until the
// session ends. Resumes its stream after a break, refreshes tokens, acknowledges events.
//
// All on one thread. Whoever awaits a call must outlive it; stop() ends all of them.
class Connection : public QObject {
    Q_OBJECT

public:
    enum class State {
        SignedOut, // no session; login() or start() begins one
        Connecting, // an attempt is running, or about to
        Connected, // logged in
        Offline, // waits before the next attempt
        Draining, // the server goes down and said when to come back
        Replaced, // another window took this stream over: waits for retryNow()
    };
    Q_ENUM(State)
    enum class End { Asked, Revoked, Expired };
    Q_ENUM(End)

    Connection(TransportFactory transports, TokenVault& vault, const Clock& clock,
        ConnectionTiming timing = {}, Backoff::Random random = systemRandom(), QObject* parent = nullptr);
    ~Connection() override;

    [[nodiscard]] State state() const noexcept { return m_state; }
    [[nodiscard]] const QUrl& server() const noexcept { return m_server; }
    [[nodiscard]] bool isConnected() const noexcept { return m_state == State::Connected; }
    // ms until the next attempt; 0 when none is planned.
    [[nodiscard]] qint64 retryInMs() const;

    // Goes on with the session whose tokens are in the vault.
    void start(const QUrl& server);
    // Begins a new session. `unavailable` with the field "server" when the server cannot be reached.
    [[nodiscard]] QCoro::Task<Result<protocol::User>> login(QUrl server, protocol::AuthLogin::Params params);
    [[nodiscard]] QCoro::Task<Result<protocol::User>> registerAccount(
        QUrl server, protocol::AuthRegister::Params params);
    // Ends the session here and, where the server can be reached, there.
    QCoro::Task<void> logout();
    // The same without a word to the server, where the account is gone.
    void forget();
    void retryNow();
    // Lets go of the server; the session stays. Every pending call is answered before this returns.
    void stop();

    // `unavailable` at once when not connected.
    template <class M> [[nodiscard]] QCoro::Task<Result<typename M::Result>> call(typename M::Params params)
    {
        if (!isConnected())
            co_return Error::unavailable(QStringLiteral("Not connected."));
        const quint64 turn = m_turn;
        Result<typename M::Result> result = co_await m_rpc->call<M>(std::move(params));
        if (!result && result.error().code == ErrorCode::Unauthenticated)
            rejected(turn);
        co_return result;
    }

Q_SIGNALS:
    void stateChanged();
    // Logged in, before anything else is told: who it is.
    void loggedIn(const madang::protocol::User& me);
    // Not resumed: events may have been missed, everything has to be compared.
    void sessionStarted(const madang::protocol::User& me, bool resumed);
    // An event, in order, after sessionStarted.
    void notified(const madang::protocol::Notification& notification);
    void sessionEnded(madang::client::Connection::End reason);

private:
    enum class Mode { Idle, LoggingIn, Running };

    void setState(State state);
    RpcClient* makeLink();
    void dropLink();
    template <class M> QCoro::Task<Result<protocol::User>> begin(QUrl server, typename M::Params params);
    QCoro::Task<void> attempt(quint64 turn);
    QCoro::Task<Result<protocol::AuthResume::Result>> resume(quint64 turn);
    // Error: `unauthenticated` when the session is over.
    QCoro::Task<Result<void>> refresh(quint64 turn);
    QCoro::Task<void> refreshAhead();
    void online(const protocol::User& me, bool resumed);
    void receive(const protocol::Notification& notification);
    void linkClosed(int code, const QString& reason, const QString& error);
    void schedule(std::optional<qint64> retryAfterMs, bool draining);
    void rejected(quint64 turn);
    void endSession(End reason);
    void acknowledge();
    void watch();
    void planRefresh();

    TransportFactory m_transports;
    TokenVault& m_vault;
    const Clock& m_clock;
    ConnectionTiming m_timing;
    Backoff m_backoff;
    StreamCounter m_stream;
    QUrl m_server;
    Mode m_mode = Mode::Idle;
    State m_state = State::SignedOut;
    // Grows with each attempt: what was begun in an earlier turn has no say any more.
    quint64 m_turn = 0;
    RpcClient* m_rpc = nullptr; // child; deleted later, since it may be the one that calls
    std::optional<qint64> m_retryAfterMs;
    bool m_accessRejected = false;
    bool m_refreshing = false;
    bool m_probed = false;
    qint64 m_heardAt = 0; // steady
    qint64 m_onlineAt = 0; // steady
    QTimer m_retry;
    QTimer m_ack;
    QTimer m_watch;
    QTimer m_refresh;
};

} // namespace madang::client
