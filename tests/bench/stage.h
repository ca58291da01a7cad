#pragma once

#include "tests/bench/crowd.h"
#include "tests/bench/processes.h"

#include <memory>
#include <string>
#include <vector>

class QTemporaryDir;

namespace madang::test {
class PostgresServer;
class RedisServer;
} // namespace madang::test

namespace madang::bench {

// Where a server that is started keeps everything.
enum class Stores {
    Sqlite, // in its data folder
    Postgres, // in a PostgreSQL of the bench's own
    Group, // and a Redis before it, as where several servers are one
};

// Which server is measured, and how people get into it.
struct Setup {
    std::string url; // "ws://host:port/ws" of a server that runs; empty: start one
    std::string binary; // of the server to start
    std::string data; // its data folder; empty: a fresh one, removed afterwards
    Stores stores = Stores::Sqlite;
    int loops = 0; // 0: the server's own choice
    std::vector<std::string> serverArguments;
    bool registers = false; // people register over the wire; else the data folder is filled before the start
    bool keeps = false; // the fresh data folder stays
    int window = 256; // people who connect and sign in at a time
};

// A server with people signed in, ready for a load.
class Stage {
public:
    explicit Stage(Progress& progress);
    ~Stage();

    // False: problem() says why.
    [[nodiscard]] bool raise(const Setup& setup, int people, int roomSize);
    [[nodiscard]] EpollLoop& loop() noexcept { return m_loop; }
    [[nodiscard]] Crowd& crowd() noexcept { return *m_crowd; }
    [[nodiscard]] pid_t server() const noexcept { return m_server.process(); }
    // Of the resident set, per connection that signed in and read its room list; 0 for a server of others.
    [[nodiscard]] std::int64_t bytesPerConnection() const noexcept { return m_bytesPerConnection; }
    [[nodiscard]] double signInsPerSecond() const noexcept { return m_signInsPerSecond; }
    [[nodiscard]] const std::string& problem() const noexcept { return m_problem; }

private:
    [[nodiscard]] bool startStores(const Setup& setup);
    [[nodiscard]] bool prepareData(const Setup& setup, Population& population);
    [[nodiscard]] bool startServer(const Setup& setup, Endpoint& endpoint);
    bool fail(std::string problem);

    Progress& m_progress;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_data;
    std::string m_database; // URL; empty: the server's own choice in the data folder
    std::unique_ptr<test::PostgresServer> m_postgres;
    std::unique_ptr<test::RedisServer> m_redis;
    EpollLoop m_loop;
    ServerProcess m_server;
    std::unique_ptr<Crowd> m_crowd; // goes before the server does
    std::int64_t m_bytesPerConnection = 0;
    double m_signInsPerSecond = 0;
    std::string m_problem;
};

} // namespace madang::bench
