#include "client/timeline/rowpool.h"

#include <QtGui/QAccessible>
#include <QtQml/QQmlContext>
#include <QtQml/QQmlEngine>
#include <QtQml/QQmlInfo>

namespace madang::client {

namespace {
constexpr size_t sparesMost = 40;
constexpr const char* indexName = "index";
constexpr const char* viewName = "view";

// Qt tells accessibility of no child that comes or goes by itself.
void tell(QQuickItem* item, QAccessible::Event what)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(item, what);
    QAccessible::updateAccessibility(&event);
}
} // namespace

RowPool::RowPool(QQuickItem& view)
    : m_view(view)
{
}

RowPool::~RowPool()
{
    clear();
}

void RowPool::setDelegate(QQmlComponent* delegate)
{
    clear();
    m_delegate = delegate;
}

QQuickItem* RowPool::take(const QModelIndex& row, qreal width, QQuickItem* after, QQuickItem* before)
{
    QQuickItem* item = nullptr;
    if (m_spare.empty()) {
        item = make(row, width);
        if (!item)
            return nullptr;
    } else {
        item = m_spare.back();
        m_spare.pop_back();
        item->setWidth(width);
        item->setParentItem(&m_view);
        renumber(*item, row.row());
        update(*item, row, {});
    }
    if (after)
        item->stackAfter(after);
    else if (before)
        item->stackBefore(before);
    tell(item, QAccessible::ObjectCreated);
    return item;
}

QQuickItem* RowPool::make(const QModelIndex& row, qreal width)
{
    if (!m_delegate)
        return nullptr;
    QQmlContext* context = m_delegate->creationContext();
    QObject* object = m_delegate->beginCreate(context ? context : qmlContext(&m_view));
    auto* item = qobject_cast<QQuickItem*>(object);
    if (!item) {
        qmlWarning(&m_view) << "The delegate makes no item: " << m_delegate->errorString();
        delete object;
        return nullptr;
    }
    QQmlEngine::setObjectOwnership(item, QQmlEngine::CppOwnership);
    QVariantMap values;
    const auto fill = [&](const QByteArray& name, const QVariant& value) {
        if (item->metaObject()->indexOfProperty(name.constData()) >= 0)
            values.insert(QString::fromUtf8(name), value);
    };
    fill(indexName, row.row());
    fill(viewName, QVariant::fromValue(&m_view));
    const QHash<int, QByteArray> names = row.model()->roleNames();
    for (auto name = names.cbegin(); name != names.cend(); ++name)
        fill(name.value(), row.data(name.key()));
    item->setWidth(width);
    item->setParent(&m_view);
    item->setParentItem(&m_view);
    m_delegate->setInitialProperties(item, values);
    m_delegate->completeCreate();
    return item;
}

void RowPool::give(QQuickItem* item)
{
    if (m_spare.size() >= sparesMost) {
        drop(item);
        return;
    }
    tell(item, QAccessible::ObjectDestroyed);
    item->setFocus(false);
    item->setParentItem(nullptr);
    m_spare.push_back(item);
}

void RowPool::drop(QQuickItem* item)
{
    tell(item, QAccessible::ObjectDestroyed);
    item->setParentItem(nullptr);
    // It may be the one whose button was just pressed.
    item->deleteLater();
}

void RowPool::update(QQuickItem& item, const QModelIndex& row, const QList<int>& roles)
{
    const QHash<int, QByteArray> names = row.model()->roleNames();
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        const bool changed = roles.isEmpty() || roles.contains(name.key());
        if (changed && item.metaObject()->indexOfProperty(name.value()) >= 0)
            item.setProperty(name.value().constData(), row.data(name.key()));
    }
}

void RowPool::renumber(QQuickItem& item, int row)
{
    if (item.metaObject()->indexOfProperty(indexName) >= 0)
        item.setProperty(indexName, row);
}

void RowPool::clear()
{
    for (QQuickItem* item : m_spare)
        item->deleteLater();
    m_spare.clear();
}

} // namespace madang::client
