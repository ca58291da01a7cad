#pragma once

#include "server/storage/connection.h"
#include "shared/core/result.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QtCore/QPromise>
#include <optional>
#include <type_traits>

namespace madang::server {

// Work for a database thread.
class DatabaseTask {
public:
    virtual ~DatabaseTask() = default;
    // On the database thread, within a transaction. A failure undoes what the task did, and only that. Again,
    // from the beginning, where the transaction around it came to nothing.
    virtual Result<void> perform(Connection& connection) = 0;
    // Exactly once: after the transaction's end, or in place of perform(). `failure` is null once the work is
    // durable. On any thread.
    virtual void settle(const Error* failure) = 0;
};

// A task made of a function of the connection that gives a Result; its outcome is a future.
template <class Function> class FutureTask final : public DatabaseTask {
public:
    using Outcome = std::invoke_result_t<Function&, Connection&>;

    explicit FutureTask(Function function)
        : m_function(std::move(function))
    {
        m_promise.start();
    }
    [[nodiscard]] QFuture<Outcome> future() const { return m_promise.future(); }
    Result<void> perform(Connection& connection) override
    {
        m_outcome.emplace(m_function(connection));
        return m_outcome->ok() ? Result<void>() : Result<void>(m_outcome->error());
    }
    void settle(const Error* failure) override
    {
        m_promise.addResult(failure ? Outcome(*failure) : std::move(*m_outcome));
        m_promise.finish();
    }

private:
    Function m_function;
    std::optional<Outcome> m_outcome;
    QPromise<Outcome> m_promise;
};

// Waits for a database thread on the caller's own. The work is under way already: the function that gives
// this task has no state in the coroutine but the future.
template <class Outcome> QCoro::Task<Outcome> awaited(QFuture<Outcome> future)
{
    co_return co_await future;
}

} // namespace madang::server
