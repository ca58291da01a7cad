#pragma once

#include "shared/core/uniquefunction.h"

#include <QtCore/QtGlobal>

namespace madang {

// A thread with an event loop, seen by those who want something done there. What one thread posts
// to an executor runs in the order in which it was posted.
class Executor {
public:
    using Job = UniqueFunction<void()>;

    virtual ~Executor() = default;
    // Runs the job on the executor's thread, never inside this call. From any thread.
    virtual void post(Job job) = 0;
    // Runs the job after the delay (ms, rounded up to the timer's grain). From any thread.
    virtual void postAfter(qint64 delayMs, Job job) = 0;
    // Whether the calling thread is the executor's.
    [[nodiscard]] virtual bool isCurrent() const = 0;
};

} // namespace madang
