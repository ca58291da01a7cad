#include "tests/bench/ledger.h"

#include <algorithm>

namespace madang::bench {

int Ledger::addRoom(int readers, std::int64_t head)
{
    Room& room = m_rooms.emplace_back();
    room.base = head;
    room.readers.resize(std::size_t(readers));
    for (Reader& reader : room.readers)
        reader.next = head + 1;
    return int(m_rooms.size()) - 1;
}

// The first that tells of a seq fixes which message it is; whoever comes after must agree.
void Ledger::note(Room& room, std::int64_t seq, std::uint64_t stamp)
{
    const auto index = std::size_t(seq - room.base - 1);
    if (index >= room.stamps.size()) {
        m_expected += std::int64_t(index + 1 - room.stamps.size()) * std::int64_t(room.readers.size());
        room.stamps.resize(index + 1);
    }
    if (room.stamps[index] == 0)
        room.stamps[index] = stamp;
    else if (room.stamps[index] != stamp)
        ++m_disagreeing;
}

void Ledger::acknowledged(int room, std::int64_t seq, std::uint64_t stamp)
{
    Room& of = m_rooms[std::size_t(room)];
    if (seq <= of.base)
        ++m_disagreeing; // a new message under the seq of an old one
    else
        note(of, seq, stamp);
}

bool Ledger::delivered(int room, int reader, std::int64_t seq, std::uint64_t stamp)
{
    Room& in = m_rooms[std::size_t(room)];
    Reader& by = in.readers[std::size_t(reader)];
    if (seq <= in.base) {
        ++m_doubled;
        return false;
    }
    if (seq < by.next) {
        const auto hole = std::find(by.holes.begin(), by.holes.end(), seq);
        if (hole == by.holes.end()) {
            ++m_doubled;
            return false;
        }
        by.holes.erase(hole);
        ++m_misordered;
    } else {
        for (; by.next < seq; ++by.next)
            by.holes.push_back(by.next);
        by.next = seq + 1;
    }
    note(in, seq, stamp);
    ++m_delivered;
    return true;
}

std::int64_t Ledger::head(int room) const noexcept
{
    const Room& of = m_rooms[std::size_t(room)];
    return of.base + std::int64_t(of.stamps.size());
}

Verdict Ledger::verdict() const
{
    Verdict verdict;
    verdict.expected = m_expected;
    verdict.delivered = m_delivered;
    verdict.lost = m_expected - m_delivered;
    verdict.doubled = m_doubled;
    verdict.misordered = m_misordered;
    verdict.disagreeing = m_disagreeing;
    return verdict;
}

} // namespace madang::bench
