#pragma once

#include "server/storage/databasetask.h"

#include <QtCore/QFuture>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace madang::server {

class Database;
class Link;

// Threads that read, each with a connection of its own. Every task sees one state of the database, however
// many statements it runs. A task whose connection is lost is performed once more on a new one; where the
// database is away, it waits for some seconds and is `unavailable` then. From any thread.
class ReaderPool {
public:
    static constexpr size_t defaultBound = 20'000;

    [[nodiscard]] static Result<std::unique_ptr<ReaderPool>> start(
        const Database& database, int threads, size_t bound = defaultBound);
    ~ReaderPool();

    // The future of function(connection) -> Result<T>. Past the bound, and after close(), it is unavailable.
    template <class Function> auto run(Function function)
    {
        auto task = std::make_unique<FutureTask<Function>>(std::move(function));
        auto future = task->future();
        submit(std::move(task));
        return future;
    }
    [[nodiscard]] size_t waiting() const;
    // Performs what waits, refuses what comes, and ends the threads.
    void close();

private:
    explicit ReaderPool(size_t bound)
        : m_bound(bound)
    {
    }
    void submit(std::unique_ptr<DatabaseTask> task);
    void serve(Link& link);
    void read(Link& link, DatabaseTask& task);

    const size_t m_bound;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<DatabaseTask>> m_waiting;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace madang::server
