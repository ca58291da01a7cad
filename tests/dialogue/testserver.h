#pragma once

#include "server/app/chatserver.h"
#include "tests/dialogue/peer.h"

#include <QtCore/QTemporaryDir>

namespace madang::test {

// The server on a database of its own in a temporary folder, without a network. Passwords are hashed cheaply.
class TestServer {
public:
    using Tune = std::function<void(server::ChatServer::Options&)>;

    explicit TestServer(const Tune& tune = {});
    ~TestServer();

    // A new connection, on the loops in turn or on a certain one.
    [[nodiscard]] Peer connect(int loop = -1, const QHostAddress& address = QHostAddress::LocalHost);
    // One that has made an account of a handle that nobody had before.
    [[nodiscard]] Peer person(const QString& name = QStringLiteral("someone"), int loop = -1);
    // Stops the server and starts it again on the same folder.
    void restart();
    [[nodiscard]] server::ChatServer& server() { return *m_server; }

private:
    QTemporaryDir m_folder;
    Tune m_tune;
    std::unique_ptr<server::ChatServer> m_server;
    int m_next = 0;
    int m_people = 0;
};

} // namespace madang::test
