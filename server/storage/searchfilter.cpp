#include "server/storage/searchfilter.h"

#include <algorithm>
#include <limits>

namespace madang::server {

namespace {

constexpr size_t smallest = 32; // bytes
constexpr size_t largest = 4'000; // SQLite's pages have 4,096
// Of filters that are not the largest, one of a hundred lets a pair pass that is not there.
constexpr int bitsEach = 3; // set for each member
constexpr size_t bitsPerMember = 12;

// splitmix64 (https://prng.di.unimi.it/splitmix64.c): every bit depends on all of them.
quint64 mixed(quint64 x)
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

quint64 hashOf(std::u32string_view gram)
{
    quint64 hash = gram.size();
    for (const char32_t c : gram) {
        hash = mixed(hash ^ c);
    }
    return hash;
}

quint64 hashOf(UserId sender)
{
    return mixed(mixed(sender.value()) ^ 0x73656E646572); // "sender": no gram is as long
}

qint64 positionOf(quint64 hash, int number)
{
    return qint64(mixed(hash + quint64(number)) & quint64(std::numeric_limits<qint64>::max()));
}

bool isSet(const uchar* bits, size_t count, qint64 position)
{
    const size_t bit = size_t(position) % count;
    return (bits[bit / 8] >> (bit % 8) & 1) != 0;
}

} // namespace

searchfilter::Positions searchfilter::positionsOf(const search::Query& query, UserId sender)
{
    std::vector<quint64> hashes;
    if (!sender.isNull()) {
        hashes.push_back(hashOf(sender));
    }
    for (const std::u32string& gram : query.grams()) {
        hashes.push_back(hashOf(gram));
    }
    // Where there is room, the characters by themselves as well: they sort out what the pairs let pass.
    for (const std::u32string& word : query.words()) {
        for (size_t i = 0; i < word.size() && hashes.size() * bitsEach < positionsAsked; ++i) {
            hashes.push_back(hashOf(std::u32string_view(word).substr(i, 1)));
        }
    }
    // One position of each, then the second of each: many grams say more than many bits of one.
    Positions positions{};
    for (size_t i = 0; i < positions.size(); ++i) {
        positions[i] = positionOf(hashes[i % hashes.size()], int(i / hashes.size()) % bitsEach);
    }
    return positions;
}

bool searchfilter::mayHold(const QByteArray& filter, const Positions& positions) noexcept
{
    const size_t bits = size_t(filter.size()) * 8;
    if (bits == 0) {
        return true; // not made here
    }
    const auto* const data = reinterpret_cast<const uchar*>(filter.constData());
    return std::all_of(
        positions.begin(), positions.end(), [&](qint64 position) { return isSet(data, bits, position); });
}

void SearchFilterBuilder::add(const QString& text, UserId sender)
{
    search::eachGram(
        search::Folded(text), [this](std::u32string_view gram) { m_hashes.push_back(hashOf(gram)); });
    if (!sender.isNull()) {
        m_hashes.push_back(hashOf(sender));
    }
}

QByteArray SearchFilterBuilder::filter()
{
    std::sort(m_hashes.begin(), m_hashes.end());
    m_hashes.erase(std::unique(m_hashes.begin(), m_hashes.end()), m_hashes.end());
    const size_t bytes = std::clamp(m_hashes.size() * bitsPerMember / 8, smallest, largest);
    QByteArray filter(qsizetype(bytes), '\0');
    for (const quint64 hash : m_hashes) {
        for (int number = 0; number < bitsEach; ++number) {
            const size_t bit = size_t(positionOf(hash, number)) % (bytes * 8);
            filter[qsizetype(bit / 8)] = char(uchar(filter[qsizetype(bit / 8)]) | 1 << bit % 8);
        }
    }
    return filter;
}

} // namespace madang::server
