#pragma once

#include "server/redis/respvalue.h"
#include "shared/core/result.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QtCore/QPromise>
#include <memory>
#include <mutex>
#include <optional>

namespace madang::server {

// What Redis answered, on its way from the thread of the client to the coroutine that waits for it on
// another. The future only wakes; the value goes through a lock that the thread sanitizer sees.
class RedisQuestion {
public:
    RedisQuestion() { m_put.start(); }
    Q_DISABLE_COPY_MOVE(RedisQuestion)

    // Once. Any thread.
    void put(Result<RespValue> answer)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_answer.emplace(std::move(answer));
        }
        m_put.finish();
    }
    // Once. Goes on on the calling thread.
    static QCoro::Task<Result<RespValue>> answer(std::shared_ptr<RedisQuestion> question)
    {
        const QFuture<void> there = question->m_put.future();
        co_await there;
        const std::scoped_lock lock(question->m_mutex);
        co_return std::move(*question->m_answer);
    }

private:
    std::mutex m_mutex;
    std::optional<Result<RespValue>> m_answer;
    QPromise<void> m_put;
};

// Puts `unavailable` if it ends without an answer: a loop that has stopped destroys what is posted to it.
class RedisAsker {
public:
    explicit RedisAsker(std::shared_ptr<RedisQuestion> question)
        : m_question(std::move(question))
    {
    }
    RedisAsker(RedisAsker&&) noexcept = default;
    RedisAsker& operator=(RedisAsker&&) = delete;
    ~RedisAsker()
    {
        if (m_question) {
            m_question->put(Error::unavailable(QStringLiteral("The server is stopping.")));
        }
    }
    void put(Result<RespValue> answer) { std::exchange(m_question, nullptr)->put(std::move(answer)); }

private:
    std::shared_ptr<RedisQuestion> m_question;
};

} // namespace madang::server
