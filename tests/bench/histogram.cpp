#include "tests/bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace madang::bench {

namespace {
constexpr unsigned subBits = 7;
constexpr std::uint64_t subCount = 1U << subBits;
constexpr unsigned topBit = 43; // 2^43 ns are 2.4 hours; what is longer counts as that
constexpr std::size_t bucketCount = std::size_t(topBit - subBits + 2) << subBits;
} // namespace

Histogram::Histogram()
    : m_buckets(bucketCount)
{
}

// Below 128 each value has its own bucket; from there on the top 8 bits of the value name it.
std::size_t Histogram::bucketOf(std::uint64_t ns) noexcept
{
    if (ns < subCount)
        return std::size_t(ns);
    const unsigned shift = unsigned(std::bit_width(ns)) - 1 - subBits;
    const std::size_t bucket = (std::size_t(shift + 1) << subBits) + std::size_t((ns >> shift) - subCount);
    return std::min(bucket, bucketCount - 1);
}

std::uint64_t Histogram::upperEnd(std::size_t bucket) noexcept
{
    if (bucket < subCount)
        return bucket;
    const unsigned shift = unsigned(bucket >> subBits) - 1;
    const std::uint64_t sub = (bucket & (subCount - 1)) + subCount;
    return ((sub + 1) << shift) - 1;
}

void Histogram::record(std::int64_t ns) noexcept
{
    const auto value = std::max<std::int64_t>(ns, 0);
    ++m_buckets[bucketOf(std::uint64_t(value))];
    ++m_count;
    m_max = std::max(m_max, value);
    m_sum += double(value);
}

void Histogram::merge(const Histogram& other) noexcept
{
    std::transform(
        m_buckets.begin(), m_buckets.end(), other.m_buckets.begin(), m_buckets.begin(), std::plus<>());
    m_count += other.m_count;
    m_max = std::max(m_max, other.m_max);
    m_sum += other.m_sum;
}

void Histogram::clear() noexcept
{
    std::fill(m_buckets.begin(), m_buckets.end(), 0);
    m_count = 0;
    m_max = 0;
    m_sum = 0;
}

double Histogram::mean() const noexcept
{
    return m_count ? m_sum / double(m_count) : 0;
}

std::int64_t Histogram::quantile(double fraction) const noexcept
{
    if (m_count == 0)
        return 0;
    const auto wanted = std::max<std::uint64_t>(1, std::uint64_t(std::ceil(fraction * double(m_count))));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= wanted)
            return std::min(m_max, std::int64_t(upperEnd(bucket)));
    }
    return m_max;
}

} // namespace madang::bench
