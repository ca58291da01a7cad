#pragma once

#include "server/domain/message.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace madang::server {

// Who sent the newest messages of a room: all of them past a seq. Copies share what they hold and never
// change each other, so they are cheap and may go to other threads.
class SentTail {
public:
    explicit SentTail(qint64 after = 0)
        : m_after(after)
        , m_last(after)
    {
    }

    [[nodiscard]] qint64 after() const noexcept { return m_after; } // nothing is known of it and those before
    [[nodiscard]] qint64 last() const noexcept { return m_last; }
    [[nodiscard]] qint64 count() const noexcept { return m_last - m_after; }

    // The next ones; null: the system.
    void add(const std::vector<UserId>& senders);
    // Forgets messages up to that seq, as far as that is cheap.
    void forget(qint64 seq);
    // What people other than this one sent past that seq, which is not below after().
    [[nodiscard]] qint64 byOthers(UserId user, qint64 past) const;

private:
    using Chunk = std::shared_ptr<const std::vector<UserId>>;

    qint64 m_after;
    qint64 m_last;
    std::deque<Chunk> m_chunks; // all but the last are full
};

// What of a room may not be in the database yet, as far as a list of rooms needs it.
struct RoomTail {
    RoomId room;
    Head head;
    std::optional<Message> newest; // the message at head.seq, unless it is in the database for long
    SentTail sent; // up to head.seq; some may be in the database by now
};

} // namespace madang::server
