#pragma once

#include "server/storage/databasetask.h"

#include <QtCore/QFuture>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace madang::server {

class Database;
class Link;

// The one thread that writes. Group commit: everything that waits goes into one transaction, each task in a
// savepoint of its own, and is settled after the one COMMIT. While that runs, the next batch gathers: no
// timer. From any thread; tasks are performed in the order in which they were submitted.
//
// Where the connection is lost, what was under way is done again on a new one, unless the loss came with the
// COMMIT, whose outcome nobody knows: that is `unavailable`. So is what has waited for some seconds for a
// database that is away, and then what comes while it still is.
class WriteQueue {
public:
    static constexpr size_t defaultBound = 50'000;

    struct Options {
        size_t bound = defaultBound; // tasks that wait
        // Done first, on the writer's connection.
        std::function<Result<void>(Connection&)> prepare = {};
        // Another server has the database; on the writer's thread. The message is a line for a person.
        std::function<void(const QString&)> taken = {};
    };
    // Opens the writer's connection and starts it.
    [[nodiscard]] static Result<std::unique_ptr<WriteQueue>> start(const Database& database, Options options);
    [[nodiscard]] static Result<std::unique_ptr<WriteQueue>> start(const Database& database)
    {
        return start(database, Options());
    }
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
    struct Counts {
        size_t waiting = 0;
        quint64 batches = 0; // since the start
        quint64 tasks = 0; // in them
    };
    [[nodiscard]] Counts counts() const;
    // Performs what waits, refuses what comes, and ends the thread.
    void close();

private:
    using Batch = std::vector<std::unique_ptr<DatabaseTask>>;

    explicit WriteQueue(size_t bound)
        : m_bound(bound)
    {
    }
    void serve(Link& link);
    // Waits for work; false at the end. An empty batch: time to look after the connection.
    bool next(const Link& link, Batch& batch);
    void store(Link& link, const Batch& batch);
    void setRefusing(bool refusing);

    const size_t m_bound;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    Batch m_waiting;
    quint64 m_batches = 0;
    quint64 m_tasks = 0;
    bool m_closing = false;
    bool m_refusing = false; // the database has been away for too long
    std::thread m_thread;
};

} // namespace madang::server
