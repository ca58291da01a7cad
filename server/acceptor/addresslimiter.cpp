#include "server/acceptor/addresslimiter.h"

#include "server/acceptor/descriptor.h"

#include <algorithm>
#include <cstring>

namespace madang::server {

namespace {
QHostAddress keyOf(const QHostAddress& address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol)
        return plain;
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::memset(&bytes[8], 0, 8);
    return QHostAddress(bytes);
}
} // namespace

AddressLimiter::AddressLimiter(Rate rate, bool limitLoopback)
    : m_msPerToken(1000.0 / rate.perSecond)
    , m_burstMs(m_msPerToken * rate.burst)
    , m_limitLoopback(limitLoopback)
{
}

bool AddressLimiter::take(const QHostAddress& address, qint64 steadyMs)
{
    if (!m_limitLoopback && plainAddress(address).isLoopback())
        return true;
    const auto now = double(steadyMs);
    const std::lock_guard lock(m_mutex);
    if (m_fullAt.size() >= m_sweepAt) {
        m_fullAt.removeIf([now](auto it) { return it.value() <= now; });
        m_sweepAt = std::max(kSweepAt, 2 * m_fullAt.size());
    }
    double& fullAt = m_fullAt[keyOf(address)];
    const double taken = std::max(fullAt, now) + m_msPerToken;
    if (taken > now + m_burstMs)
        return false;
    fullAt = taken;
    return true;
}

qsizetype AddressLimiter::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_fullAt.size();
}

} // namespace madang::server
