#include "tests/dialogue/testserver.h"

#include "server/eventloop/loopgroup.h"

namespace madang::test {

TestServer::TestServer(const Tune& tune)
    : TestServer(std::make_shared<Stores>(), tune)
{
}

TestServer::TestServer(std::shared_ptr<Stores> stores, const Tune& tune)
    : m_stores(std::move(stores))
    , m_tune(tune)
{
    restart();
}

TestServer::~TestServer() = default;

void TestServer::restart()
{
    m_server.reset();
    server::ChatServer::Options options;
    m_stores->use(options);
    options.loops = 2;
    options.name = QStringLiteral("Test");
    // The least that libsodium takes: what is tested here is not the strength of passwords.
    options.hashing.passes = 1;
    options.hashing.memory = 8192;
    // Tests talk faster than people.
    options.limits.personMessages = {100'000, 100'000};
    options.limits.personRequests = {100'000, 100'000};
    options.limits.connectionRequests = {100'000, 100'000};
    options.limits.personRooms = {100'000, 100'000};
    if (m_tune)
        m_tune(options);
    m_server = std::make_unique<server::ChatServer>(std::move(options));
    if (auto started = m_server->start(); !started)
        qFatal("the server did not start: %s", qPrintable(started.error().message));
}

Peer TestServer::connect(int loop, const QHostAddress& address)
{
    return Peer(m_server->sessions(loop >= 0 ? loop : m_next++ % m_server->loops().size()), address);
}

Peer TestServer::person(const QString& name, int loop)
{
    Peer peer = connect(loop);
    peer.registerAs(name + QString::number(++m_people));
    return peer;
}

} // namespace madang::test
