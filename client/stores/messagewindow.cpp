#include "client/stores/messagewindow.h"

#include "client/cache/ownreactions.h"

#include <algorithm>

namespace madang::client {

const protocol::Message* MessageWindow::find(qint64 seq) const
{
    if (isEmpty() || seq < firstSeq() || seq > lastSeq())
        return nullptr;
    return &m_messages.at(seq - firstSeq());
}

void MessageWindow::noteRev(qint64 rev)
{
    if (rev <= m_rev)
        return;
    m_revsAhead.insert(rev);
    while (!m_revsAhead.empty() && *m_revsAhead.begin() == m_rev + 1) {
        ++m_rev;
        m_revsAhead.erase(m_revsAhead.begin());
    }
}

void MessageWindow::reachRev(qint64 rev)
{
    m_rev = std::max(m_rev, rev);
    m_revsAhead.erase(m_revsAhead.begin(), m_revsAhead.upper_bound(m_rev));
    noteRev(m_rev); // what lay ahead may adjoin now
    while (!m_revsAhead.empty() && *m_revsAhead.begin() == m_rev + 1) {
        ++m_rev;
        m_revsAhead.erase(m_revsAhead.begin());
    }
}

void MessageWindow::loadEnds() noexcept
{
    --m_loads;
    if (m_loads == 0)
        takeLoose();
}

void MessageWindow::replace(const protocol::MessageHistory::Result& page)
{
    m_messages = QList<protocol::Message>(page.messages.begin(), page.messages.end());
    m_hasOlder = page.hasBefore;
    m_hasNewer = page.hasAfter;
    if (!m_loaded) {
        // What events told before there was a stretch is in the page or in m_loose.
        m_loaded = true;
        m_rev = page.head.rev;
        m_revsAhead.erase(m_revsAhead.begin(), m_revsAhead.upper_bound(m_rev));
    }
    reachRev(page.head.rev);
    takeLoose();
}

void MessageWindow::prepend(const protocol::MessageHistory::Result& page)
{
    if (page.messages.empty()) {
        m_hasOlder = page.hasBefore && m_hasOlder;
        return;
    }
    if (isEmpty() || page.messages.back().seq + 1 != firstSeq())
        return;
    m_messages = QList<protocol::Message>(page.messages.begin(), page.messages.end()) + m_messages;
    m_hasOlder = page.hasBefore;
    takeLoose();
}

void MessageWindow::append(const protocol::MessageHistory::Result& page)
{
    if (page.messages.empty()) {
        m_hasNewer = page.hasAfter && m_hasNewer;
        takeLoose();
        return;
    }
    if (isEmpty() || page.messages.front().seq != lastSeq() + 1)
        return;
    m_messages.append(QList<protocol::Message>(page.messages.begin(), page.messages.end()));
    m_hasNewer = page.hasAfter;
    takeLoose();
}

bool MessageWindow::apply(const protocol::Message& message)
{
    noteRev(message.rev);
    return place(message);
}

bool MessageWindow::apply(const protocol::MessageChanges::Result& changes)
{
    bool changed = false;
    if (changes.messages) {
        // Ascending rev: a message may come after a later one that was changed less recently.
        for (const protocol::Message& message : *changes.messages)
            changed = place(message) || changed;
    }
    if (changes.rev)
        reachRev(*changes.rev);
    return changed;
}

bool MessageWindow::place(const protocol::Message& message)
{
    const bool inside = !isEmpty() && message.seq >= firstSeq() && message.seq <= lastSeq();
    const bool ahead = m_loaded && !m_hasNewer && message.seq > lastSeq();
    // While a page is on its way even what is inside is kept: the page may be older, and replace it.
    if (m_loads > 0 || ahead) {
        protocol::Message& loose = m_loose[message.seq];
        if (supersedes(message, loose))
            loose = withOwnReactions(message, loose);
        return takeLoose();
    }
    // What lies elsewhere will be read from the server with its page.
    return inside && update(message);
}

bool MessageWindow::update(const protocol::Message& message)
{
    protocol::Message& held = m_messages[message.seq - firstSeq()];
    if (!supersedes(message, held))
        return false;
    held = withOwnReactions(message, held);
    return true;
}

bool MessageWindow::takeLoose()
{
    if (!m_loaded)
        return false;
    bool changed = false;
    for (auto at = m_loose.begin(); at != m_loose.end();) {
        const qint64 seq = at->first;
        if (!isEmpty() && seq >= firstSeq() && seq <= lastSeq()) {
            changed = update(at->second) || changed;
        } else if (!m_hasNewer && seq == lastSeq() + 1) {
            // Also seq 1 into an empty stretch: only a room without messages has one at its head.
            m_messages.append(at->second);
            changed = true;
        }
        const bool waits = !m_hasNewer && seq > lastSeq();
        at = m_loads > 0 || waits ? std::next(at) : m_loose.erase(at);
    }
    return changed;
}

void MessageWindow::dropOldest(qsizetype count)
{
    count = std::min(count, m_messages.size() - 1);
    if (count <= 0)
        return;
    m_messages.remove(0, count);
    m_hasOlder = true;
}

void MessageWindow::dropNewest(qsizetype count)
{
    count = std::min(count, m_messages.size() - 1);
    if (count <= 0)
        return;
    m_messages.remove(m_messages.size() - count, count);
    m_hasNewer = true;
}

} // namespace madang::client
