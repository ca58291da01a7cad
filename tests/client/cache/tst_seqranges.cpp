#include "client/cache/seqranges.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>
#include <set>

using namespace madang::client;

class TestSeqRanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neighboursBecomeOne()
    {
        SeqRanges ranges;
        ranges.add(10, 20);
        ranges.add(30, 40);
        QCOMPARE(ranges.toText(), QStringLiteral("10-20 30-40"));
        ranges.add(21, 29);
        QCOMPARE(ranges.toText(), QStringLiteral("10-40"));
        ranges.add(5, 50);
        QCOMPARE(ranges.toText(), QStringLiteral("5-50"));
        ranges.remove(20, 20);
        QCOMPARE(ranges.toText(), QStringLiteral("5-19 21-50"));
        QVERIFY(!ranges.contains(20));
        QCOMPARE(ranges.rangeAt(30), (SeqRanges::Range{21, 50}));
    }

    void theNewestStay()
    {
        SeqRanges ranges;
        ranges.add(1, 10);
        ranges.add(21, 30);
        QCOMPARE(ranges.trimToNewest(20), 0);
        QCOMPARE(ranges.trimToNewest(15), 6);
        QCOMPARE(ranges.toText(), QStringLiteral("6-10 21-30"));
        QCOMPARE(ranges.trimToNewest(4), 27);
        QCOMPARE(ranges.toText(), QStringLiteral("27-30"));
        QCOMPARE(ranges.trimToNewest(0), 31);
        QVERIFY(ranges.isEmpty());
    }

    void onlyWhatWasWrittenIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QString() << true;
        QTest::newRow("two") << QStringLiteral("1-5 7-7") << true;
        QTest::newRow("touching") << QStringLiteral("1-5 6-7") << false;
        QTest::newRow("turned") << QStringLiteral("5-1") << false;
        QTest::newRow("unordered") << QStringLiteral("7-9 1-2") << false;
        QTest::newRow("one number") << QStringLiteral("12") << false;
        QTest::newRow("words") << QStringLiteral("1-x") << false;
    }
    void onlyWhatWasWrittenIsRead()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto read = SeqRanges::fromText(text);
        QCOMPARE(read.has_value(), good);
        if (good)
            QCOMPARE(read->toText(), text);
    }

    // Against a plain set of numbers.
    void anyOrderGivesTheSameSet()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            SeqRanges ranges;
            std::set<qint64> plain;
            for (int step = 0; step < 60; ++step) {
                const qint64 first = random.bounded(1, 120);
                const qint64 last = first + random.bounded(0, 15);
                const int what = random.bounded(10);
                if (what < 6) {
                    ranges.add(first, last);
                    for (qint64 seq = first; seq <= last; ++seq)
                        plain.insert(seq);
                } else if (what < 9) {
                    ranges.remove(first, last);
                    plain.erase(plain.lower_bound(first), plain.upper_bound(last));
                } else {
                    const qint64 most = random.bounded(0, 80);
                    ranges.trimToNewest(most);
                    while (qint64(plain.size()) > most)
                        plain.erase(plain.begin());
                }
                QCOMPARE(ranges.count(), qint64(plain.size()));
                for (qint64 seq = 1; seq < 140; ++seq)
                    QCOMPARE(ranges.contains(seq), plain.count(seq) > 0);
                for (qsizetype i = 1; i < ranges.ranges().size(); ++i)
                    QVERIFY(ranges.ranges().at(i).first > ranges.ranges().at(i - 1).last + 1);
                qint64 missing = 0;
                for (const auto& gap : ranges.gaps(1, 139)) {
                    for (qint64 seq = gap.first; seq <= gap.last; ++seq)
                        QVERIFY(plain.count(seq) == 0);
                    missing += gap.last - gap.first + 1;
                }
                QCOMPARE(missing, 139 - qint64(plain.size()));
                QCOMPARE(SeqRanges::fromText(ranges.toText()), ranges);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSeqRanges)
#include "tst_seqranges.moc"
