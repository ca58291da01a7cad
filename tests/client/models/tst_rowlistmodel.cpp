#include "client/models/rowlistmodel.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <algorithm>

using namespace madang::client;

namespace {
struct Row {
    int id = 0;
    int value = 0;
    [[nodiscard]] int key() const { return id; }
    [[nodiscard]] QList<int> changedRoles(const Row&) const { return {Qt::DisplayRole}; }
    bool operator==(const Row&) const = default;
};

class Model : public RowListModel<Row> {
public:
    using RowListModel::show;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole && index.isValid() ? rows().at(index.row()).value : QVariant();
    }
};

QList<Row> rowsOf(std::initializer_list<int> ids)
{
    QList<Row> rows;
    for (const int id : ids)
        rows.append({id, id});
    return rows;
}

// A view that believes nothing but the signals.
class Follower : public QObject {
public:
    explicit Follower(const Model& model)
    {
        using M = QAbstractItemModel;
        connect(&model, &M::rowsInserted, this, [&, this](const QModelIndex&, int first, int last) {
            ++signalCount;
            for (int i = first; i <= last; ++i)
                seen.insert(i, model.rows().at(i));
        });
        connect(&model, &M::rowsRemoved, this, [this](const QModelIndex&, int first, int last) {
            ++signalCount;
            seen.remove(first, last - first + 1);
        });
        connect(&model, &M::rowsMoved, this,
            [this](const QModelIndex&, int from, int last, const QModelIndex&, int to) {
                ++signalCount;
                QCOMPARE(from, last);
                seen.move(from, to > from ? to - 1 : to);
            });
        connect(&model, &M::dataChanged, this, [&, this](const QModelIndex& first, const QModelIndex& last) {
            for (int i = first.row(); i <= last.row(); ++i)
                seen[i] = model.rows().at(i);
        });
        connect(&model, &M::modelReset, this, [] { QFAIL("a reset"); });
    }
    QList<Row> seen;
    int signalCount = 0;
};
} // namespace

class TestRowListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsEmpty()
    {
        Model model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void usualChangesAreOneSignal_data()
    {
        QTest::addColumn<QList<int>>("before");
        QTest::addColumn<QList<int>>("after");
        QTest::newRow("new at the top") << QList{1, 2, 3} << QList{9, 1, 2, 3};
        QTest::newRow("a page at the end") << QList{1, 2, 3} << QList{1, 2, 3, 4, 5, 6};
        QTest::newRow("a page between") << QList{1, 2, 3} << QList{1, 4, 5, 6, 2, 3};
        QTest::newRow("to the top") << QList{1, 2, 3, 4} << QList{4, 1, 2, 3};
        QTest::newRow("down") << QList{1, 2, 3, 4} << QList{2, 3, 1, 4};
        QTest::newRow("to the end") << QList{1, 2, 3, 4} << QList{2, 3, 4, 1};
        QTest::newRow("one goes") << QList{1, 2, 3} << QList{1, 3};
        QTest::newRow("an end goes") << QList{1, 2, 3, 4, 5} << QList{1, 2};
        QTest::newRow("all go") << QList{1, 2, 3} << QList<int>{};
    }
    void usualChangesAreOneSignal()
    {
        QFETCH(QList<int>, before);
        QFETCH(QList<int>, after);
        const auto rows = [](const QList<int>& ids) {
            QList<Row> made;
            for (const int id : ids)
                made.append({id, id});
            return made;
        };
        Model model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Follower follower(model);
        model.show(rows(before));
        follower.signalCount = 0;
        model.show(rows(after));
        QCOMPARE(model.rows(), rows(after));
        QCOMPARE(follower.seen, rows(after));
        QCOMPARE(follower.signalCount, 1);
    }

    void onlyWhatChangedIsTold()
    {
        Model model;
        model.show(rowsOf({1, 2, 3}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QList<Row> rows = rowsOf({1, 2, 3});
        rows[1].value = 99;
        model.show(rows);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
        QCOMPARE(changed.first().at(2).value<QList<int>>(), QList<int>{Qt::DisplayRole});
        model.show(rows);
        QCOMPARE(changed.size(), 1);
    }

    void anyListBecomesAnyOther()
    {
        QRandomGenerator random(11);
        Model model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Follower follower(model);
        for (int step = 0; step < 600; ++step) {
            QList<Row> target;
            for (int id = 0; id < 24; ++id) {
                if (random.bounded(3) > 0)
                    target.append({id, int(random.bounded(3))});
            }
            if (random.bounded(2) == 0)
                std::shuffle(target.begin(), target.end(), random);
            model.show(target);
            QCOMPARE(model.rows(), target);
            QCOMPARE(follower.seen, target);
        }
    }
};

QTEST_GUILESS_MAIN(TestRowListModel)
#include "tst_rowlistmodel.moc"
