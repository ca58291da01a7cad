#pragma once

#include "shared/core/result.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace madang::server {

class Database;
class Link;

// Moves what was committed from SQLite's write-ahead log into the database file, beside the writer: left to
// SQLite, a commit in every few would do that before it returns, and what waits for it would wait that much
// longer. Under steady load a pass never catches up with the writer and the log cannot begin anew; past a
// length that the dialect sets, a commit then moves the little that is left.
class WalCheckpointer {
public:
    [[nodiscard]] static Result<std::unique_ptr<WalCheckpointer>> start(const Database& database);
    ~WalCheckpointer();
    // Ends the thread. What is left in the log is moved when the last connection closes.
    void close();

private:
    WalCheckpointer() = default;
    void serve(Link& link);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace madang::server
