#pragma once

#include "server/storage/databasetask.h"

#include <QtCore/QFuture>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace madang::server {

class Database;

// The one thread that writes. Group commit: everything that waits goes into one transaction, each task in a
// savepoint of its own, and is settled after the one COMMIT. While that runs, the next batch gathers: no
// timer. From any thread; tasks are performed in the order in which they were submitted.
class WriteQueue {
public:
    static constexpr size_t defaultBound = 50'000;

    // Opens the writer's connection and starts it.
    [[nodiscard]] static Result<std::unique_ptr<WriteQueue>> start(
        const Database& database, size_t bound = defaultBound);
    ~WriteQueue();

    // Never blocks. Past the bound, and after close(), the task is settled at once as unavailable.
    void submit(std::unique_ptr<DatabaseTask> task);
    // The future of function(connection) -> Result<T>.
    template <class Function> auto run(Function function)
    {
        auto task = std::make_unique<FutureTask<Function>>(std::move(function));
        auto future = task->future();
        submit(std::move(task));
        return future;
    }
    // Performs what waits, refuses what comes, and ends the thread.
    void close();

private:
    using Batch = std::vector<std::unique_ptr<DatabaseTask>>;

    explicit WriteQueue(size_t bound)
        : m_bound(bound)
    {
    }
    void serve(Connection& connection);
    static void commit(Connection& connection, const Batch& batch);

    const size_t m_bound;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    Batch m_waiting;
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace madang::server
