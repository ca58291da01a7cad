#include "client/net/backoff.h"

#include <QtCore/QRandomGenerator>
#include <algorithm>

namespace madang::client {

Backoff::Backoff(qint64 baseMs, qint64 capMs, Random random)
    : m_baseMs(baseMs)
    , m_capMs(capMs)
    , m_random(std::move(random))
{
}

qint64 Backoff::next(std::optional<qint64> retryAfterMs)
{
    // 20 doublings are past any cap; more would overflow.
    const int doublings = std::min(m_failures, 20);
    ++m_failures;
    if (retryAfterMs && *retryAfterMs > 0) {
        const qint64 told = std::min<qint64>(*retryAfterMs, 3'600'000);
        return told + qint64(m_random() * double(std::max(told / 2, m_baseMs)));
    }
    const qint64 ceiling = std::min(m_capMs, m_baseMs << doublings);
    return qint64(m_random() * double(ceiling));
}

Backoff::Random systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace madang::client
