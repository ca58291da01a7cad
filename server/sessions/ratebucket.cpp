#include "server/sessions/ratebucket.h"

#include <algorithm>

namespace madang::server {

RateBucket::RateBucket(Rate rate) noexcept
    : m_emissionUs(rate.perSecond > 0 ? std::max<qint64>(1, qint64(1'000'000 / rate.perSecond)) : 0)
    , m_burstUs(qint64(rate.burst * double(m_emissionUs)))
{
}

qint64 RateBucket::take(qint64 steadyMs) noexcept
{
    if (m_emissionUs == 0)
        return 0;
    const qint64 now = steadyMs * 1000;
    qint64 seen = m_fullAtUs.load(std::memory_order_relaxed);
    for (;;) {
        const qint64 next = std::max(seen, now) + m_emissionUs;
        if (next - now > m_burstUs)
            return std::max<qint64>(1, (next - now - m_burstUs + 999) / 1000);
        if (m_fullAtUs.compare_exchange_weak(seen, next, std::memory_order_relaxed))
            return 0;
    }
}

bool RateBucket::full(qint64 steadyMs) const noexcept
{
    return m_fullAtUs.load(std::memory_order_relaxed) <= steadyMs * 1000;
}

} // namespace madang::server
