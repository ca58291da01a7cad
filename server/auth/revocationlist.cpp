#include "server/auth/revocationlist.h"

namespace madang::server {

namespace {
// Tokens live by the wall clock, this list by the steady one: it outlasts small corrections of the former.
constexpr qint64 kClockMarginMs = 10 * 60'000;
} // namespace

RevocationList::Subscription::~Subscription()
{
    if (m_list)
        m_list->unsubscribe(m_id);
}

RevocationList::Subscription::Subscription(Subscription&& other) noexcept
    : m_list(std::exchange(other.m_list, nullptr))
    , m_id(other.m_id)
{
}

RevocationList::Subscription& RevocationList::Subscription::operator=(Subscription&& other) noexcept
{
    Subscription taken(std::move(other));
    std::swap(m_list, taken.m_list);
    std::swap(m_id, taken.m_id);
    return *this;
}

RevocationList::RevocationList(const Clock& clock, qint64 accessTtlMs)
    : m_clock(clock)
    , m_keepMs(accessTtlMs + kClockMarginMs)
{
}

void RevocationList::load(const std::vector<SessionId>& sessions)
{
    for (const SessionId session : sessions)
        add(session);
}

bool RevocationList::add(SessionId session)
{
    const qint64 now = m_clock.steadyMs();
    const std::unique_lock lock(m_mutex);
    while (!m_order.empty() && m_order.front().second <= now) {
        m_sessions.erase(m_order.front().first);
        m_order.pop_front();
    }
    if (!m_sessions.insert(session).second)
        return false;
    m_order.emplace_back(session, now + m_keepMs);
    return true;
}

void RevocationList::revoke(const Revocation& revocation)
{
    if (!add(revocation.session))
        return;
    const std::scoped_lock lock(m_listenersMutex);
    for (const auto& [id, listener] : m_listeners)
        listener(revocation);
}

bool RevocationList::isRevoked(SessionId session) const
{
    const std::shared_lock lock(m_mutex);
    return m_sessions.contains(session);
}

size_t RevocationList::size() const
{
    const std::shared_lock lock(m_mutex);
    return m_sessions.size();
}

RevocationList::Subscription RevocationList::subscribe(Listener listener)
{
    const std::scoped_lock lock(m_listenersMutex);
    const quint64 id = m_nextListener++;
    m_listeners.emplace(id, std::move(listener));
    return Subscription(this, id);
}

void RevocationList::unsubscribe(quint64 id)
{
    const std::scoped_lock lock(m_listenersMutex);
    m_listeners.erase(id);
}

} // namespace madang::server
