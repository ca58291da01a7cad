#include "server/storage/storage.h"
#include "tests/server/cluster/logworld.h"
#include "tests/server/storage/suites/logsuite.h"
#include "tests/server/storage/suites/logtrafficsuite.h"
#include "tests/server/storage/suites/marksuite.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUuid>

using namespace madang::server;
using namespace madang::test;

namespace {

// The log in Redis in front of a stored database.
class RedisLogFixture final : public StorageFixture {
public:
    RedisLogFixture(const RedisServer& redis, DatabaseAddress address)
        : m_redis(redis)
        , m_address(std::move(address))
    {
        m_options.prefix = QUuid::createUuid().toByteArray(QUuid::Id128);
        open();
    }
    ~RedisLogFixture() override { m_log.reset(); }
    AccountRepository& accounts() override { return m_storage->accounts(); }
    SessionRepository& sessions() override { return m_storage->sessions(); }
    KeyRepository& keys() override { return m_storage->keys(); }
    UserRepository& users() override { return m_storage->users(); }
    RoomRepository& rooms() override { return m_storage->rooms(); }
    MessageLog& log() override { return **m_log; }
    void restart() override
    {
        m_log.reset();
        m_storage.reset();
        open();
    }

private:
    void open()
    {
        auto storage = Storage::open({m_address, 2, {}, {}});
        if (!storage) {
            qFatal("%s", qPrintable(storage.error().message));
        }
        m_storage = std::move(storage).value();
        m_log = std::make_unique<LogServer>(optionsFor(m_redis), m_storage->archive(), m_options);
    }

    const RedisServer& m_redis;
    const DatabaseAddress m_address;
    RedisLogOptions m_options;
    std::unique_ptr<Storage> m_storage;
    std::unique_ptr<LogServer> m_log;
};

class OnSqlite final : public StorageFixture {
public:
    explicit OnSqlite(const RedisServer& redis)
        : m_stored(redis, *DatabaseAddress::inFolder(m_folder.path()))
    {
    }
    AccountRepository& accounts() override { return m_stored.accounts(); }
    SessionRepository& sessions() override { return m_stored.sessions(); }
    KeyRepository& keys() override { return m_stored.keys(); }
    UserRepository& users() override { return m_stored.users(); }
    RoomRepository& rooms() override { return m_stored.rooms(); }
    MessageLog& log() override { return m_stored.log(); }
    void restart() override { m_stored.restart(); }

private:
    QTemporaryDir m_folder;
    RedisLogFixture m_stored;
};

int runLogSuites(const StorageFactory& factory, int argc, char** argv)
{
    LogSuite log(factory);
    LogTrafficSuite traffic(factory);
    MarkSuite marks(factory);
    return QTest::qExec(&log, argc, argv) + QTest::qExec(&traffic, argc, argv)
        + QTest::qExec(&marks, argc, argv);
}

} // namespace

// What every message log promises, of the one in Redis, over both databases. Arguments go to each suite.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    RedisServer redis;
    if (!redis.start()) {
        qFatal("no Redis: %s", qPrintable(redis.failure()));
    }
    int failures = runLogSuites([&redis] { return std::make_unique<OnSqlite>(redis); }, argc, argv);
    PostgresServer postgres({QStringLiteral("fsync=off")});
    failures += runLogSuites(
        [&] {
            return std::make_unique<RedisLogFixture>(redis, *DatabaseAddress::fromUrl(postgres.freshUrl()));
        },
        argc, argv);
    return failures;
}
