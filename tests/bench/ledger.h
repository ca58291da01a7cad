#pragma once

#include <cstdint>
#include <vector>

namespace madang::bench {

// What the rooms did wrong, as their readers saw it.
struct Verdict {
    std::int64_t expected = 0; // messages times readers, from the ledger's opening to each room's head
    std::int64_t delivered = 0; // distinct ones that arrived
    std::int64_t lost = 0; // expected and never arrived
    std::int64_t doubled = 0; // arrived again
    std::int64_t misordered = 0; // arrived after a later one
    std::int64_t disagreeing
        = 0; // two readers, or reader and sender, were told different messages for one seq
    [[nodiscard]] bool clean() const noexcept
    {
        return lost == 0 && doubled == 0 && misordered == 0 && disagreeing == 0;
    }
};

// Keeps account of who was shown what (DESIGN invariants 1 and 2): in every room seq is without holes, each
// reader sees each message once and in order, and all see the same message under the same seq.
class Ledger {
public:
    // A room with so many readers, whose last message so far is `head`. Gives its number.
    int addRoom(int readers, std::int64_t head);
    // The sender was told that its message is durable.
    void acknowledged(int room, std::int64_t seq, std::uint64_t stamp);
    // A reader was shown a message. False where it was a double.
    bool delivered(int room, int reader, std::int64_t seq, std::uint64_t stamp);
    // Whether everything up to every known head has arrived everywhere.
    [[nodiscard]] bool complete() const noexcept { return m_delivered == m_expected; }
    // The last seq that anybody was told of in the room.
    [[nodiscard]] std::int64_t head(int room) const noexcept;
    [[nodiscard]] std::int64_t deliveredSoFar() const noexcept { return m_delivered; }
    [[nodiscard]] Verdict verdict() const;

private:
    struct Reader {
        std::int64_t next = 1; // the seq that comes next if all goes well
        std::vector<std::int64_t> holes; // skipped and not come since
    };
    struct Room {
        std::int64_t base = 0; // head when the ledger was opened
        std::vector<std::uint64_t> stamps; // of base + 1, base + 2, …; 0: not known yet
        std::vector<Reader> readers;
    };
    void note(Room& room, std::int64_t seq, std::uint64_t stamp);

    std::vector<Room> m_rooms;
    std::int64_t m_expected = 0;
    std::int64_t m_delivered = 0;
    std::int64_t m_doubled = 0;
    std::int64_t m_misordered = 0;
    std::int64_t m_disagreeing = 0;
};

} // namespace madang::bench
