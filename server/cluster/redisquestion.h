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

// What was found out on the thread of Redis, on its way to the coroutine that waits for it on another. The
// future only wakes; the value goes through a lock that the thread sanitizer sees.
template <class T> class Question {
public:
    Question() { m_put.start(); }
    Q_DISABLE_COPY_MOVE(Question)

    // Once. Any thread.
    void put(Result<T> answer)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_answer.emplace(std::move(answer));
        }
        m_put.finish();
    }
    // Once. Goes on on the calling thread.
    static QCoro::Task<Result<T>> answer(std::shared_ptr<Question> question)
    {
        const QFuture<void> there = question->m_put.future();
        co_await there;
        const std::scoped_lock lock(question->m_mutex);
        co_return std::move(*question->m_answer);
    }

private:
    std::mutex m_mutex;
    std::optional<Result<T>> m_answer;
    QPromise<void> m_put;
};

// Puts `unavailable` if it ends without an answer: a loop that has stopped destroys what is posted to it.
template <class T> class Asker {
public:
    explicit Asker(std::shared_ptr<Question<T>> question)
        : m_question(std::move(question))
    {
    }
    Asker(Asker&&) noexcept = default;
    Asker& operator=(Asker&&) = delete;
    ~Asker()
    {
        if (m_question) {
            m_question->put(Error::unavailable(QStringLiteral("The server is stopping.")));
        }
    }
    void put(Result<T> answer) { std::exchange(m_question, nullptr)->put(std::move(answer)); }

private:
    std::shared_ptr<Question<T>> m_question;
};

using RedisQuestion = Question<RespValue>;
using RedisAsker = Asker<RespValue>;

} // namespace madang::server
