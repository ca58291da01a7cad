#include "client/timeline/liverows.h"

#include <cmath>

namespace madang::client {

LiveRows::LiveRows(QQuickItem& view, std::function<void()> resized)
    : m_view(view)
    , m_resized(std::move(resized))
    , m_pool(view)
{
}

LiveRows::~LiveRows()
{
    // The items are children of the view, which deletes them.
    for (const auto& [row, live] : m_rows)
        QObject::disconnect(live.item, nullptr, &m_view, nullptr);
}

void LiveRows::setModel(QAbstractItemModel* model)
{
    m_model = model;
    reset();
}

void LiveRows::setDelegate(QQmlComponent* delegate)
{
    for (const auto& [row, live] : m_rows) {
        QObject::disconnect(live.item, nullptr, &m_view, nullptr);
        RowPool::drop(live.item);
    }
    m_rows.clear();
    m_pool.setDelegate(delegate);
}

const LiveRows::Row* LiveRows::find(int row) const
{
    const auto found = m_rows.find(row);
    return found == m_rows.end() ? nullptr : &found->second;
}

void LiveRows::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    for (const auto& [row, live] : m_rows)
        live.item->setWidth(width);
}

const LiveRows::Row* LiveRows::make(int row)
{
    auto found = m_rows.find(row);
    if (found == m_rows.end()) {
        // Read from the top: the row above comes before.
        const auto next = m_rows.lower_bound(row);
        QQuickItem* const above = next == m_rows.end() ? nullptr : next->second.item;
        QQuickItem* const beneath = next == m_rows.begin() ? nullptr : std::prev(next)->second.item;
        QQuickItem* item = m_pool.take(m_model->index(row, 0), m_width, above, beneath);
        if (!item)
            return nullptr;
        QObject::connect(item, &QQuickItem::heightChanged, &m_view, m_resized);
        found = m_rows.emplace(row, Row{item, 0, 0}).first;
    }
    // A row of no height would have no end of neighbours.
    found->second.height = std::max(1, int(std::ceil(found->second.item->height())));
    m_heights.set(row, found->second.height);
    return &found->second;
}

void LiveRows::place(int row, int x, int y)
{
    Row& live = m_rows.at(row);
    live.y = y;
    live.item->setPosition(QPointF(x, y));
}

void LiveRows::release(const Row& row)
{
    QObject::disconnect(row.item, nullptr, &m_view, nullptr);
    m_pool.give(row.item);
}

void LiveRows::keep(int first, int last)
{
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        const bool kept = it->first >= first && it->first <= last;
        if (!kept)
            release(it->second);
        it = kept ? std::next(it) : m_rows.erase(it);
    }
}

void LiveRows::renumber(const Renumbering& to)
{
    Map rows;
    for (const auto& [row, live] : m_rows) {
        const int now = to(row);
        if (now < 0) {
            release(live);
            continue;
        }
        if (now != row)
            RowPool::renumber(*live.item, now);
        rows.emplace(now, live);
    }
    m_rows = std::move(rows);
}

void LiveRows::inserted(int first, int last)
{
    m_heights.insert(first, last - first + 1);
    renumber(insertion(first, last));
}

void LiveRows::removed(int first, int last)
{
    m_heights.remove(first, last - first + 1);
    renumber(removal(first, last));
}

void LiveRows::moved(int first, int last, int to)
{
    m_heights.move(first, last - first + 1, to);
    renumber(move(first, last, to));
    // The order of reading is that of the rows.
    const QQuickItem* above = nullptr;
    for (auto it = m_rows.rbegin(); it != m_rows.rend(); ++it) {
        if (above)
            it->second.item->stackAfter(above);
        above = it->second.item;
    }
}

void LiveRows::changed(int first, int last, const QList<int>& roles)
{
    for (auto it = m_rows.lower_bound(first); it != m_rows.end() && it->first <= last; ++it)
        m_pool.update(*it->second.item, m_model->index(it->first, 0), roles);
}

void LiveRows::reset()
{
    keep(0, -1);
    m_heights.clear();
    if (m_model)
        m_heights.insert(0, m_model->rowCount());
}

LiveRows::Renumbering LiveRows::insertion(int first, int last)
{
    return [=](int row) { return row < first ? row : row + last - first + 1; };
}

LiveRows::Renumbering LiveRows::removal(int first, int last)
{
    return [=](int row) { return row < first ? row : row > last ? row - (last - first + 1) : -1; };
}

LiveRows::Renumbering LiveRows::move(int first, int last, int to)
{
    const int count = last - first + 1;
    return [=](int row) {
        if (row >= first && row <= last)
            return to > last ? row + to - last - 1 : row + to - first;
        if (row > last && row < to)
            return row - count;
        if (row < first && row >= to)
            return row + count;
        return row;
    };
}

} // namespace madang::client
