#pragma once

#include <QtCore/QHash>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QPointer>
#include <QtQml/QQmlComponent>
#include <QtQuick/QQuickItem>
#include <vector>

namespace madang::client {

// Makes the items that show rows, from one delegate, and keeps those that are out of use to be used again. An
// item gets the model's roles as properties of their names, as far as it declares them, its row as `index`,
// and the view as `view`. An item in use is a child of the view, in the order of reading; one in the pool is
// in no tree, so that neither the renderer nor a screen reader finds it.
class RowPool {
public:
    explicit RowPool(QQuickItem& view);
    ~RowPool();
    RowPool(const RowPool&) = delete;
    RowPool& operator=(const RowPool&) = delete;

    // Items of another delegate must be given back, or dropped with clear(), before.
    void setDelegate(QQmlComponent* delegate);
    [[nodiscard]] QQmlComponent* delegate() const { return m_delegate; }

    // The item of a row at that width, not placed yet; null where the delegate makes none. In the tree it
    // comes right after or before the item given, where one is.
    [[nodiscard]] QQuickItem* take(
        const QModelIndex& row, qreal width, QQuickItem* after, QQuickItem* before);
    void give(QQuickItem* item);
    // Tells an item what changed; no roles: all.
    void update(QQuickItem& item, const QModelIndex& row, const QList<int>& roles);
    static void renumber(QQuickItem& item, int row);
    // Deletes what is not in use.
    void clear();
    // Deletes one that was in use.
    static void drop(QQuickItem* item);

private:
    [[nodiscard]] QQuickItem* make(const QModelIndex& row, qreal width);

    QQuickItem& m_view;
    QPointer<QQmlComponent> m_delegate;
    std::vector<QQuickItem*> m_spare;
};

} // namespace madang::client
