#include "client/timeline/heightindex.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>
#include <algorithm>

using namespace madang::client;

namespace {

// What the index is to answer, found by adding up.
struct Plain {
    std::vector<int> heights;

    [[nodiscard]] double mean() const
    {
        double sum = 0;
        int known = 0;
        for (const int height : heights) {
            sum += height < 0 ? 0 : height;
            known += height < 0 ? 0 : 1;
        }
        return known == 0 ? HeightIndex::guess : sum / known;
    }
    [[nodiscard]] double before(int row) const
    {
        double sum = 0;
        const double unknown = mean();
        for (int i = 0; i < row; ++i)
            sum += heights[size_t(i)] < 0 ? unknown : heights[size_t(i)];
        return sum;
    }
};

} // namespace

class TestHeightIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownRowsCountAsTheMeanOfTheKnown()
    {
        HeightIndex index;
        index.insert(0, 4);
        QCOMPARE(index.total(), 4.0 * HeightIndex::guess);
        index.set(1, 100);
        index.set(2, 20);
        QCOMPARE(index.mean(), 60.0);
        QCOMPARE(index.height(0), 60.0);
        QCOMPARE(index.height(1), 100.0);
        QCOMPARE(index.before(2), 160.0);
        QCOMPARE(index.total(), 240.0);
    }

    void rowsAreFoundByDistance()
    {
        HeightIndex index;
        QCOMPARE(index.rowAt(0), -1);
        index.insert(0, 3);
        index.set(0, 10);
        index.set(1, 20);
        index.set(2, 30);
        QCOMPARE(index.rowAt(-5), 0);
        QCOMPARE(index.rowAt(0), 0);
        QCOMPARE(index.rowAt(9.9), 0);
        QCOMPARE(index.rowAt(10), 1);
        QCOMPARE(index.rowAt(59), 2);
        QCOMPARE(index.rowAt(1000), 2);
    }

    void staysTrueThroughWhateverHappens()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        HeightIndex index;
        Plain plain;
        for (int turn = 0; turn < 4000; ++turn) {
            const int count = int(plain.heights.size());
            const int row = count > 0 ? random.bounded(count) : 0;
            const int some = 1 + random.bounded(5);
            switch (random.bounded(5)) {
            case 0: {
                const int at = random.bounded(2) ? count : row;
                index.insert(at, some);
                plain.heights.insert(plain.heights.begin() + at, size_t(some), -1);
                break;
            }
            case 1: {
                const int gone = std::min(random.bounded(4), count - row);
                index.remove(row, gone);
                plain.heights.erase(plain.heights.begin() + row, plain.heights.begin() + row + gone);
                break;
            }
            case 2:
                if (count > 1) {
                    const int to = random.bounded(count + 1);
                    if (to == row || to == row + 1)
                        break;
                    index.move(row, 1, to);
                    const int height = plain.heights[size_t(row)];
                    plain.heights.erase(plain.heights.begin() + row);
                    plain.heights.insert(plain.heights.begin() + (to > row ? to - 1 : to), height);
                }
                break;
            default:
                if (count > 0) {
                    const int height = random.bounded(300);
                    index.set(row, height);
                    plain.heights[size_t(row)] = height;
                }
            }
            const int now = int(plain.heights.size());
            QCOMPARE(index.count(), now);
            const int asked = random.bounded(now + 1);
            QVERIFY(std::abs(index.before(asked) - plain.before(asked)) < 0.001);
            if (now > 0) {
                const double distance = random.bounded(1.0) * index.total();
                const int found = index.rowAt(distance);
                QVERIFY(plain.before(found) <= distance + 0.001);
                QVERIFY(plain.before(found + 1) >= distance - 0.001);
            }
        }
    }

    void aHundredThousandRowsAreNoWork()
    {
        HeightIndex index;
        index.insert(0, 100'000);
        for (int row = 0; row < 100'000; row += 7)
            index.set(row, 40 + row % 90);
        double sum = 0;
        QBENCHMARK_ONCE
        {
            for (int turn = 0; turn < 1000; ++turn) {
                index.set(turn * 97, turn % 200);
                sum += index.rowAt(index.before(turn * 99));
            }
        }
        QVERIFY(sum > 0);
    }
};

QTEST_GUILESS_MAIN(TestHeightIndex)
#include "tst_heightindex.moc"
