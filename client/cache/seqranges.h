#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <optional>

namespace madang::client {

// A set of seqs as ranges: which messages of a room are held. Pure; ranges are ascending and never touch.
class SeqRanges {
public:
    struct Range {
        qint64 first = 0;
        qint64 last = 0; // inclusive
        bool operator==(const Range&) const = default;
    };

    [[nodiscard]] const QList<Range>& ranges() const noexcept { return m_ranges; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_ranges.isEmpty(); }
    [[nodiscard]] qint64 count() const noexcept;
    // 0 when empty.
    [[nodiscard]] qint64 first() const noexcept { return isEmpty() ? 0 : m_ranges.first().first; }
    [[nodiscard]] qint64 last() const noexcept { return isEmpty() ? 0 : m_ranges.last().last; }

    [[nodiscard]] bool contains(qint64 seq) const { return rangeAt(seq).has_value(); }
    // The stretch without holes that this seq stands in.
    [[nodiscard]] std::optional<Range> rangeAt(qint64 seq) const;
    // What is missing between first and last, both inclusive.
    [[nodiscard]] QList<Range> gaps(qint64 first, qint64 last) const;

    void add(qint64 first, qint64 last);
    void remove(qint64 first, qint64 last);
    // Keeps the newest `most`, and gives the seq before which nothing is left (0: nothing went).
    qint64 trimToNewest(qint64 most);

    // "1-60 100-160"; what was not made by toText() gives nothing.
    [[nodiscard]] QString toText() const;
    [[nodiscard]] static std::optional<SeqRanges> fromText(const QString& text);

    bool operator==(const SeqRanges&) const = default;

private:
    QList<Range> m_ranges;
};

} // namespace madang::client
