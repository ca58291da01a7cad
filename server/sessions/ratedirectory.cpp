#include "server/sessions/ratedirectory.h"

namespace madang::server {

namespace {

// IPv6 is counted by its /64: one household or one attacker, whichever of its addresses it uses.
QString networkOf(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QHostAddress(v4).toString();
    Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int i = 8; i < 16; ++i)
        bytes[i] = 0;
    return QHostAddress(bytes).toString();
}

} // namespace

RateDirectory::RateDirectory(const Limits& limits)
    : m_limits(limits)
{
}

std::shared_ptr<PersonRates> RateDirectory::person(UserId user, qint64 steadyMs)
{
    const std::scoped_lock lock(m_mutex);
    sweep(steadyMs);
    auto& entry = m_people[user];
    if (!entry)
        entry = std::make_shared<PersonRates>(m_limits);
    return entry;
}

std::shared_ptr<AddressRates> RateDirectory::address(const QHostAddress& address, qint64 steadyMs)
{
    if (address.isLoopback() && !m_limits.limitLoopback)
        return nullptr;
    const std::scoped_lock lock(m_mutex);
    sweep(steadyMs);
    auto& entry = m_addresses[networkOf(address)];
    if (!entry)
        entry = std::make_shared<AddressRates>(m_limits);
    return entry;
}

void RateDirectory::sweep(qint64 steadyMs)
{
    if (m_people.size() + m_addresses.size() < m_sweepAt)
        return;
    std::erase_if(m_people, [steadyMs](const auto& entry) {
        const PersonRates& rates = *entry.second;
        return entry.second.use_count() == 1 && rates.requests.full(steadyMs) && rates.messages.full(steadyMs)
            && rates.rooms.full(steadyMs) && rates.searches.full(steadyMs) && rates.drafts.full(steadyMs);
    });
    std::erase_if(m_addresses, [steadyMs](const auto& entry) {
        const AddressRates& rates = *entry.second;
        return entry.second.use_count() == 1 && rates.logins.full(steadyMs) && rates.resumes.full(steadyMs);
    });
    m_sweepAt = 1024 + 2 * (m_people.size() + m_addresses.size());
}

} // namespace madang::server
