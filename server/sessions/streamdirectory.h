#pragma once

#include "shared/core/id.h"

#include <mutex>
#include <optional>
#include <unordered_map>

namespace madang::server {

// On which loop a stream is kept, so that a client that comes back by another loop finds it. Any thread.
class StreamDirectory {
public:
    void put(StreamId stream, int loop);
    void remove(StreamId stream);
    [[nodiscard]] std::optional<int> find(StreamId stream) const;

private:
    mutable std::mutex m_mutex;
    std::unordered_map<StreamId, int> m_loops;
};

} // namespace madang::server
