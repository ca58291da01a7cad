#pragma once

#include "shared/core/limits.h"

#include <QtCore/QHash>
#include <QtNetwork/QHostAddress>
#include <mutex>

namespace madang::server {

// How often one address may connect. A token bucket each, kept as the one moment at which it will be full
// again, and forgotten when it is. IPv6 counts by /64, since a subscriber has that many addresses. Any
// thread.
class AddressLimiter {
public:
    // Loopback is not limited unless `limitLoopback`.
    AddressLimiter(Rate rate, bool limitLoopback);
    // Takes a token; false if there is none.
    [[nodiscard]] bool take(const QHostAddress& address, qint64 steadyMs);
    [[nodiscard]] qsizetype size() const;

private:
    static constexpr qsizetype kSweepAt = 4096;

    const double m_msPerToken;
    const double m_burstMs;
    const bool m_limitLoopback;
    mutable std::mutex m_mutex; // for the rest
    QHash<QHostAddress, double> m_fullAt;
    qsizetype m_sweepAt = kSweepAt;
};

} // namespace madang::server
