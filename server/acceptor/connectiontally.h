#pragma once

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace madang::server {

// How many connections there are, per loop and in all. A place is taken when a connection is accepted and
// given back when its socket is gone, wherever that is. Any thread.
class ConnectionTally : public std::enable_shared_from_this<ConnectionTally> {
public:
    explicit ConnectionTally(int loops)
        : m_loops(size_t(loops))
    {
    }

    class Place {
    public:
        Place(std::shared_ptr<ConnectionTally> tally, int loop)
            : m_tally(std::move(tally))
            , m_loop(loop)
        {
            ++m_tally->m_total;
            ++m_tally->m_loops[size_t(m_loop)];
        }
        Place(Place&&) noexcept = default;
        Place& operator=(Place&&) = delete;
        ~Place()
        {
            if (m_tally) {
                --m_tally->m_loops[size_t(m_loop)];
                --m_tally->m_total;
            }
        }

    private:
        std::shared_ptr<ConnectionTally> m_tally;
        int m_loop;
    };

    [[nodiscard]] Place take(int loop) { return Place(shared_from_this(), loop); }
    [[nodiscard]] int total() const noexcept { return m_total; }
    [[nodiscard]] int on(int loop) const noexcept { return m_loops[size_t(loop)]; }
    // The loop with the fewest; among equals, the first from `start` on.
    [[nodiscard]] int leastLoaded(int start) const noexcept
    {
        const int count = int(m_loops.size());
        int best = start % count;
        for (int i = 1; i < count; ++i) {
            const int loop = (start + i) % count;
            if (on(loop) < on(best))
                best = loop;
        }
        return best;
    }

private:
    std::atomic<int> m_total{0};
    std::vector<std::atomic<int>> m_loops;
};

} // namespace madang::server
