#pragma once

#include "client/timeline/liverows.h"

#include <QtCore/QElapsedTimer>

namespace madang::client {

// Rows standing one at the other, grown outwards from a first one whose place is given, and the shift that
// keeps them within the ends of the list. All in whole pixels of the viewport; row 0 is the lowest.
class Stretch {
public:
    // `row` has its item already.
    Stretch(LiveRows& live, int viewport, int endMargin, int row, int y);

    [[nodiscard]] int first() const { return m_first; }
    [[nodiscard]] int shift() const { return m_shift; }

    // Until the viewport is covered or there are no more.
    void fill();
    // A screen on both sides, so that what comes next is there already, in slices that leave the frame its
    // time: false where some are left for the next one. Nothing is made when `fast`, for it would be gone at
    // once.
    [[nodiscard]] bool fillMargins(bool fast, const QElapsedTimer& since, qint64 sliceNs);
    // Gives all their places, and back what is not among them.
    void settle(int x);

private:
    bool extendUp();
    bool extendDown();
    [[nodiscard]] int clamp() const;

    LiveRows& m_live;
    int m_viewport;
    int m_endMargin;
    int m_first; // the lowest row
    int m_last;
    int m_top; // of the last, before the shift
    int m_bottom; // of the first
    int m_shift = 0;
};

} // namespace madang::client
