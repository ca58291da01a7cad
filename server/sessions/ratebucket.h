#pragma once

#include "shared/core/limits.h"

#include <atomic>

namespace madang::server {

// A token bucket without a lock, shared by every loop (generic cell rate algorithm: the state is the time at
// which the bucket will be full again, one atomic number). Any thread.
class RateBucket {
public:
    explicit RateBucket(Rate rate) noexcept;
    // Takes one token. 0: taken. Otherwise nothing was taken and so many ms are to be waited.
    [[nodiscard]] qint64 take(qint64 steadyMs) noexcept;
    // Whether the bucket is full, so that forgetting it changes nothing.
    [[nodiscard]] bool full(qint64 steadyMs) const noexcept;

private:
    qint64 m_emissionUs; // microseconds that one token takes to come back
    qint64 m_burstUs;
    std::atomic<qint64> m_fullAtUs{0};
};

} // namespace madang::server
