#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace madang::bench {

// Counts of durations in ns, in log-linear buckets: each power of two is cut into 128, so a quantile is at
// most 0.8 % above the true one, from 1 ns to hours, in 42 KB and without allocation while recording.
class Histogram {
public:
    Histogram();

    // Negative durations (a clock read across cores) count as 0.
    void record(std::int64_t ns) noexcept;
    void merge(const Histogram& other) noexcept;
    void clear() noexcept;

    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    [[nodiscard]] std::int64_t max() const noexcept { return m_max; }
    [[nodiscard]] double mean() const noexcept;
    // The smallest bucket's upper end below or at which `fraction` (0 to 1) of all values lie; 0 where there
    // are none.
    [[nodiscard]] std::int64_t quantile(double fraction) const noexcept;

private:
    [[nodiscard]] static std::size_t bucketOf(std::uint64_t ns) noexcept;
    [[nodiscard]] static std::uint64_t upperEnd(std::size_t bucket) noexcept;

    std::vector<std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
    std::int64_t m_max = 0;
    double m_sum = 0;
};

} // namespace madang::bench
