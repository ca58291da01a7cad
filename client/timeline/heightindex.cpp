#include "client/timeline/heightindex.h"

#include <algorithm>
#include <bit>

namespace madang::client {

namespace {
size_t lowestBit(size_t i)
{
    return i & (~i + 1);
}
} // namespace

void HeightIndex::insert(int row, int count)
{
    if (count <= 0)
        return;
    const bool atEnd = row == this->count();
    m_heights.insert(m_heights.begin() + row, size_t(count), -1);
    if (!atEnd || m_stale) {
        m_stale = true;
        return;
    }
    // A new node holds what its children hold: itself it adds nothing.
    for (int added = 0; added < count; ++added) {
        const size_t i = m_tree.size() + 1;
        Node node;
        for (size_t child = i - 1; child > i - lowestBit(i); child -= lowestBit(child)) {
            node.sum += m_tree[child - 1].sum;
            node.known += m_tree[child - 1].known;
        }
        m_tree.push_back(node);
    }
}

void HeightIndex::remove(int row, int count)
{
    if (count <= 0)
        return;
    const auto first = m_heights.begin() + row;
    for (auto it = first; it != first + count; ++it) {
        if (*it >= 0) {
            m_sum -= *it;
            --m_known;
        }
    }
    const bool atEnd = row + count == this->count();
    m_heights.erase(first, first + count);
    if (atEnd && !m_stale)
        m_tree.resize(m_heights.size());
    else
        m_stale = true;
}

void HeightIndex::move(int from, int count, int to)
{
    const auto begin = m_heights.begin();
    if (to > from)
        std::rotate(begin + from, begin + from + count, begin + to);
    else
        std::rotate(begin + to, begin + from, begin + from + count);
    m_stale = true;
}

void HeightIndex::clear()
{
    remove(0, count());
}

void HeightIndex::set(int row, int height)
{
    int& held = m_heights[size_t(row)];
    if (held == height)
        return;
    const int more = height - std::max(held, 0);
    const int newly = held < 0 ? 1 : 0;
    held = height;
    m_sum += more;
    m_known += newly;
    if (m_stale)
        return;
    for (size_t i = size_t(row) + 1; i <= m_tree.size(); i += lowestBit(i)) {
        m_tree[i - 1].sum += more;
        m_tree[i - 1].known += newly;
    }
}

double HeightIndex::height(int row) const
{
    const int held = m_heights[size_t(row)];
    return held < 0 ? mean() : held;
}

double HeightIndex::mean() const
{
    return m_known == 0 ? guess : double(m_sum) / m_known;
}

void HeightIndex::build() const
{
    m_tree.assign(m_heights.size(), Node());
    for (size_t i = 1; i <= m_tree.size(); ++i) {
        Node& node = m_tree[i - 1];
        if (const int height = m_heights[i - 1]; height >= 0) {
            node.sum += height;
            ++node.known;
        }
        if (const size_t parent = i + lowestBit(i); parent <= m_tree.size()) {
            m_tree[parent - 1].sum += node.sum;
            m_tree[parent - 1].known += node.known;
        }
    }
    m_stale = false;
}

double HeightIndex::before(int row) const
{
    if (m_stale)
        build();
    Node all;
    for (size_t i = size_t(row); i > 0; i -= lowestBit(i)) {
        all.sum += m_tree[i - 1].sum;
        all.known += m_tree[i - 1].known;
    }
    return double(all.sum) + (row - all.known) * mean();
}

int HeightIndex::rowAt(double distance) const
{
    if (m_heights.empty())
        return -1;
    if (m_stale)
        build();
    const double unknown = mean();
    size_t passed = 0;
    for (size_t step = std::bit_floor(m_tree.size()); step > 0; step /= 2) {
        if (passed + step > m_tree.size())
            continue;
        const Node& node = m_tree[passed + step - 1];
        const double height = double(node.sum) + double(int(step) - node.known) * unknown;
        if (height <= distance) {
            distance -= height;
            passed += step;
        }
    }
    return std::min(int(passed), count() - 1);
}

} // namespace madang::client
