#pragma once

#include "shared/core/executor.h"

#include <QtCore/QObject>
#include <mutex>
#include <vector>

namespace madang::server {

// Jobs for one thread with a Qt event loop, posted by many. What one thread posts runs in that order. However
// many jobs come together, the loop is woken once; and it runs a bounded batch a turn, so that sockets and
// timers are served however full the box is.
class Mailbox final : public QObject {
public:
    // Jobs run on the thread that the object lives on; it may be moved until the first post.
    explicit Mailbox(QObject* parent = nullptr);
    ~Mailbox() override;

    // From any thread. After close() the job is destroyed instead, on the calling thread.
    void post(Executor::Job job);
    // On the mailbox's thread: runs everything that was posted so far; what is posted from now on is refused.
    void close();

    static constexpr int kBatch = 256; // jobs in one turn

protected:
    bool event(QEvent* event) override;

private:
    void runBatch();
    [[nodiscard]] bool take(Executor::Job& job);
    void schedule();

    std::mutex m_mutex; // for the next three
    std::vector<Executor::Job> m_incoming;
    bool m_scheduled = false; // an event is under way to us
    bool m_closed = false;

    std::vector<Executor::Job> m_batch; // taken, in order; up to m_next they have run
    size_t m_next = 0;
};

} // namespace madang::server
