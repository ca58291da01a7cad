#pragma once

#include "shared/core/id.h"
#include "shared/core/searchtext.h"

#include <QtCore/QByteArray>
#include <array>
#include <string_view>
#include <vector>

namespace madang::server {

// A Bloom filter (https://en.wikipedia.org/wiki/Bloom_filter) of what a block of messages holds: the grams of
// their texts and who sent them. It says for sure what is not there; what may be is looked at. Its form is
// kept in databases: it never changes without a migration that builds all of them anew.
namespace searchfilter {

// Messages of one filter: seq 1 to 32 are block 0.
constexpr qint64 blockSize = 32;
[[nodiscard]] constexpr qint64 blockOf(qint64 seq) noexcept
{
    return (seq - 1) / blockSize;
}
[[nodiscard]] constexpr qint64 firstSeqOf(qint64 block) noexcept
{
    return block * blockSize + 1;
}

// What a query asks of a filter: bit number `position % size of the filter in bits` is set, for each.
constexpr int positionsAsked = 12;
using Positions = std::array<qint64, positionsAsked>;
[[nodiscard]] Positions positionsOf(const search::Query& query, UserId sender);
[[nodiscard]] bool mayHold(const QByteArray& filter, const Positions& positions) noexcept;

} // namespace searchfilter

// Collects what one block holds.
class SearchFilterBuilder {
public:
    void add(const QString& text, UserId sender);
    // As small as keeps it selective. It fits into a row of either database.
    [[nodiscard]] QByteArray filter();

private:
    std::vector<quint64> m_hashes;
};

} // namespace madang::server
