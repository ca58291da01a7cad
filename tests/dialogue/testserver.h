#pragma once

#include "tests/dialogue/peer.h"
#include "tests/dialogue/stores.h"

namespace madang::test {

// The server on stores of its own, or beside others on the same, without a network. Passwords are hashed
// cheaply.
class TestServer {
public:
    using Tune = std::function<void(server::ChatServer::Options&)>;

    explicit TestServer(const Tune& tune = {});
    explicit TestServer(std::shared_ptr<Stores> stores, const Tune& tune = {});
    ~TestServer();

    // A new connection, on the loops in turn or on a certain one.
    [[nodiscard]] Peer connect(int loop = -1, const QHostAddress& address = QHostAddress::LocalHost);
    // One that has made an account of a handle that nobody had before.
    [[nodiscard]] Peer person(const QString& name = QStringLiteral("someone"), int loop = -1);
    // Stops the server and starts it again on the same stores.
    void restart();
    [[nodiscard]] server::ChatServer& server() { return *m_server; }

private:
    std::shared_ptr<Stores> m_stores;
    Tune m_tune;
    std::unique_ptr<server::ChatServer> m_server;
    int m_next = 0;
    int m_people = 0;
};

} // namespace madang::test
