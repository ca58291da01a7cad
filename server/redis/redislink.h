#pragma once

#include "server/redis/redisoptions.h"
#include "shared/core/executor.h"

#include <QtCore/QObject>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QTcpSocket>
#include <deque>
#include <memory>

namespace madang::server {

// A connection to Redis that comes back by itself: socket, TLS, greeting, backoff. What RedisClient and
// RedisSubscriber have in common; on one thread. A callback may close or delete the link.
class RedisLink final : public QObject {
    Q_OBJECT

public:
    struct Owner {
        // Greeted: commands may be written.
        UniqueFunction<void()> ready;
        UniqueFunction<void(RespValue value)> received;
        // The connection, or the attempt to have one, has failed; another follows after the pause.
        UniqueFunction<void(const QString& reason)> lost;
        // Commands that go behind the greeting, before ready(): appends them and says how many. Their answers
        // are not passed on; errors are logged.
        UniqueFunction<int(QByteArray& out)> prepare;
    };

    RedisLink(Executor& executor, RedisOptions options, Owner owner);
    ~RedisLink() override;

    void open();
    // Disconnects without a word to the owner, and stays so.
    void close();
    // Ends the connection for a reason, with lost(), and begins the next one.
    void fail(const QString& reason);
    void write(const QByteArray& bytes);

    [[nodiscard]] bool isReady() const noexcept { return m_state == State::Ready; }
    [[nodiscard]] const RedisOptions& options() const noexcept { return m_options; }
    // When bytes last came, by steadyMs().
    [[nodiscard]] qint64 heardMs() const noexcept { return m_heardMs; }
    [[nodiscard]] static qint64 steadyMs();

private:
    enum class State { Closed, Pausing, Connecting, Ready };
    // What an answer of the greeting is the answer to.
    enum class Step { Hello, Auth, Name, Select, Prepared, Ping, Examined };

    void connectNow();
    [[nodiscard]] Result<QSslConfiguration> tlsConfiguration() const;
    void socketConnected();
    void socketFailed();
    void greet();
    void prepare(bool withAuth);
    void ask(QByteArray& out, Step step, const RedisCommand& command);
    void greetingAnswered(const RespValue& value);
    void examine();
    void read();
    void pause();
    void drop();
    void after(qint64 delayMs, void (RedisLink::*what)());
    void connectTimedOut();

    Executor& m_executor;
    const RedisOptions m_options;
    Owner m_owner;
    State m_state = State::Closed;
    QTcpSocket* m_socket = nullptr; // deleted later, as it may be let go inside its own signal
    RespParser m_parser;
    std::vector<RespValue> m_values; // kept for its room
    std::deque<Step> m_steps; // of the greeting, not answered yet
    std::vector<RespValue> m_examined; // answers
    quint64 m_turn = 0; // of the state: what was posted for an earlier one is stale
    qint64 m_backoffMs = 0;
    qint64 m_heardMs = 0;
    qint64 m_readyMs = 0; // since when
    QString m_lastReason; // logged; empty while there is a connection
    std::shared_ptr<RedisLink*> m_self; // for what is posted and for callbacks that delete us
};

} // namespace madang::server
