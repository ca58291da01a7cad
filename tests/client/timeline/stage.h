#pragma once

#include "client/timeline/timelineview.h"

#include <QtCore/QAbstractListModel>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlContext>
#include <QtQml/QQmlEngine>
#include <QtQuick/QQuickWindow>

namespace madang::client::test {

// A row whose height depends on the width, and which may grow by a picture that comes late.
struct TestRow {
    int key = 0;
    int letters = 0;
    int picture = 0; // pixels
};

class TestRows : public QAbstractListModel {
public:
    enum Role { KeyRole = Qt::UserRole + 1, LettersRole, PictureRole };

    [[nodiscard]] int rowCount(const QModelIndex& = {}) const override { return int(m_rows.size()); }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override
    {
        return {{KeyRole, "key"}, {LettersRole, "letters"}, {PictureRole, "picture"}};
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const TestRow& row = m_rows.at(index.row());
        ++asked;
        return role == KeyRole ? row.key : role == LettersRole ? row.letters : row.picture;
    }
    [[nodiscard]] const TestRow& at(int row) const { return m_rows.at(row); }
    [[nodiscard]] int find(int key) const
    {
        for (int row = 0; row < rowCount(); ++row) {
            if (m_rows.at(row).key == key)
                return row;
        }
        return -1;
    }
    void insert(int row, int count, const std::function<int()>& letters)
    {
        beginInsertRows({}, row, row + count - 1);
        for (int i = 0; i < count; ++i)
            m_rows.insert(row, {++m_lastKey, letters(), 0});
        endInsertRows();
    }
    void remove(int row, int count)
    {
        beginRemoveRows({}, row, row + count - 1);
        m_rows.remove(row, count);
        endRemoveRows();
    }
    // `to` as Qt counts it: before what is that row now.
    void move(int row, int to)
    {
        beginMoveRows({}, row, row, {}, to);
        m_rows.move(row, to > row ? to - 1 : to);
        endMoveRows();
    }
    void edit(int row, int letters)
    {
        m_rows[row].letters = letters;
        Q_EMIT dataChanged(index(row), index(row), {LettersRole});
    }
    void show(int row, int picture)
    {
        m_rows[row].picture = picture;
        Q_EMIT dataChanged(index(row), index(row), {PictureRole});
    }

    mutable int asked = 0; // values that were read

private:
    QList<TestRow> m_rows;
    int m_lastKey = 0;
};

class TestView : public TimelineView {
public:
    using TimelineView::live;
    using TimelineView::noteShown;
    using TimelineView::setMarginsSlice;
};

// A view of its own rows, without a window until one is asked for.
struct Stage {
    static constexpr int width = 400;
    static constexpr int height = 600;
    static constexpr int endMargin = 12;

    Stage()
    {
        component.setData("import QtQuick\n"
                          "Rectangle {\n"
                          "    id: row\n"
                          "    required property int index\n"
                          "    required property int key\n"
                          "    required property int letters\n"
                          "    required property int picture\n"
                          "    height: 9.6 + 17.3 * Math.ceil(7 * letters / Math.max(60, width)) + picture\n"
                          "    color: Qt.hsla((key * 0.137) % 1, 0.6, 0.5, 1)\n"
                          "    Rectangle { x: row.key % 37; y: 3; width: 20; height: 5; color: 'black' }\n"
                          "    Text { x: 60; y: 2; text: row.key + ' ' + row.letters; font.pixelSize: 12 }\n"
                          "}\n",
            QUrl());
        QQmlEngine::setContextForObject(&view, engine.rootContext());
        view.setSize(QSizeF(width, height));
        view.setSideMargin(10);
        view.setEndMargin(endMargin);
        view.setProperty("glideTime", 0);
        view.setModel(&rows);
        view.setDelegate(&component);
    }

    // What one frame does.
    void frame()
    {
        view.ensurePolished();
        view.noteShown();
    }
    // A third from the top, or where few rows stand the next one to it.
    [[nodiscard]] int rowAtEye() const
    {
        const int eye = int(view.height()) / 3;
        const int row = view.rowAt(eye);
        return row < 0 ? view.eyeRow() : row;
    }
    [[nodiscard]] int keyAtEye() const
    {
        const int row = rowAtEye();
        return row < 0 ? 0 : rows.at(row).key;
    }
    // Of a row's top in the viewport; nothing where it has no item.
    [[nodiscard]] std::optional<int> yOf(int key) const
    {
        const LiveRows::Row* row = view.live().find(rows.find(key));
        return row ? std::optional(int(row->item->y())) : std::nullopt;
    }

    QQmlEngine engine;
    QQmlComponent component{&engine};
    TestRows rows;
    TestView view;
};

} // namespace madang::client::test
