#include "client/timeline/motion.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>
#include <cmath>

using namespace madang::client;

class TestMotion : public QObject {
    Q_OBJECT

    static int run(Motion& motion, double frameMs, int* frames = nullptr)
    {
        int gone = 0;
        int count = 0;
        for (; motion.isActive() && count < 10'000; ++count)
            gone += motion.step(frameMs);
        if (frames)
            *frames = count;
        return gone;
    }

private Q_SLOTS:
    void goesExactlyWhatWasAskedFor_data()
    {
        QTest::addColumn<double>("frameMs");
        for (const double ms : {1.0, 5.0, 16.6, 33.0, 500.0})
            QTest::addRow("a frame of %g ms", ms) << ms;
    }
    void goesExactlyWhatWasAskedFor()
    {
        QFETCH(double, frameMs);
        for (const int distance : {1, -1, 96, -96, 1000, 12'345}) {
            Motion motion;
            motion.add(distance, 50);
            QCOMPARE(run(motion, frameMs), distance);
        }
    }

    void beginsAtOnceAndEndsSoftly()
    {
        Motion motion;
        motion.add(1000, 50);
        int last = motion.step(16.6);
        QVERIFY(last > 200);
        while (motion.isActive()) {
            const int next = motion.step(16.6);
            QVERIFY(next <= last + 1); // a carried fraction
            last = next;
        }
        QVERIFY(last <= 1);
    }

    void isAtTheSamePlaceHoweverManyFramesThereWere()
    {
        Motion coarse;
        Motion fine;
        coarse.add(1000, 50);
        fine.add(1000, 50);
        int finely = 0;
        for (int i = 0; i < 8; ++i)
            finely += fine.step(5);
        QVERIFY(std::abs(coarse.step(40) - finely) <= 1);
    }

    void moreMayBeAddedOnTheWay()
    {
        Motion motion;
        motion.add(300, 50);
        int gone = motion.step(16);
        motion.add(-500, 50);
        gone += motion.step(16);
        motion.add(96, 50);
        gone += run(motion, 16);
        QCOMPARE(gone, 300 - 500 + 96);
    }

    void fractionsAreCarried()
    {
        Motion motion;
        int gone = 0;
        for (int i = 0; i < 10; ++i) {
            motion.nudge(0.3);
            gone += motion.step(5);
        }
        QCOMPARE(gone, 3);
        QVERIFY(!motion.isActive());
    }

    void aThrowKeepsTheHandsSpeed()
    {
        Motion motion;
        motion.fling(2000, 325);
        QVERIFY(std::abs(motion.step(5) - 10) <= 1);
        QCOMPARE(motion.step(5) + run(motion, 5) > 600, true);
    }

    void stopsAtOnce()
    {
        Motion motion;
        motion.add(500, 50);
        QVERIFY(motion.step(16) > 0);
        motion.stop();
        QVERIFY(!motion.isActive());
        QCOMPARE(motion.step(16), 0);
    }

    void withoutMotionItIsThereAtOnce()
    {
        Motion motion;
        motion.add(96, 0);
        QVERIFY(motion.isActive());
        QCOMPARE(motion.step(16), 96);
        QVERIFY(!motion.isActive());
    }
};

QTEST_GUILESS_MAIN(TestMotion)
#include "tst_motion.moc"
