#include "tests/dialogue/stores.h"

#include "tests/support/postgresserver.h"
#include "tests/support/redisserver.h"

#include <QtCore/QCoreApplication>

namespace madang::test {

namespace {

struct Services {
    PostgresServer postgres{{QStringLiteral("fsync=off"), QStringLiteral("max_connections=300")}};
    RedisServer redis;
    int prefixes = 0;
};

// Of the test program, as starting them takes longer than most tests; they end with the application.
Services& services()
{
    static std::unique_ptr<Services> started;
    if (!started) {
        started = std::make_unique<Services>();
        if (!started->redis.start())
            qFatal("redis-server did not start: %s", qPrintable(started->redis.failure()));
        qAddPostRoutine([] { started.reset(); });
    }
    return *started;
}

} // namespace

Stores::Stores(Kind kind)
{
    if (kind == Kind::AsTold && qgetenv("MADANG_TEST_STORES") != "services")
        return;
    Services& own = services();
    m_database = own.postgres.freshUrl();
    m_redis = own.redis.url();
    m_prefix = "test" + QByteArray::number(++own.prefixes);
}

void Stores::use(server::ChatServer::Options& options) const
{
    if (m_database.isEmpty()) {
        options.database = server::DatabaseAddress::inFolder(m_folder.path()).value();
        return;
    }
    options.database = server::DatabaseAddress::fromUrl(m_database).value();
    options.group.emplace();
    options.group->redis.address = server::RedisAddress::fromUrl(m_redis).value();
    options.group->log.prefix = m_prefix;
}

} // namespace madang::test
