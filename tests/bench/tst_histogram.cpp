#include "tests/bench/histogram.h"

#include <QtTest/QTest>
#include <algorithm>
#include <random>

using madang::bench::Histogram;

class TestHistogram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isZeroWhenEmpty();
    void keepsSmallValuesExact();
    void isAtMostOneBucketAboveTheTruth();
    void takesEveryPowerOfTwo();
    void takesWhatIsOutOfRange();
    void mergesLikeOneThatSawAll();
    void forgetsWhenCleared();
};

void TestHistogram::isZeroWhenEmpty()
{
    const Histogram histogram;
    QCOMPARE(histogram.count(), 0U);
    QCOMPARE(histogram.quantile(0.99), 0);
    QCOMPARE(histogram.mean(), 0.0);
}

void TestHistogram::keepsSmallValuesExact()
{
    Histogram histogram;
    for (int value = 1; value <= 100; ++value)
        histogram.record(value);
    QCOMPARE(histogram.quantile(0.5), 50);
    QCOMPARE(histogram.quantile(0.99), 99);
    QCOMPARE(histogram.quantile(1), 100);
    QCOMPARE(histogram.quantile(0), 1);
    QCOMPARE(histogram.mean(), 50.5);
}

void TestHistogram::isAtMostOneBucketAboveTheTruth()
{
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> latencies(13, 2.5); // around 0.4 ms, with a long tail
    Histogram histogram;
    std::vector<std::int64_t> values;
    for (int i = 0; i < 100'000; ++i) {
        values.push_back(std::int64_t(latencies(random)));
        histogram.record(values.back());
    }
    std::sort(values.begin(), values.end());
    for (const double fraction : {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999}) {
        const std::int64_t truth = values[std::size_t(std::ceil(fraction * double(values.size()))) - 1];
        QVERIFY(histogram.quantile(fraction) >= truth);
        QVERIFY(double(histogram.quantile(fraction)) <= double(truth) * (1 + 1.0 / 128) + 1);
    }
    QCOMPARE(histogram.quantile(1), values.back());
    QCOMPARE(histogram.max(), values.back());
}

void TestHistogram::takesEveryPowerOfTwo()
{
    for (int bit = 0; bit < 43; ++bit) {
        for (const std::int64_t value : {(1LL << bit) - 1, 1LL << bit, (1LL << bit) + 1}) {
            Histogram histogram;
            histogram.record(value);
            histogram.record(1LL << 43);
            const std::int64_t read = histogram.quantile(0.5);
            QVERIFY2(read >= value && double(read) <= double(value) * (1 + 1.0 / 128),
                qPrintable(QStringLiteral("%1 read as %2").arg(value).arg(read)));
        }
    }
}

void TestHistogram::takesWhatIsOutOfRange()
{
    Histogram histogram;
    histogram.record(-5);
    QCOMPARE(histogram.quantile(1), 0);
    histogram.record(std::numeric_limits<std::int64_t>::max());
    QCOMPARE(histogram.count(), 2U);
    QCOMPARE(histogram.max(), std::numeric_limits<std::int64_t>::max());
    QVERIFY(histogram.quantile(1) >= 1LL << 43);
}

void TestHistogram::mergesLikeOneThatSawAll()
{
    Histogram all;
    Histogram odd;
    Histogram even;
    for (int value = 0; value < 10'000; ++value) {
        all.record(value * 977);
        (value % 2 ? odd : even).record(value * 977);
    }
    odd.merge(even);
    QCOMPARE(odd.count(), all.count());
    QCOMPARE(odd.max(), all.max());
    for (const double fraction : {0.1, 0.5, 0.99})
        QCOMPARE(odd.quantile(fraction), all.quantile(fraction));
}

void TestHistogram::forgetsWhenCleared()
{
    Histogram histogram;
    histogram.record(1000);
    histogram.clear();
    QCOMPARE(histogram.count(), 0U);
    QCOMPARE(histogram.max(), 0);
    QCOMPARE(histogram.quantile(0.5), 0);
}

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
