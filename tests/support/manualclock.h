#pragma once

#include "shared/core/clock.h"

#include <atomic>

namespace madang::test {

// Stands still until a test moves it. Any thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(qint64 nowMs = 1'800'000'000'000)
        : m_nowMs(nowMs)
    {
    }
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs.load(); }
    [[nodiscard]] qint64 steadyMs() const override { return m_steadyMs.load(); }
    void advance(qint64 ms)
    {
        m_nowMs += ms;
        m_steadyMs += ms;
    }

private:
    std::atomic<qint64> m_nowMs;
    std::atomic<qint64> m_steadyMs{1'000'000};
};

} // namespace madang::test
