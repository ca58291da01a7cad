#include "server/app/application.h"

#include "server/acceptor/acceptor.h"
#include "server/app/chatserver.h"
#include "server/eventloop/loopexecutor.h"
#include "server/sessions/sessionloop.h"
#include "server/sessions/websockettransport.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>
#include <QtWebSockets/QWebSocket>

namespace madang::server {

Q_LOGGING_CATEGORY(lcApp, "madang.app", QtInfoMsg)

namespace {

// How long a stopping server waits for what is under way before it gives up on it.
constexpr qint64 kDrainMs = 10'000;

Result<ChatServer::Options> serverOptions(const Options& options)
{
    auto database = options.database.isEmpty() ? DatabaseAddress::inFolder(options.data)
                                               : DatabaseAddress::fromUrl(options.database);
    if (!database)
        return std::move(database).error();
    ChatServer::Options server;
    server.database = std::move(database).value();
    server.loops = options.loops;
    server.name = options.name;
    server.auth.accessTtlMs = options.accessTtlMs;
    server.auth.refreshTtlMs = options.refreshTtlMs;
    server.auth.registrationOpen = options.registrationOpen;
    server.limits.limitLoopback = options.limitLoopback;
    return server;
}

} // namespace

struct Application::Parts {
    Options options;
    LoopExecutor main;
    std::unique_ptr<ChatServer> server;
    std::unique_ptr<Acceptor> acceptor;
    bool stopping = false;

    Result<void> listen();
    QCoro::Task<> drain()
    {
        co_await server->drain(options.retryAfterMs);
        qCInfo(lcApp, "drained");
        QCoreApplication::quit();
    }
};

Application::Application(const Options& options)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->options = options;
}

Application::~Application()
{
    m_parts->acceptor.reset();
}

Result<void> Application::start()
{
    auto options = serverOptions(m_parts->options);
    if (!options)
        return std::move(options).error();
    m_parts->server = std::make_unique<ChatServer>(std::move(options).value());
    if (auto started = m_parts->server->start(); !started)
        return started;
    return m_parts->listen();
}

void Application::stop()
{
    if (m_parts->stopping) {
        qCWarning(lcApp, "told to stop twice: ending now");
        QCoreApplication::exit(1);
        return;
    }
    m_parts->stopping = true;
    qCInfo(lcApp, "stopping: taking no new work");
    m_parts->acceptor.reset();
    m_parts->drain();
    m_parts->main.postAfter(kDrainMs, [] {
        qCWarning(lcApp, "requests are still under way after %lld ms: ending without them", static_cast<long long>(kDrainMs));
        QCoreApplication::exit(1);
    });
}

} // namespace madang::server
