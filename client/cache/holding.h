#pragma once

#include "client/cache/seqranges.h"
#include "shared/protocol/messagemethods.h"

#include <map>

namespace madang::client {

// Which messages of one room are held in the local copy, and up to which change they are true. Pure: says
// what is to be written; whoever owns it writes.
//
// What message.changes since rev() does not bring is here as the server has it, or not held at all; and
// none of it is newer than head(), so where head() is held nothing else is missing at the end. A change
// past rev() may show or not; none is relied on.
class Holding {
public:
    Holding() = default;
    Holding(SeqRanges ranges, qint64 rev, qint64 head, qint64 floor)
        : m_ranges(std::move(ranges))
        , m_rev(rev)
        , m_head(head)
        , m_floor(floor)
    {
    }

    [[nodiscard]] bool isEmpty() const noexcept { return m_ranges.isEmpty(); }
    [[nodiscard]] const SeqRanges& ranges() const noexcept { return m_ranges; }
    [[nodiscard]] qint64 rev() const noexcept { return m_rev; }
    [[nodiscard]] qint64 head() const noexcept { return m_head; }
    // The oldest message that the room still has; 0 while that is not known.
    [[nodiscard]] qint64 floor() const noexcept { return m_floor; }
    [[nodiscard]] bool isBehind(const protocol::Head& head) const noexcept
    {
        return !isEmpty() && head.rev > m_rev;
    }
    // Whether there is nothing older than this seq.
    [[nodiscard]] bool isOldest(qint64 seq) const noexcept { return seq <= std::max<qint64>(m_floor, 1); }

    // A message as an event or an answer brought it; `newest`: it is the head of its room. What is to be
    // written, in order: nothing while an earlier change is missing, several when it comes.
    [[nodiscard]] QList<protocol::Message> take(const protocol::Message& message, bool newest);
    // Messages from first to last, true up to `rev` when the room had `head`, are written now.
    void addStretch(qint64 first, qint64 last, qint64 rev, qint64 head);
    // An answer to message.changes since `since`. What is to be written.
    [[nodiscard]] QList<protocol::Message> takeChanges(
        qint64 since, const protocol::MessageChanges::Result& changes);

    // The room begins here now: older ones have expired.
    void setFloor(qint64 floor);
    qint64 trimToNewest(qint64 most) { return m_ranges.trimToNewest(most); }
    void clear() { *this = {}; }

private:
    [[nodiscard]] bool absorb(const protocol::Message& message);
    void absorbAhead(QList<protocol::Message>& written);

    static constexpr size_t aheadMost = 64;
    SeqRanges m_ranges;
    qint64 m_rev = 0;
    qint64 m_head = 0;
    qint64 m_floor = 0;
    std::map<qint64, protocol::Message> m_ahead; // by rev: an earlier change is missing
};

} // namespace madang::client
