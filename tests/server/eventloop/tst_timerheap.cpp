#include "server/eventloop/timerheap.h"

#include "tests/server/eventloop/tsan.h"

#include <QtCore/QObject>
#include <QtTest/QtTest>
#include <map>
#include <random>

using namespace madang::server;
using namespace std::chrono_literals;
using Time = TimerHeap::Time;

class tst_TimerHeap : public QObject {
    Q_OBJECT

    static QList<int> firePass(TimerHeap& heap, Time now)
    {
        QList<int> fired;
        const auto pass = heap.beginPass();
        while (const auto firing = heap.takeDue(now, pass)) {
            fired.append(firing->id);
            heap.finish(*firing);
        }
        return fired;
    }

private Q_SLOTS:
    void firesInOrderOfTime()
    {
        TimerHeap heap;
        heap.add(1, 30ms, Qt::PreciseTimer, this, 0ms);
        heap.add(2, 10ms, Qt::PreciseTimer, this, 0ms);
        heap.add(3, 20ms, Qt::PreciseTimer, this, 0ms);
        QCOMPARE(heap.nextDue(), Time(10ms));
        QCOMPARE(firePass(heap, 9ms), QList<int>());
        QCOMPARE(firePass(heap, 25ms), (QList<int>{2, 3}));
        QCOMPARE(firePass(heap, 30ms), QList<int>{1}); // 2 was late and comes round 10 ms after that
        QCOMPARE(firePass(heap, 35ms), QList<int>{2});
    }

    void equalTimesFireInOrderOfRegistration()
    {
        TimerHeap heap;
        QList<int> ids;
        for (int id = 40; id > 0; --id) {
            heap.add(id, 5ms, Qt::PreciseTimer, this, 0ms);
            ids.append(id);
        }
        QCOMPARE(firePass(heap, 5ms), ids);
        QCOMPARE(firePass(heap, 10ms), ids);
    }

    void zeroTimerFiresOnceAPass()
    {
        TimerHeap heap;
        heap.add(1, 0ms, Qt::PreciseTimer, this, 0ms);
        heap.add(2, 0ms, Qt::CoarseTimer, this, 0ms);
        QCOMPARE(firePass(heap, 0ms), (QList<int>{1, 2}));
        QCOMPARE(firePass(heap, 0ms), (QList<int>{1, 2}));
        QCOMPARE(firePass(heap, 7ms), (QList<int>{1, 2}));
    }

    void timerAddedInAPassWaitsForTheNext()
    {
        TimerHeap heap;
        heap.add(1, 0ms, Qt::PreciseTimer, this, 0ms);
        const auto pass = heap.beginPass();
        const auto firing = heap.takeDue(0ms, pass);
        QVERIFY(firing);
        heap.add(2, 0ms, Qt::PreciseTimer, this, 0ms);
        heap.finish(*firing);
        QVERIFY(!heap.takeDue(0ms, pass));
        QCOMPARE(firePass(heap, 0ms), (QList<int>{2, 1}));
    }

    void firingTimerDoesNotRecurInANestedPass()
    {
        TimerHeap heap;
        heap.add(1, 1ms, Qt::PreciseTimer, this, 0ms);
        heap.add(2, 1ms, Qt::PreciseTimer, this, 0ms);
        const auto pass = heap.beginPass();
        const auto firing = heap.takeDue(1ms, pass);
        QVERIFY(firing && firing->id == 1);
        QCOMPARE(firePass(heap, 50ms), QList<int>{2}); // the nested loop
        heap.finish(*firing);
        QVERIFY(!heap.takeDue(1ms, pass)); // 2 had its turn
        QCOMPARE(firePass(heap, 51ms), (QList<int>{1, 2}));
    }

    void idGivenBackInTheHandlerBelongsToTheNewTimer()
    {
        TimerHeap heap;
        heap.add(1, 1ms, Qt::PreciseTimer, this, 0ms);
        const auto firing = heap.takeDue(1ms, heap.beginPass());
        QVERIFY(heap.remove(1));
        heap.add(1, 100ms, Qt::PreciseTimer, this, 1ms);
        heap.finish(*firing);
        QCOMPARE(heap.nextDue(), Time(101ms));
        QCOMPARE(firePass(heap, 101ms), QList<int>{1});
        QVERIFY(heap.remove(1));
        QVERIFY(!heap.nextDue());
    }

    void missedPeriodsAreDropped()
    {
        TimerHeap heap;
        heap.add(1, 10ms, Qt::PreciseTimer, this, 0ms);
        QCOMPARE(firePass(heap, 1000ms), QList<int>{1});
        QCOMPARE(firePass(heap, 1000ms), QList<int>());
        QCOMPARE(heap.nextDue(), Time(1010ms));
    }

    void latenessIsNotCarriedOn_data()
    {
        QTest::addColumn<Qt::TimerType>("type");
        QTest::addColumn<int>("intervalMs");
        QTest::newRow("precise") << Qt::PreciseTimer << 10;
        QTest::newRow("coarse") << Qt::CoarseTimer << 1000;
        QTest::newRow("very coarse") << Qt::VeryCoarseTimer << 3000;
    }

    void latenessIsNotCarriedOn()
    {
        QFETCH(const Qt::TimerType, type);
        QFETCH(const int, intervalMs);
        const auto interval = std::chrono::milliseconds(intervalMs);
        TimerHeap heap;
        heap.add(1, interval, type, this, 3ms);
        Time now{};
        for (int i = 0; i < 100; ++i) {
            now = *heap.nextDue() + interval / 50; // always served late
            QCOMPARE(firePass(heap, now), QList<int>{1});
        }
        const Time ideal = 3ms + 100 * interval;
        QVERIFY(now >= ideal - 500ms);
        QVERIFY2(
            now <= ideal + std::max<Time>(interval / 10, type == Qt::VeryCoarseTimer ? Time(1s) : Time(0s)),
            qPrintable(QString::number((now - ideal).count())));
    }

    void coarseTimersAreWithinFivePercentAndMeet()
    {
        std::map<Time, int> times;
        std::mt19937 random(7);
        for (int i = 0; i < 1000; ++i) {
            TimerHeap heap;
            const auto interval = std::chrono::milliseconds(900 + random() % 200);
            const auto start = std::chrono::microseconds(random() % 100'000);
            heap.add(1, interval, Qt::CoarseTimer, this, start);
            const Time due = *heap.nextDue();
            QVERIFY(due >= start + interval);
            QVERIFY(due <= start + interval + interval / 20);
            ++times[due];
        }
        QVERIFY2(times.size() < 15, "a thousand timers within 300 ms share a few wake-ups");
        TimerHeap heap;
        heap.add(1, 19ms, Qt::CoarseTimer, this, 0ms);
        QCOMPARE(heap.nextDue(), Time(19ms)); // 5 % of it is under the grain
    }

    void veryCoarseTimersFireAtFullSeconds()
    {
        TimerHeap heap;
        heap.add(1, 2600ms, Qt::VeryCoarseTimer, this, 300ms); // three seconds
        QCOMPARE(heap.nextDue(), Time(3s));
        heap.add(2, 1ms, Qt::VeryCoarseTimer, this, 700ms);
        QCOMPARE(heap.find(2)->due, Time(2s));
    }

    void removesAllOfAnObject()
    {
        TimerHeap heap;
        QObject other;
        for (int id = 1; id <= 50; ++id)
            heap.add(id, std::chrono::milliseconds(id), Qt::PreciseTimer, id % 2 ? this : &other, 0ms);
        QCOMPARE(heap.timersOf(this).size(), 25);
        QVERIFY(heap.removeAll(this));
        QVERIFY(!heap.removeAll(this));
        QCOMPARE(heap.timersOf(this).size(), 0);
        QCOMPARE(heap.size(), size_t(25));
        const auto fired = firePass(heap, 1s);
        QCOMPARE(fired.size(), 25);
        QVERIFY(std::all_of(fired.begin(), fired.end(), [](int id) { return id % 2 == 0; }));
        QVERIFY(!heap.remove(1));
    }

    void anyMixOfCallsKeepsTheOrder()
    {
        // Against the plainest thing that could work: a sorted map.
        std::mt19937 random(20261120);
        for (int round = 0; round < 20; ++round) {
            TimerHeap heap;
            std::map<int, Time> model;
            Time now{};
            for (int step = 0; step < 500; ++step) {
                const int id = 1 + int(random() % 60);
                switch (random() % 4) {
                case 0:
                case 1: {
                    const auto interval = std::chrono::milliseconds(1 + random() % 400);
                    heap.add(id, interval, Qt::PreciseTimer, this, now);
                    model[id] = now + interval;
                    break;
                }
                case 2:
                    QCOMPARE(heap.remove(id), model.erase(id) == 1);
                    break;
                case 3: {
                    now += std::chrono::milliseconds(random() % 40);
                    Time last{};
                    const auto pass = heap.beginPass();
                    while (const auto firing = heap.takeDue(now, pass)) {
                        QVERIFY(model.contains(firing->id));
                        QVERIFY(model[firing->id] <= now);
                        QVERIFY(model[firing->id] >= last);
                        last = model[firing->id];
                        model.erase(firing->id);
                        heap.remove(firing->id);
                        heap.finish(*firing);
                    }
                    for (const auto& [left, due] : model)
                        QVERIFY(due > now);
                    break;
                }
                }
                QCOMPARE(heap.size(), model.size());
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_TimerHeap)
#include "tst_timerheap.moc"
