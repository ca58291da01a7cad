#include "tests/bench/stage.h"

#include "tests/bench/seed.h"
#include "tests/support/postgresserver.h"
#include "tests/support/redisserver.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <arpa/inet.h>
#include <netdb.h>

namespace madang::bench {

namespace {

constexpr std::int64_t settleNs = 2'000'000'000; // what signing in left behind is freed by then

bool resolve(const std::string& url, Endpoint& endpoint)
{
    const QUrl parsed(QString::fromStdString(url));
    if (parsed.scheme() != QLatin1String("ws") || parsed.host().isEmpty())
        return false;
    endpoint.port = std::uint16_t(parsed.port(80));
    endpoint.host = parsed.authority().toStdString();
    endpoint.path = parsed.path().isEmpty() ? "/ws" : parsed.path().toStdString();
    addrinfo hints{};
    hints.ai_family = AF_INET;
    addrinfo* found = nullptr;
    if (getaddrinfo(parsed.host().toStdString().c_str(), nullptr, &hints, &found) != 0)
        return false;
    endpoint.address = reinterpret_cast<const sockaddr_in*>(found->ai_addr)->sin_addr;
    freeaddrinfo(found);
    return true;
}

} // namespace

Stage::Stage(Progress& progress)
    : m_progress(progress)
{
}

Stage::~Stage()
{
    m_crowd.reset();
    if (m_server.process() >= 0)
        m_progress.say("stopping the server");
}

bool Stage::fail(std::string problem)
{
    m_problem = std::move(problem);
    return false;
}

bool Stage::startStores(const Setup& setup)
{
    if (setup.stores == Stores::Sqlite) {
        m_database = "sqlite:" + m_data + "/madang.db";
        return true;
    }
    m_progress.say("starting PostgreSQL");
    // As it is installed, but for what a company would give it of memory and connections.
    m_postgres = std::make_unique<test::PostgresServer>(QStringList{QStringLiteral("shared_buffers=1GB"),
        QStringLiteral("max_wal_size=4GB"), QStringLiteral("max_connections=100")});
    m_database = m_postgres->url().toStdString();
    if (setup.stores == Stores::Group) {
        m_progress.say("starting Redis");
        m_redis = std::make_unique<test::RedisServer>();
        if (!m_redis->start())
            return fail("redis-server did not start: " + m_redis->failure().toStdString());
    }
    return true;
}

bool Stage::prepareData(const Setup& setup, Population& population)
{
    m_data = setup.data;
    if (m_data.empty()) {
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + QLatin1String("/madang-bench-XXXXXX"));
        m_folder->setAutoRemove(!setup.keeps);
        m_data = m_folder->path().toStdString();
        if (setup.keeps)
            m_progress.say("data folder: " + m_data);
    }
    if (!startStores(setup))
        return false;
    if (setup.registers)
        return true;
    std::string problem;
    const auto show = [this](const std::string& line) {
        if (m_progress.isDue())
            m_progress.show(line);
    };
    return seed(m_database, population, show, problem) || fail("cannot fill " + m_data + ": " + problem);
}

bool Stage::startServer(const Setup& setup, Endpoint& endpoint)
{
    std::vector<std::string> arguments = setup.serverArguments;
    arguments.insert(arguments.end(), {"--database", m_database});
    if (m_redis)
        arguments.insert(arguments.end(), {"--redis", m_redis->url().toStdString()});
    if (setup.loops > 0)
        arguments.insert(arguments.end(), {"--loops", std::to_string(setup.loops)});
    if (!m_server.start(setup.binary, m_data, m_data + "/bench-server.log", arguments))
        return fail(m_server.problem());
    endpoint.address.s_addr = htonl(INADDR_LOOPBACK);
    endpoint.port = m_server.port();
    endpoint.host = "127.0.0.1:" + std::to_string(m_server.port());
    return true;
}

bool Stage::raise(const Setup& setup, int people, int roomSize)
{
    Population population;
    population.people = people;
    population.roomSize = roomSize;
    Endpoint endpoint;
    if (!setup.url.empty()) {
        if (!resolve(setup.url, endpoint))
            return fail("not an address of a server: " + setup.url);
    } else if (!prepareData(setup, population) || !startServer(setup, endpoint)) {
        return false;
    }
    const std::int64_t before = server() < 0 ? 0 : useOf(server()).residentBytes;
    m_crowd = std::make_unique<Crowd>(m_loop, endpoint, std::move(population), m_progress);
    if (!m_crowd->signIn(setup.window) || !m_crowd->enterRooms(setup.window))
        return fail(m_crowd->problem());
    m_signInsPerSecond = people / std::max(1e-9, m_crowd->arrival().seconds);
    for (const std::int64_t until = steadyNs() + settleNs; steadyNs() < until;)
        m_loop.turn(until, [] {});
    if (server() >= 0)
        m_bytesPerConnection = (useOf(server()).residentBytes - before) / people;
    return true;
}

} // namespace madang::bench
