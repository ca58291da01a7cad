#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace madang::bench {

// Who is there: person p is the reader p % roomSize of room p / roomSize; the last room takes what is left.
struct Population {
    int people = 0;
    int roomSize = 0;
    std::vector<std::string> tokens; // access tokens by person; empty: everybody registers over the wire
    std::vector<std::string> rooms; // wire ids by room; empty: the first of each room creates it

    [[nodiscard]] int roomCount() const noexcept { return (people + roomSize - 1) / roomSize; }
    [[nodiscard]] int roomOf(int person) const noexcept { return person / roomSize; }
    [[nodiscard]] int readerOf(int person) const noexcept { return person % roomSize; }
    [[nodiscard]] int readersIn(int room) const noexcept
    {
        return std::min(roomSize, people - room * roomSize);
    }
};

} // namespace madang::bench
