#pragma once

#include "shared/protocol/messagemethods.h"
#include "shared/protocol/shapes.h"

#include <QtCore/QList>
#include <algorithm>
#include <map>
#include <set>

namespace madang::client {

// A stretch of one room's messages without holes, and what is needed to keep it true: pages, events and
// answers come in any order, late and twice. Pure: whoever owns it asks the server.
//
// `rev()` is the last change up to which all are known to be in. A page may be older than an event that
// overtook it; of two versions of a message the one with the higher rev wins.
class MessageWindow {
public:
    [[nodiscard]] bool isLoaded() const noexcept { return m_loaded; }
    [[nodiscard]] const QList<protocol::Message>& messages() const noexcept { return m_messages; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_messages.isEmpty(); }
    // The first and last seq; 0 when empty.
    [[nodiscard]] qint64 firstSeq() const noexcept { return isEmpty() ? 0 : m_messages.first().seq; }
    [[nodiscard]] qint64 lastSeq() const noexcept { return isEmpty() ? 0 : m_messages.last().seq; }
    [[nodiscard]] bool hasOlder() const noexcept { return m_hasOlder; }
    [[nodiscard]] bool hasNewer() const noexcept { return m_hasNewer; }
    [[nodiscard]] const protocol::Message* find(qint64 seq) const;

    [[nodiscard]] qint64 rev() const noexcept { return m_rev; }
    // Some change before one that has come is missing: message.changes since rev() brings it.
    [[nodiscard]] bool hasGap() const noexcept { return m_loaded && !m_revsAhead.empty(); }
    // Whether a room with this head holds changes that are not in here.
    [[nodiscard]] bool isBehind(const protocol::Head& head) const noexcept
    {
        return m_loaded && head.rev > m_rev;
    }

    // Around every request for a page, so that events which overtake its answer are not lost.
    void loadBegins() noexcept { ++m_loads; }
    void loadEnds() noexcept;

    // A first page, or one elsewhere: the stretch begins anew.
    void replace(const protocol::MessageHistory::Result& page);
    // Answers to `before: firstSeq()` and `after: lastSeq()`. Pages that do not adjoin are ignored.
    void prepend(const protocol::MessageHistory::Result& page);
    void append(const protocol::MessageHistory::Result& page);
    // Some of what is in here shows the changes up to this rev only: it came from a copy, not the server.
    void knownOnlyTo(qint64 rev) noexcept { m_rev = std::min(m_rev, rev); }
    // One message as an event or an answer brought it. True where the stretch changed.
    bool apply(const protocol::Message& message);
    // A page of message.changes: everything up to its rev has been told.
    bool apply(const protocol::MessageChanges::Result& changes);

    // Gives up messages at one end, so that memory stays bounded; one stays in any case.
    void dropOldest(qsizetype count);
    void dropNewest(qsizetype count);

private:
    bool place(const protocol::Message& message);
    bool update(const protocol::Message& message);
    bool takeLoose();
    void noteRev(qint64 rev);
    void reachRev(qint64 rev);

    bool m_loaded = false;
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    QList<protocol::Message> m_messages; // ascending seq
    qint64 m_rev = 0;
    std::set<qint64> m_revsAhead;
    int m_loads = 0;
    // Came before what adjoins it, or while a page is on its way; by seq.
    std::map<qint64, protocol::Message> m_loose;
};

} // namespace madang::client
