#pragma once

#include "shared/core/executor.h"
#include "shared/core/result.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <memory>

namespace madang::server {

// The far end of a question that crosses threads. Answers exactly once: whoever drops it unanswered (a loop
// that stops) thereby answers `unavailable`, so that nobody waits for ever.
template <class T> class Reply {
public:
    Reply()
        : m_promise(std::make_unique<QPromise<Result<T>>>())
    {
        m_promise->start();
    }
    Reply(Reply&&) noexcept = default;
    Reply& operator=(Reply&&) = delete;
    ~Reply()
    {
        if (m_promise)
            answer(Error::unavailable(QStringLiteral("The server is stopping. Send the request again.")));
    }
    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise->future(); }
    void answer(Result<T> result)
    {
        auto promise = std::move(m_promise);
        promise->addResult(std::move(result));
        promise->finish();
    }

private:
    std::unique_ptr<QPromise<Result<T>>> m_promise;
};

namespace detail {
template <class T, class F> QCoro::Task<> answerWith(Reply<T> reply, F question)
{
    reply.answer(co_await question());
}
} // namespace detail

// Runs `question`, which gives a QCoro::Task<Result<T>>, on the executor's thread, and gives what comes of
// it. A task never leaves its thread: this is how a question crosses to another one.
template <class T, class F> [[nodiscard]] QFuture<Result<T>> ask(Executor& executor, F question)
{
    Reply<T> reply;
    auto future = reply.future();
    if (executor.isCurrent()) {
        detail::answerWith<T>(std::move(reply), std::move(question));
    } else {
        executor.post([reply = std::move(reply), question = std::move(question)]() mutable {
            detail::answerWith<T>(std::move(reply), std::move(question));
        });
    }
    return future;
}

} // namespace madang::server
