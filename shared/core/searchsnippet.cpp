#include "shared/core/searchtext.h"

#include <QtCore/QList>
#include <algorithm>

namespace madang::search {

namespace {

constexpr char32_t kEllipsis = 0x2026;

bool isBlank(char32_t c)
{
    return QChar::isSpace(c) || QChar::category(c) == QChar::Other_Control;
}

// Whether a cut before it would tear a character apart.
bool belongsToLast(const QList<uint>& points, int at)
{
    constexpr uint joiner = 0x200D;
    const uint c = points[at];
    return QChar::isMark(c) || c == joiner || (c >= 0x1F3FB && c <= 0x1F3FF)
        || (at > 0 && points[at - 1] == joiner);
}

// Where what is shown begins: a little before the mark, rather between words than within one.
int beginOf(const QList<uint>& points, int mark, int room)
{
    const int size = int(points.size());
    if (size <= room)
        return 0;
    const int lead = room / 4;
    int begin = std::clamp(std::min(mark - lead, size - room), 0, size);
    if (begin == 0)
        return 0;
    for (int i = begin; i < std::min(begin + lead / 2, mark); ++i) {
        if (isBlank(points[i]))
            return i + 1;
    }
    while (begin < mark && belongsToLast(points, begin))
        ++begin;
    return begin;
}

} // namespace

Snippet snippet(const QString& text, const std::vector<Mark>& marks, const Limits& limits)
{
    const QList<uint> points = text.toUcs4();
    const int size = int(points.size());
    const int most = std::max(limits.searchSnippet, 3);
    const int first = marks.empty() ? 0 : std::clamp(marks.front().offset, 0, size);
    const int begin = beginOf(points, first, most - 1);

    QList<uint> shown;
    if (begin > 0)
        shown << kEllipsis;
    QList<int> places; // of each code point from `begin` on
    const qsizetype margin = shown.size();
    int end = begin;
    for (; end < size && shown.size() < most; ++end) {
        const bool blank = isBlank(points[end]);
        const bool left = blank && (shown.size() == margin || shown.back() == U' ');
        places << int(left ? std::max(shown.size() - 1, margin) : shown.size());
        if (!left)
            shown << (blank ? uint(U' ') : points[end]);
    }
    if (end < size) {
        // Room for the sign that there is more.
        while (shown.size() >= most || (end > begin && end < size && belongsToLast(points, end))) {
            --end;
            const int place = places.takeLast();
            if (shown.size() > place && (places.isEmpty() || places.back() != place))
                shown.resize(place);
        }
        shown << kEllipsis;
    } else {
        while (shown.size() > margin && shown.back() == U' ')
            shown.removeLast();
    }

    Snippet result;
    result.text = QString::fromUcs4(reinterpret_cast<const char32_t*>(shown.constData()), shown.size());
    for (const Mark& mark : marks) {
        const int from = std::max(mark.offset, begin);
        const int to = std::min(mark.offset + mark.length, end);
        if (from < to) {
            const int offset = places[from - begin];
            result.marks.push_back({offset, places[to - 1 - begin] + 1 - offset});
        }
    }
    return result;
}

} // namespace madang::search
