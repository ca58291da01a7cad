#include "client/timeline/stretch.h"

namespace madang::client {

Stretch::Stretch(LiveRows& live, int viewport, int endMargin, int row, int y)
    : m_live(live)
    , m_viewport(viewport)
    , m_endMargin(endMargin)
    , m_first(row)
    , m_last(row)
    , m_top(y)
    , m_bottom(y + live.find(row)->height)
{
}

bool Stretch::extendUp()
{
    const LiveRows::Row* row = m_last + 1 < m_live.count() ? m_live.make(m_last + 1) : nullptr;
    if (!row)
        return false;
    ++m_last;
    m_top -= row->height;
    return true;
}

bool Stretch::extendDown()
{
    const LiveRows::Row* row = m_first > 0 ? m_live.make(m_first - 1) : nullptr;
    if (!row)
        return false;
    --m_first;
    m_bottom += row->height;
    return true;
}

void Stretch::fill()
{
    // A shift may bare the other side, whose rows may show that there is an end, too: no more can follow.
    constexpr int passes = 3;
    for (int pass = 0; pass < passes; ++pass) {
        while (m_bottom + m_shift < m_viewport && extendDown()) { }
        while (m_top + m_shift > 0 && extendUp()) { }
        const int shift = clamp();
        if (shift == m_shift)
            return;
        m_shift = shift;
    }
}

// The shift that keeps the rows within the ends; where they are fewer than fill the viewport they stand
// below.
int Stretch::clamp() const
{
    const int lowest = m_viewport - m_endMargin;
    const bool first = m_first == 0;
    const bool last = m_last == m_live.count() - 1;
    const bool isShort = first && last && m_bottom - m_top <= lowest - m_endMargin;
    if (isShort || (first && m_bottom < lowest))
        return lowest - m_bottom;
    return last && m_top > m_endMargin ? m_endMargin - m_top : 0;
}

bool Stretch::fillMargins(bool fast, const QElapsedTimer& since, qint64 sliceNs)
{
    const int wanted = m_viewport;
    // What is there stays a little longer than it would be made.
    const int kept = wanted + wanted / 4;
    int made = 0;
    bool done = true;
    const auto grow = [&](bool upwards) {
        const int beyond = upwards ? -m_top - m_shift : m_bottom + m_shift - m_viewport;
        const bool isLive = m_live.find(upwards ? m_last + 1 : m_first - 1) != nullptr;
        if (beyond >= (isLive ? kept : wanted))
            return false;
        if (!isLive) {
            const bool spent = made > 0 && since.nsecsElapsed() > sliceNs;
            if (fast || spent) {
                done = false;
                return false;
            }
            ++made;
        }
        return upwards ? extendUp() : extendDown();
    };
    for (bool up = true, down = true; up || down;) {
        up = up && grow(true);
        down = down && grow(false);
    }
    return done;
}

void Stretch::settle(int x)
{
    int y = m_bottom + m_shift;
    for (int row = m_first; row <= m_last; ++row) {
        y -= m_live.find(row)->height;
        m_live.place(row, x, y);
    }
    m_live.keep(m_first, m_last);
}

} // namespace madang::client
