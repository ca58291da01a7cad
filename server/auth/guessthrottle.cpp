#include "server/auth/guessthrottle.h"

#include <QtNetwork/QHostAddress>
#include <iterator>

namespace madang::server {

namespace {
constexpr int kCustomerPrefix = 8; // bytes of an IPv6 address that one customer has for themselves

QByteArray placeOf(const QString& address)
{
    const QHostAddress host(address);
    bool isV4 = false;
    host.toIPv4Address(&isV4); // an IPv4 address in IPv6 clothes counts as what it is
    if (host.protocol() != QAbstractSocket::IPv6Protocol || isV4)
        return address.toUtf8();
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(bytes.c), kCustomerPrefix);
}
} // namespace

GuessThrottle::GuessThrottle(int guesses, qint64 windowMs, size_t maxEntries)
    : m_guesses(guesses)
    , m_windowMs(windowMs)
    , m_maxEntries(maxEntries)
{
}

GuessThrottle::Key GuessThrottle::key(const QString& account, const QString& address)
{
    return account.toUtf8() + '\n' + placeOf(address);
}

qint64 GuessThrottle::attempt(const Key& key, qint64 steadyMs)
{
    const std::scoped_lock lock(m_mutex);
    while (!m_order.empty()) {
        const auto oldest = m_entries.find(m_order.front());
        if (oldest->second.endsAt > steadyMs)
            break;
        erase(oldest);
    }
    if (const auto known = m_entries.find(key); known != m_entries.end()) {
        if (known->second.attempts >= m_guesses)
            return known->second.endsAt - steadyMs;
        ++known->second.attempts;
        return 0;
    }
    if (m_entries.size() >= m_maxEntries)
        erase(m_entries.find(m_order.front()));
    m_order.push_back(key);
    m_entries.emplace(key, Entry{1, steadyMs + m_windowMs, std::prev(m_order.end())});
    return 0;
}

void GuessThrottle::succeeded(const Key& key)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_entries.find(key); known != m_entries.end())
        erase(known);
}

void GuessThrottle::withdraw(const Key& key)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_entries.find(key); known != m_entries.end() && --known->second.attempts <= 0)
        erase(known);
}

size_t GuessThrottle::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_entries.size();
}

void GuessThrottle::erase(Entries::iterator entry)
{
    m_order.erase(entry->second.place);
    m_entries.erase(entry);
}

} // namespace madang::server
