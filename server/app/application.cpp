#include "server/app/application.h"

#include "server/acceptor/acceptor.h"
#include "server/acceptor/tls.h"
#include "server/app/chatserver.h"
#include "server/app/serverwatch.h"
#include "server/eventloop/loopexecutor.h"
#include "server/eventloop/loopgroup.h"
#include "server/ops/opsserver.h"
#include "server/sessions/sessionloop.h"
#include "server/sessions/websockettransport.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>

namespace madang::server {

Q_LOGGING_CATEGORY(lcApp, "madang.app", QtInfoMsg)

namespace {

// How long a stopping server waits for what is under way before it gives up on it.
constexpr qint64 kDrainMs = 10'000;

Result<std::optional<Group::Options>> groupOptions(const Options& options, const DatabaseAddress& database)
{
    if (options.redis.isEmpty())
        return std::optional<Group::Options>();
    if (!database.postgres)
        return Error::invalid({},
            QStringLiteral("--redis joins several servers over one PostgreSQL: --database has to name that"));
    auto address = RedisAddress::fromUrl(options.redis);
    if (!address)
        return Error::invalid({}, QStringLiteral("--redis: %1").arg(address.error().message));
    Group::Options group;
    group.redis.address = std::move(address).value();
    group.redis.address.caFile = options.redisCa;
    group.log.prefix = options.redisPrefix.toLatin1();
    group.log.shards = options.redisShards;
    group.log.flush.batch = options.logBatch;
    group.log.flush.periodMs = options.logPeriodMs;
    group.allowLoss = options.redisAllowLoss;
    return std::optional(std::move(group));
}

Result<ChatServer::Options> serverOptions(const Options& options)
{
    auto database = options.database.isEmpty() ? DatabaseAddress::inFolder(options.data)
                                               : DatabaseAddress::fromUrl(options.database);
    if (!database)
        return std::move(database).error();
    auto group = groupOptions(options, *database);
    if (!group)
        return std::move(group).error();
    ChatServer::Options server;
    server.database = std::move(database).value();
    server.group = std::move(group).value();
    server.watched = options.ops.has_value();
    server.loops = options.loops;
    server.name = options.name;
    server.auth.accessTtlMs = options.accessTtlMs;
    server.auth.refreshTtlMs = options.refreshTtlMs;
    server.auth.registrationOpen = options.registrationOpen;
    server.auth.duplicateLogins = options.duplicateLogins;
    server.limits.limitLoopback = options.limitLoopback;
    server.limits.keepMessagesMs = options.keepMessagesMs;
    server.expiry.keepMs = options.keepMessagesMs;
    return server;
}

Result<AcceptorOptions> acceptorOptions(const Options& options)
{
    AcceptorOptions door;
    door.address = options.address;
    door.port = options.port;
    door.maxConnections = options.maxConnections;
    door.limits.limitLoopback = options.limitLoopback;
    door.policy.origins = options.origins;
    for (const QString& proxy : options.trustedProxies) {
        const auto subnet = QHostAddress::parseSubnet(
            proxy.contains(u'/') ? proxy : proxy + (proxy.contains(u':') ? u"/128" : u"/32"));
        if (subnet.second < 0)
            return Error::invalid(
                {}, QStringLiteral("--trusted-proxies: %1 is no address or subnet").arg(proxy));
        door.policy.trustedProxies.append(subnet);
    }
    if (!options.tlsCertificate.isEmpty()) {
        auto tls = loadTls(options.tlsCertificate, options.tlsKey);
        if (!tls)
            return std::move(tls).error();
        door.tls = std::move(tls).value();
    }
    return door;
}

} // namespace

struct Application::Parts {
    Options options;
    LoopExecutor main;
    std::unique_ptr<ChatServer> server;
    std::unique_ptr<Acceptor> acceptor;
    std::unique_ptr<OpsServer> ops; // null: nobody asks
    bool stopping = false;

    Result<void> answerOps()
    {
        if (!options.ops)
            return {};
        const ServerWatch* const watch = server->watch();
        const auto whyNotReady = [this, watch] {
            return stopping ? QStringLiteral("draining")
                : acceptor  ? watch->whyNotReady()
                            : QStringLiteral("starting");
        };
        ops = std::make_unique<OpsServer>(OpsServer::Ports{[watch] { return watch->whyNotHealthy(); },
                                              whyNotReady, [watch] { return watch->metrics(); }},
            OpsServer::Options{options.ops->first, options.ops->second});
        if (auto listening = ops->listen(); !listening)
            return listening;
        qCInfo(lcApp, "health and metrics at http://%s:%d/", qPrintable(shown(options.ops->first)),
            int(ops->port()));
        return {};
    }
    static QString shown(const QHostAddress& address)
    {
        return address.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + address.toString() + u']'
                                                                   : address.toString();
    }

    Result<void> listen(AcceptorOptions door)
    {
        acceptor = std::make_unique<Acceptor>(server->loops(), std::move(door),
            [chat = server.get()](WebSocketPtr socket, const PeerInfo& peer) {
                chat->sessions(LoopThread::current()->index())
                    .accept(std::make_unique<WebSocketTransport>(std::move(socket), peer.address));
            });
        if (auto listening = acceptor->listen(); !listening)
            return listening;
        qCInfo(lcApp, "madang-server " MADANG_VERSION " is listening on %s:%d, data in %s, %d loops",
            qPrintable(shown(options.address)), int(acceptor->port()),
            qPrintable(options.database.isEmpty() ? options.data : QStringLiteral("the given database")),
            server->loops().size());
        return {};
    }
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
    m_parts->ops.reset();
    m_parts->acceptor.reset();
}

Result<void> Application::start()
{
    auto door = acceptorOptions(m_parts->options);
    if (!door)
        return std::move(door).error();
    auto options = serverOptions(m_parts->options);
    if (!options)
        return std::move(options).error();
    options->failed = [parts = m_parts.get()](const QString& why) {
        parts->main.post([why] {
            qCCritical(lcApp, "%s: ending", qUtf8Printable(why));
            QCoreApplication::exit(1);
        });
    };
    m_parts->server = std::make_unique<ChatServer>(std::move(options).value());
    if (auto started = m_parts->server->start(); !started)
        return started;
    if (m_parts->stopping)
        return Error::unavailable(QStringLiteral("told to stop while starting"));
    if (auto asked = m_parts->answerOps(); !asked)
        return asked;
    return m_parts->listen(std::move(door).value());
}

void Application::stop()
{
    if (m_parts->stopping) {
        qCWarning(lcApp, "told to stop twice: ending now");
        QCoreApplication::exit(1);
        return;
    }
    m_parts->stopping = true;
    if (!m_parts->acceptor) // still starting: start() sees it
        return;
    qCInfo(lcApp, "stopping: taking no new work");
    m_parts->acceptor->stopAccepting();
    m_parts->drain();
    m_parts->main.postAfter(kDrainMs, [] {
        qCWarning(lcApp, "requests are still under way after %lld ms: ending without them",
            static_cast<long long>(kDrainMs));
        QCoreApplication::exit(1);
    });
}

} // namespace madang::server
