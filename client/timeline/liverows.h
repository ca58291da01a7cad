#pragma once

#include "client/timeline/heightindex.h"
#include "client/timeline/rowpool.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QPointer>
#include <functional>
#include <map>

namespace madang::client {

// The rows that have an item now, by their number in the model, and the heights of all. Neighbours in here
// need not be neighbours in the model while a change is being taken in; after each layout they are.
class LiveRows {
public:
    struct Row {
        QQuickItem* item = nullptr;
        int y = 0; // of its top in the viewport, as it was last placed
        int height = 0; // whole pixels, as it was last measured
        [[nodiscard]] int end() const { return y + height; }
    };
    using Map = std::map<int, Row>;
    // New number of a row; -1: it is gone.
    using Renumbering = std::function<int(int)>;

    // `resized` is called when an item changes its height.
    LiveRows(QQuickItem& view, std::function<void()> resized);
    ~LiveRows();
    LiveRows(const LiveRows&) = delete;
    LiveRows& operator=(const LiveRows&) = delete;

    void setModel(QAbstractItemModel* model);
    [[nodiscard]] QAbstractItemModel* model() const { return m_model; }
    void setDelegate(QQmlComponent* delegate);
    [[nodiscard]] QQmlComponent* delegate() const { return m_pool.delegate(); }

    [[nodiscard]] int count() const { return m_heights.count(); }
    [[nodiscard]] const HeightIndex& heights() const { return m_heights; }
    [[nodiscard]] const Map& rows() const { return m_rows; }
    [[nodiscard]] const Row* find(int row) const;

    // Of all items at once, before any is measured.
    void setWidth(int width);
    // The row, made if need be, with its height of now; null where the delegate makes none.
    [[nodiscard]] const Row* make(int row);
    void place(int row, int x, int y);
    // Gives back all others.
    void keep(int first, int last);

    // The model's changes, after they were made.
    void inserted(int first, int last);
    void removed(int first, int last);
    void moved(int first, int last, int to);
    void changed(int first, int last, const QList<int>& roles);
    void reset();
    [[nodiscard]] static Renumbering insertion(int first, int last);
    [[nodiscard]] static Renumbering removal(int first, int last);
    [[nodiscard]] static Renumbering move(int first, int last, int to);

private:
    void renumber(const Renumbering& to);
    void release(const Row& row);

    QQuickItem& m_view;
    std::function<void()> m_resized;
    RowPool m_pool;
    QPointer<QAbstractItemModel> m_model;
    HeightIndex m_heights;
    Map m_rows;
    int m_width = 0;
};

} // namespace madang::client
