#pragma once

#include <QtCore/QtGlobal>
#include <vector>

namespace madang::client {

// The heights of all rows, as far as they are known; a row that was never measured counts as the mean of
// those that were. Serves the scroll bar and leaps, never the place of what is shown. Distances are in pixels
// from the outer edge of row 0. A Fenwick tree: asking and telling take the logarithm of the count; rows that
// come or go elsewhere than at the end make it anew with the next question.
class HeightIndex {
public:
    // The mean as long as nothing was measured.
    static constexpr int guess = 60;

    [[nodiscard]] int count() const noexcept { return int(m_heights.size()); }
    void insert(int row, int count);
    void remove(int row, int count);
    // `count` rows from `from` on, to stand before what is now row `to`.
    void move(int from, int count, int to);
    void clear();

    void set(int row, int height);
    [[nodiscard]] double height(int row) const;
    [[nodiscard]] double mean() const;
    // Of all rows before this one; `row` may be count().
    [[nodiscard]] double before(int row) const;
    [[nodiscard]] double total() const { return before(count()); }
    // The row that covers a distance; the first or last one for what lies outside, -1 without rows.
    [[nodiscard]] int rowAt(double distance) const;

private:
    struct Node {
        qint64 sum = 0;
        int known = 0;
    };
    void build() const;

    std::vector<int> m_heights; // -1: unknown
    mutable std::vector<Node> m_tree; // [i - 1] stands for the rows (i - lowest bit of i, i]
    mutable bool m_stale = false;
    qint64 m_sum = 0;
    int m_known = 0;
};

} // namespace madang::client
