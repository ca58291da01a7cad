#include "client/cache/seqranges.h"

#include <QtCore/QStringList>
#include <algorithm>

namespace madang::client {

qint64 SeqRanges::count() const noexcept
{
    qint64 sum = 0;
    for (const Range& range : m_ranges)
        sum += range.last - range.first + 1;
    return sum;
}

std::optional<SeqRanges::Range> SeqRanges::rangeAt(qint64 seq) const
{
    const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), seq,
        [](qint64 wanted, const Range& range) { return wanted < range.first; });
    if (after == m_ranges.begin())
        return std::nullopt;
    const Range& range = *std::prev(after);
    return seq <= range.last ? std::optional(range) : std::nullopt;
}

QList<SeqRanges::Range> SeqRanges::gaps(qint64 first, qint64 last) const
{
    QList<Range> missing;
    qint64 next = first;
    for (const Range& range : m_ranges) {
        if (range.last < next)
            continue;
        if (range.first > last)
            break;
        if (range.first > next)
            missing.append({next, range.first - 1});
        next = range.last + 1;
    }
    if (next <= last)
        missing.append({next, last});
    return missing;
}

void SeqRanges::add(qint64 first, qint64 last)
{
    if (first > last)
        return;
    // All that overlap or touch become one.
    const auto from = std::lower_bound(m_ranges.begin(), m_ranges.end(), first - 1,
        [](const Range& range, qint64 wanted) { return range.last < wanted; });
    auto to = from;
    while (to != m_ranges.end() && to->first <= last + 1) {
        first = std::min(first, to->first);
        last = std::max(last, to->last);
        ++to;
    }
    const qsizetype at = from - m_ranges.begin();
    m_ranges.erase(from, to);
    m_ranges.insert(at, {first, last});
}

void SeqRanges::remove(qint64 first, qint64 last)
{
    QList<Range> left;
    for (const Range& range : std::as_const(m_ranges)) {
        if (range.first < first)
            left.append({range.first, std::min(range.last, first - 1)});
        if (range.last > last)
            left.append({std::max(range.first, last + 1), range.last});
    }
    m_ranges = std::move(left);
}

qint64 SeqRanges::trimToNewest(qint64 most)
{
    qint64 surplus = count() - std::max<qint64>(most, 0);
    qint64 before = 0;
    while (surplus > 0) {
        Range& oldest = m_ranges.first();
        const qint64 size = oldest.last - oldest.first + 1;
        const qint64 going = std::min(size, surplus);
        before = oldest.first + going;
        surplus -= going;
        if (going == size)
            m_ranges.removeFirst();
        else
            oldest.first = before;
    }
    return before;
}

QString SeqRanges::toText() const
{
    QStringList words;
    words.reserve(m_ranges.size());
    for (const Range& range : m_ranges)
        words.append(QString::number(range.first) % QLatin1Char('-') % QString::number(range.last));
    return words.join(QLatin1Char(' '));
}

std::optional<SeqRanges> SeqRanges::fromText(const QString& text)
{
    SeqRanges read;
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const QStringList ends = word.split(QLatin1Char('-'));
        bool isFirst = false;
        bool isLast = false;
        const Range range{ends.first().toLongLong(&isFirst), ends.last().toLongLong(&isLast)};
        const bool fits = ends.size() == 2 && isFirst && isLast && range.first > 0
            && range.first <= range.last && (read.isEmpty() || range.first > read.last() + 1);
        if (!fits)
            return std::nullopt;
        read.m_ranges.append(range);
    }
    return read;
}

} // namespace madang::client
