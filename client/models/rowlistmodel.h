#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QSet>
#include <algorithm>

namespace madang::client {

// A list model that is told what it shall show and finds the signals itself: rows that went are removed,
// new ones inserted, others moved, changed ones reported with the roles that changed. It is never reset,
// so that a view keeps its place and its delegates.
//
// Row needs `key()` (hashable, unique in the list), `operator==`, and
// `QList<int> changedRoles(const Row& before) const`.
template <class Row> class RowListModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] const QList<Row>& rows() const noexcept { return m_rows; }

protected:
    using Key = decltype(std::declval<const Row&>().key());

    void show(const QList<Row>& target)
    {
        removeMissing(target);
        arrange(target);
        update(target);
    }

private:
    void removeMissing(const QList<Row>& target)
    {
        // Where the list only grew at its ends, which is the usual case, nothing needs to be looked up.
        if (isSubsequence(target))
            return;
        QSet<Key> wanted;
        wanted.reserve(target.size());
        for (const Row& row : target)
            wanted.insert(row.key());
        for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
            if (wanted.contains(m_rows.at(last).key()))
                continue;
            qsizetype first = last;
            while (first > 0 && !wanted.contains(m_rows.at(first - 1).key()))
                --first;
            this->beginRemoveRows({}, int(first), int(last));
            m_rows.remove(first, last - first + 1);
            this->endRemoveRows();
            last = first;
        }
    }

    [[nodiscard]] bool isSubsequence(const QList<Row>& target) const
    {
        qsizetype at = 0;
        for (const Row& row : target) {
            if (at < m_rows.size() && m_rows.at(at).key() == row.key())
                ++at;
        }
        return at == m_rows.size();
    }

    // Every present row is in the target when this begins; afterwards the keys of both are the same.
    void arrange(const QList<Row>& target)
    {
        QSet<Key> present;
        present.reserve(m_rows.size());
        for (const Row& row : std::as_const(m_rows))
            present.insert(row.key());
        for (qsizetype i = 0; i < target.size(); ++i) {
            const Key key = target.at(i).key();
            if (i < m_rows.size() && m_rows.at(i).key() == key)
                continue;
            if (!present.contains(key)) {
                qsizetype end = i + 1;
                while (end < target.size() && !present.contains(target.at(end).key()))
                    ++end;
                this->beginInsertRows({}, int(i), int(end - 1));
                for (qsizetype at = i; at < end; ++at)
                    m_rows.insert(at, target.at(at));
                this->endInsertRows();
                i = end - 1;
                continue;
            }
            if (i + 1 < m_rows.size() && m_rows.at(i + 1).key() == key && sinks(target, i))
                continue;
            moveRow(find(key, i + 1), i);
        }
    }

    // One row that went down is one move, not a move of each row that it passed. True where it was done.
    bool sinks(const QList<Row>& target, qsizetype from)
    {
        const Key key = m_rows.at(from).key();
        qsizetype to = from + 1;
        while (to + 1 < m_rows.size() && to < target.size() && target.at(to).key() != key)
            ++to;
        moveRow(from, std::min(to, m_rows.size() - 1));
        return true;
    }

    [[nodiscard]] qsizetype find(const Key& key, qsizetype from) const
    {
        while (m_rows.at(from).key() != key)
            ++from;
        return from;
    }

    void moveRow(qsizetype from, qsizetype to)
    {
        // Qt counts the destination before the row is taken out.
        this->beginMoveRows({}, int(from), int(from), {}, int(to > from ? to + 1 : to));
        m_rows.move(from, to);
        this->endMoveRows();
    }

    void update(const QList<Row>& target)
    {
        for (qsizetype i = 0; i < target.size(); ++i) {
            if (m_rows.at(i) == target.at(i))
                continue;
            const QList<int> roles = target.at(i).changedRoles(m_rows.at(i));
            m_rows[i] = target.at(i);
            const QModelIndex index = this->index(int(i));
            Q_EMIT this->dataChanged(index, index, roles);
        }
    }

    QList<Row> m_rows;
};

} // namespace madang::client
