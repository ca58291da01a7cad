#pragma once

#include "server/eventloop/loopexecutor.h"
#include "server/redis/redisclient.h"
#include "tests/support/redisserver.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtTest/QTest>
#include <algorithm>

namespace madang::test {

inline constexpr int kLongMs = 20'000; // how long a test waits for what must come

inline server::RedisOptions optionsFor(const RedisServer& redis)
{
    server::RedisOptions options;
    options.address = *server::RedisAddress::fromUrl(redis.url());
    options.commandMs = 30'000; // a busy machine is no lost Redis
    options.backoffMinMs = 20;
    options.backoffMaxMs = 200;
    return options;
}

// With the event loop running until it is so, or too long. (QTest::qWaitFor() sleeps 10 ms a turn, which
// makes a thousand round trips a test of patience.)
template <class F> bool waitUntil(F isSo)
{
    QTimer tick; // wakes the loop when nothing else does
    tick.start(20);
    QElapsedTimer passed;
    passed.start();
    while (!isSo()) {
        if (passed.hasExpired(kLongMs))
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

// What a command comes to. An answer that never comes is a failed one of its own.
inline Result<server::RespValue> ask(server::RedisClient& client, server::RedisCommand command)
{
    auto answer = std::make_shared<std::optional<Result<server::RespValue>>>();
    client.command(
        std::move(command), [answer](Result<server::RespValue> result) { *answer = std::move(result); });
    if (!waitUntil([&] { return answer->has_value(); }))
        return Error::notFound(QStringLiteral("no answer at all"));
    return **answer;
}

// Collects answers in the order in which they come, and notices one that comes twice.
class Answers {
public:
    server::RedisDone next()
    {
        const size_t index = m_times.size();
        m_times.push_back(0);
        m_results.emplace_back(Error::notFound(QString()));
        return [this, index](Result<server::RespValue> result) {
            ++m_times[index];
            m_order.push_back(index);
            m_results[index] = std::move(result);
        };
    }
    size_t asked() const { return m_times.size(); }
    size_t came() const { return m_order.size(); }
    bool allCame() const { return came() >= asked(); }
    bool eachOnce() const
    {
        return std::all_of(m_times.begin(), m_times.end(), [](int times) { return times == 1; });
    }
    bool inOrder() const { return std::is_sorted(m_order.begin(), m_order.end()); }
    const Result<server::RespValue>& at(size_t index) const { return m_results[index]; }
    size_t failed() const
    {
        return size_t(
            std::count_if(m_results.begin(), m_results.end(), [](const auto& r) { return !r.ok(); }));
    }

private:
    std::vector<int> m_times;
    std::vector<size_t> m_order;
    std::vector<Result<server::RespValue>> m_results;
};

} // namespace madang::test
