#include "client/timeline/timelineview.h"

#include <QtGui/QWheelEvent>
#include <QtQuick/QQuickWindow>
#include <algorithm>

namespace madang::client {

TimelineView::TimelineView(QQuickItem* parent)
    : QQuickItem(parent)
    , m_live(*this, [this] { wish(); })
{
    setClip(true);
    setFlag(ItemIsFocusScope);
    connect(this, &TimelineView::marginsChanged, this, &TimelineView::wish);
}

TimelineView::~TimelineView() = default;

void TimelineView::setModel(QAbstractItemModel* model)
{
    if (model == m_live.model())
        return;
    if (m_live.model())
        disconnect(m_live.model(), nullptr, this, nullptr);
    m_live.setModel(model);
    if (model)
        follow(model);
    forget();
    Q_EMIT modelChanged();
}

void TimelineView::follow(QAbstractItemModel* model)
{
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        renumber(LiveRows::insertion(first, last), 0, -1);
        m_live.inserted(first, last);
        Q_EMIT countChanged();
    });
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) {
        renumber(LiveRows::removal(first, last), first, last);
        m_live.removed(first, last);
        Q_EMIT countChanged();
    });
    connect(model, &QAbstractItemModel::rowsMoved, this,
        [this](const QModelIndex&, int first, int last, const QModelIndex&, int to) {
            renumber(LiveRows::move(first, last, to), first, last);
            m_live.moved(first, last, to);
        });
    connect(model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) {
            m_live.changed(first.row(), last.row(), roles);
            wish();
        });
    // Ours are never reset; those of others are taken for new.
    const auto anew = [this] {
        m_live.reset();
        forget();
    };
    connect(model, &QAbstractItemModel::modelReset, this, anew);
    connect(model, &QAbstractItemModel::layoutChanged, this, anew);
    connect(model, &QObject::destroyed, this, [this] {
        m_live.setModel(nullptr);
        forget();
    });
}

void TimelineView::forget()
{
    m_anchor = {};
    m_scrolled = 0;
    m_jump.reset();
    m_motion.stop();
    setCurrentIndex(-1);
    wish();
    Q_EMIT countChanged();
}

// Called before the live rows get their new numbers: who takes over is found by where they stand.
void TimelineView::renumber(const LiveRows::Renumbering& to, int lostFirst, int lostLast)
{
    if (m_anchor.row >= lostFirst && m_anchor.row <= lostLast) {
        const LiveRows::Row* gone = m_live.find(m_anchor.row);
        const Spot heir = nearest(gone ? gone->y : m_anchor.y + m_scrolled, lostFirst, lostLast);
        if (heir.row >= 0) {
            m_anchor = heir;
            m_scrolled = 0;
        }
    }
    // Without an heir the row that takes its number stands where it stood.
    if (m_anchor.row >= 0)
        m_anchor.row = to(m_anchor.row) < 0 ? lostFirst : to(m_anchor.row);
    if (m_jump && to(m_jump->row) < 0)
        m_jump.reset();
    if (m_jump)
        m_jump->row = to(m_jump->row);
    // Its item keeps the focus.
    if (const int current = m_current < 0 ? -1 : to(m_current); current != m_current) {
        m_current = current;
        Q_EMIT currentIndexChanged();
    }
    wish();
}

void TimelineView::setDelegate(QQmlComponent* delegate)
{
    if (delegate == m_live.delegate())
        return;
    m_live.setDelegate(delegate);
    wish();
    Q_EMIT delegateChanged();
}

void TimelineView::setSideMargin(int margin)
{
    if (m_sideMargin == margin)
        return;
    m_sideMargin = margin;
    Q_EMIT marginsChanged();
}

void TimelineView::setEndMargin(int margin)
{
    if (m_endMargin == margin)
        return;
    m_endMargin = margin;
    Q_EMIT marginsChanged();
}

void TimelineView::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    wish();
    Q_EMIT followingChanged();
}

void TimelineView::setCurrentIndex(int row)
{
    if (m_current == row)
        return;
    m_current = row;
    if (QQuickItem* before = scopedFocusItem())
        before->setFocus(false);
    focusCurrent();
    Q_EMIT currentIndexChanged();
}

// The row has the focus, so that a screen reader speaks it; unless something inside a row has taken it.
void TimelineView::focusCurrent()
{
    QQuickItem* item = itemOf(m_current);
    if (item && !scopedFocusItem())
        item->setFocus(true);
}

qreal TimelineView::below() const
{
    if (m_live.rows().empty())
        return 0;
    const auto& [row, lowest] = *m_live.rows().begin();
    return m_live.heights().before(row) + lowest.end() + m_endMargin - viewport();
}

qreal TimelineView::above() const
{
    if (m_live.rows().empty())
        return 0;
    return m_live.heights().total() + 2 * m_endMargin - viewport() - below();
}

void TimelineView::scrollBy(qreal distance)
{
    m_motion.stop();
    go(distance, 0);
}

void TimelineView::glideBy(qreal distance)
{
    go(distance, m_glideTime);
}

void TimelineView::fling(qreal velocity)
{
    m_motion.stop();
    go(velocity * m_throwTime / 1000, m_throwTime);
}

void TimelineView::go(qreal distance, int tauMs)
{
    constexpr qreal something = 0.5; // sums of means are not exact
    const bool upwards = distance > 0;
    if (distance == 0 || (upwards ? above() < something : m_following))
        return;
    if (upwards)
        setFollowing(false);
    m_motion.add(distance, tauMs);
    wish();
    Q_EMIT scrolled();
}

void TimelineView::stop()
{
    m_motion.stop();
}

void TimelineView::jump(int row, Place place)
{
    if (row < 0 || row >= count())
        return;
    m_motion.stop();
    m_jump = Jump{row, place};
    wish();
}

void TimelineView::jumpToEnd()
{
    m_motion.stop();
    m_jump.reset();
    setFollowing(true);
}

void TimelineView::reveal(int row)
{
    const LiveRows::Row* found = m_live.find(row);
    if (!found) {
        jump(row, row > eyeRow() ? Place::Top : Place::Bottom);
        return;
    }
    // From where a scroll that is under way will end.
    const double y = found->y + m_motion.remaining();
    const double lowest = viewport() - m_endMargin - found->height;
    if (y > lowest)
        glideBy(std::max(lowest, double(m_endMargin)) - y);
    else if (y < m_endMargin)
        glideBy(m_endMargin - y);
}

void TimelineView::dragTo(qreal share)
{
    const qreal whole = above() + viewport() + below();
    const qreal distance = above() - share * whole;
    if (share <= 0)
        jump(count() - 1, Place::Top);
    else if (share * whole + viewport() >= whole - 1)
        jump(0, Place::Bottom);
    else
        scrollBy(distance);
}

QQuickItem* TimelineView::itemAt(qreal x, qreal y) const
{
    return x < 0 || x >= width() ? nullptr : itemOf(rowAt(y));
}

int TimelineView::rowAt(qreal y) const
{
    if (y < 0 || y >= height())
        return -1;
    for (const auto& [row, live] : m_live.rows()) {
        if (y >= live.y && y < live.end())
            return row;
    }
    return -1;
}

QQuickItem* TimelineView::itemOf(int row) const
{
    const LiveRows::Row* found = m_live.find(row);
    return found ? found->item : nullptr;
}

int TimelineView::eyeRow() const
{
    return nearest(eyeLine(), 0, -1).row;
}

void TimelineView::componentComplete()
{
    QQuickItem::componentComplete();
    wish();
}

void TimelineView::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size())
        wish();
}

void TimelineView::itemChange(ItemChange change, const ItemChangeData& data)
{
    QQuickItem::itemChange(change, data);
    if (change != ItemSceneChange)
        return;
    disconnect(m_frames);
    if (data.window)
        m_frames = connect(data.window, &QQuickWindow::frameSwapped, this, &TimelineView::noteShown);
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    constexpr qreal anglePerNotch = 120;
    if (event->pixelDelta().y() != 0)
        scrollBy(event->pixelDelta().y());
    else
        glideBy(m_notch * event->angleDelta().y() / anglePerNotch);
}

} // namespace madang::client
