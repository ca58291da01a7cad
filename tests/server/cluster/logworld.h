#pragma once

#include "server/cluster/redislog.h"
#include "server/eventloop/loopthread.h"
#include "tests/server/storage/suites/storagefixture.h"
#include "tests/support/redisserver.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

namespace madang::test {

inline constexpr int kLongMs = 20'000; // how long a test waits for what must come

inline server::RedisOptions optionsFor(const RedisServer& redis)
{
    server::RedisOptions options;
    options.address = *server::RedisAddress::fromUrl(redis.url());
    options.backoffMinMs = 20;
    options.backoffMaxMs = 100;
    return options;
}

// With the event loop running until it is so, or too long.
template <class F> bool waitUntil(F isSo)
{
    QElapsedTimer passed;
    passed.start();
    while (!isSo()) {
        if (passed.hasExpired(kLongMs)) {
            return false;
        }
        QTest::qWait(5);
    }
    return true;
}

// One server process' log, with its thread of Redis.
class LogServer {
public:
    LogServer(const server::RedisOptions& redis, server::MessageArchive& archive,
        server::RedisLogOptions options, server::RedisLogListener* listener = nullptr)
        : m_thread(0)
    {
        m_thread.start();
        m_log = std::make_unique<server::RedisLog>(m_thread, redis, archive, std::move(options), listener);
        if (const auto started = server::await(m_log->start()); !started) {
            qFatal("the log does not start: %s", qPrintable(started.error().message));
        }
    }
    // `deadlineMs`: how long it may still move messages into the database.
    void stop(qint64 deadlineMs)
    {
        m_log->stop(deadlineMs);
        m_log.reset();
        m_thread.stop();
    }
    ~LogServer()
    {
        if (m_log) {
            stop(0);
        }
    }
    server::RedisLog* operator->() { return m_log.get(); }
    server::RedisLog& operator*() { return *m_log; }
    server::LoopThread& thread() { return m_thread; }

private:
    server::LoopThread m_thread;
    std::unique_ptr<server::RedisLog> m_log;
};

} // namespace madang::test
