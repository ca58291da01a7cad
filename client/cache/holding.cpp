#include "client/cache/holding.h"

#include <algorithm>

namespace madang::client {

bool Holding::absorb(const protocol::Message& message)
{
    m_rev = message.rev;
    const bool isNew = message.seq > m_head;
    m_head = std::max(m_head, message.seq);
    if (isNew)
        m_ranges.add(message.seq, message.seq);
    return m_ranges.contains(message.seq);
}

void Holding::absorbAhead(QList<protocol::Message>& written)
{
    m_ahead.erase(m_ahead.begin(), m_ahead.upper_bound(m_rev));
    while (!m_ahead.empty() && m_ahead.begin()->first == m_rev + 1) {
        const protocol::Message next = m_ahead.begin()->second;
        m_ahead.erase(m_ahead.begin());
        if (absorb(next))
            written.append(next);
    }
}

QList<protocol::Message> Holding::take(const protocol::Message& message, bool newest)
{
    QList<protocol::Message> written;
    if (isEmpty()) {
        if (!newest)
            return written;
        m_rev = message.rev - 1;
        m_head = message.seq - 1;
    }
    if (message.rev <= m_rev)
        return written;
    m_ahead.insert_or_assign(message.rev, message);
    absorbAhead(written);
    // A hole this long is closed by message.changes, which brings these again.
    if (m_ahead.size() > aheadMost)
        m_ahead.clear();
    return written;
}

void Holding::addStretch(qint64 first, qint64 last, qint64 rev, qint64 head)
{
    const bool covers = isEmpty() || (m_ranges.first() >= first && m_ranges.last() <= last);
    m_ranges.add(first, last);
    if (covers) {
        m_rev = rev;
        m_head = head;
    } else if (rev < m_rev) {
        // Too new a head only means that the end is asked for once more.
        m_rev = rev;
    }
    m_ahead.erase(m_ahead.begin(), m_ahead.upper_bound(m_rev));
}

QList<protocol::Message> Holding::takeChanges(qint64 since, const protocol::MessageChanges::Result& changes)
{
    QList<protocol::Message> written;
    // Meanwhile something older was added: changes before `since` are still to come for it.
    if (isEmpty() || since > m_rev || !changes.messages || !changes.rev)
        return written;
    for (const protocol::Message& message : *changes.messages) {
        // By rev, so a message may come after a later one that was changed less recently: whatever is
        // past the beginning of what is held closes a hole sooner or later.
        m_head = std::max(m_head, message.seq);
        if (message.seq < m_ranges.first())
            continue;
        m_ranges.add(message.seq, message.seq);
        written.append(message);
    }
    m_rev = std::max(m_rev, *changes.rev);
    absorbAhead(written);
    return written;
}

void Holding::setFloor(qint64 floor)
{
    m_floor = std::max(m_floor, floor);
    m_ranges.remove(0, m_floor - 1);
}

} // namespace madang::client
