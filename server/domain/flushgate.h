#pragma once

#include "shared/core/executor.h"

#include <memory>
#include <utility>
#include <vector>

namespace madang::server {

// Lives as long as entries that were appended before a flush are unanswered; its end posts the jobs. Flushes
// are chained: an earlier one keeps the later ones alive.
class FlushGate {
public:
    ~FlushGate()
    {
        for (auto& [executor, job] : waiting) {
            executor->post(std::move(job));
        }
    }
    std::vector<std::pair<Executor*, Executor::Job>> waiting;
    std::shared_ptr<FlushGate> next;
};

} // namespace madang::server
