#pragma once

#include <QtCore/QtGlobal>

namespace madang {

// Where the time comes from; injected, so that a test can turn it. Callable from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    // Milliseconds since 1970 UTC; may step when the system's clock is set.
    [[nodiscard]] virtual qint64 nowMs() const = 0;
    // Milliseconds that only grow; for deadlines and rates.
    [[nodiscard]] virtual qint64 steadyMs() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 steadyMs() const override;
};

} // namespace madang
