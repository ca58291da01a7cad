#pragma once

#include <QtCore/QtGlobal>
#include <functional>
#include <optional>

namespace madang::client {

// How long to wait before the next attempt: exponential with full jitter, so that thousands of clients
// that were cut off together do not come back together.
class Backoff {
public:
    // Gives a number in [0, 1).
    using Random = std::function<double()>;

    Backoff(qint64 baseMs, qint64 capMs, Random random);

    // Delay in ms before the next attempt. A server that said when to return is not asked earlier; a
    // share of what it said (at least the base) is added at random.
    [[nodiscard]] qint64 next(std::optional<qint64> retryAfterMs = std::nullopt);
    // After a success: the next failure starts from the base again.
    void reset() noexcept { m_failures = 0; }
    [[nodiscard]] int failures() const noexcept { return m_failures; }

private:
    qint64 m_baseMs;
    qint64 m_capMs;
    Random m_random;
    int m_failures = 0;
};

// Uniform numbers from the system's generator.
[[nodiscard]] Backoff::Random systemRandom();

} // namespace madang::client
