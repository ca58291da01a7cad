// How TimelineView gives rows their places.
#include "client/timeline/timelineview.h"

#include <algorithm>
#include <cmath>

namespace madang::client {

namespace {
constexpr double firstFrameMs = 16.6;
constexpr double longestFrameMs = 64; // after a hitch the motion goes on, not ahead
} // namespace

void TimelineView::wish()
{
    // What a layout itself changes it sees itself.
    if (!m_layingOut)
        polish();
}

int TimelineView::rowWidth() const
{
    return int(std::floor(width())) - 2 * m_sideMargin;
}

int TimelineView::viewport() const
{
    return int(std::ceil(height()));
}

TimelineView::Spot TimelineView::nearest(int y, int lostFirst, int lostLast) const
{
    Spot found;
    int least = 0;
    for (const auto& [row, live] : m_live.rows()) {
        const int distance = y < live.y ? live.y - y : std::max(0, y - live.end() + 1);
        if ((row >= lostFirst && row <= lostLast) || (found.row >= 0 && distance >= least))
            continue;
        found = {row, live.y};
        least = distance;
    }
    return found;
}

void TimelineView::noteShown()
{
    if (m_laidOut) {
        m_laidOut = false;
        m_anchor = nearest(eyeLine(), 0, -1);
        m_scrolled = 0;
    }
    if (m_motion.isActive() || m_marginsOpen)
        wish();
}

int TimelineView::takeSteps()
{
    if (m_following || m_jump)
        m_motion.stop();
    if (!m_motion.isActive()) {
        m_lastStep.invalidate();
        return 0;
    }
    const double elapsed = m_lastStep.isValid() ? double(m_lastStep.nsecsElapsed()) / 1e6 : firstFrameMs;
    m_lastStep.start();
    return m_motion.step(std::min(elapsed, longestFrameMs));
}

void TimelineView::updatePolish()
{
    m_marginsOpen = false;
    if (!isComponentComplete() || viewport() <= 0 || rowWidth() <= 0)
        return;
    QElapsedTimer since;
    since.start();
    const int steps = takeSteps();
    const bool isJump = m_jump.has_value();

    m_layingOut = true;
    m_live.setWidth(rowWidth());
    std::optional<Stretch> stretch = count() > 0 ? begin(steps) : std::nullopt;
    if (stretch) {
        stretch->fill();
        m_marginsOpen = !stretch->fillMargins(std::abs(steps) > viewport() / 4, since, m_marginsSlice);
        stretch->settle(m_sideMargin);
        m_laidOut = true;
    } else {
        m_live.keep(0, -1);
        m_anchor = {};
        m_scrolled = 0;
    }
    m_layingOut = false;

    focusCurrent();
    if (stretch)
        noteEnd(*stretch, steps, isJump);
    Q_EMIT laidOut();
}

std::optional<Stretch> TimelineView::begin(int steps)
{
    Spot spot;
    m_scrolled += steps;
    if (m_jump) {
        spot = jumped();
    } else if (m_following || m_anchor.row < 0) {
        const LiveRows::Row* newest = m_live.make(0);
        spot = {0, newest ? viewport() - m_endMargin - newest->height : 0};
        if (!m_following)
            spot.y += m_scrolled;
    } else {
        m_anchor.row = std::min(m_anchor.row, count() - 1);
        if (std::abs(steps) >= viewport()) {
            m_anchor = leapt();
            m_scrolled = 0;
        }
        spot = {m_anchor.row, m_anchor.y + m_scrolled};
    }
    if (!m_live.make(spot.row))
        return std::nullopt;
    return Stretch(m_live, viewport(), m_endMargin, spot.row, spot.y);
}

TimelineView::Spot TimelineView::jumped()
{
    const int row = std::clamp(m_jump->row, 0, count() - 1);
    const LiveRows::Row* made = m_live.make(row);
    const int room = viewport() - (made ? made->height : 0);
    int y = m_endMargin;
    if (m_jump->place == Place::Bottom)
        y = room - m_endMargin;
    else if (m_jump->place == Place::Center)
        y = std::max(m_endMargin, room / 2);
    m_anchor = {row, y};
    m_scrolled = 0;
    m_jump.reset();
    return m_anchor;
}

// Where the eye comes to rest by what is known of the heights. Past an end it is that end, which real heights
// find.
TimelineView::Spot TimelineView::leapt() const
{
    const HeightIndex& heights = m_live.heights();
    constexpr int farAbove = 1 << 20;
    const int row = m_anchor.row;
    // Of the viewport's lower edge from that of row 0.
    const double bottom = heights.before(row) + heights.height(row) + m_anchor.y + m_scrolled - viewport();
    if (bottom <= -m_endMargin)
        return {0, -farAbove};
    if (bottom >= heights.total() + m_endMargin - viewport())
        return {count() - 1, m_endMargin};
    const int found = heights.rowAt(bottom + viewport() - eyeLine());
    return {found, int(std::lround(viewport() + bottom - heights.before(found) - heights.height(found)))};
}

void TimelineView::noteEnd(const Stretch& stretch, int steps, bool wasJump)
{
    // An end stops what runs against it.
    if ((steps > 0 && stretch.shift() < 0) || (steps < 0 && stretch.shift() > 0))
        m_motion.stop();
    const bool isShort = above() <= 0;
    const bool atEnd = m_endKnown && stretch.first() == 0 && below() <= 0;
    if (wasJump)
        setFollowing(atEnd);
    else if (atEnd && (steps < 0 || isShort))
        setFollowing(true);
}

} // namespace madang::client
