#include "server/eventloop/timerwheel.h"

#include "tests/server/eventloop/looptest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <map>
#include <random>

using namespace madang;
using namespace madang::server;

namespace {
class TurnedClock final : public Clock {
public:
    qint64 nowMs() const override { return now; }
    qint64 steadyMs() const override { return now; }
    qint64 now = 1'000'003; // no multiple of anything
};
} // namespace

class tst_TimerWheel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsWithinTheGrainAndNeverEarly_data()
    {
        QTest::addColumn<qint64>("delay");
        // Both sides of every level's edge: 64 slots of 16 ms, then 64 times as many.
        for (const qint64 delay : {0LL, 1LL, 15LL, 16LL, 17LL, 1007LL, 1008LL, 1024LL, 1025LL, 10'000LL,
                 30'000LL, 65'519LL, 65'536LL, 65'537LL, 120'000LL, 4'194'304LL, 4'194'321LL, 86'400'000LL,
                 268'435'456LL, 900'000'000LL})
            QTest::addRow("%lld ms", delay) << qint64(delay);
    }

    void runsWithinTheGrainAndNeverEarly()
    {
        QFETCH(const qint64, delay);
        for (qint64 offset = 0; offset < 3000; offset += 97) {
            TurnedClock clock;
            clock.now += offset;
            TimerWheel wheel(clock);
            const qint64 due = clock.now + delay;
            int runs = 0;
            wheel.after(delay, [&] { ++runs; });
            if (due > clock.now) {
                clock.now = due - 1;
                wheel.runDue();
                QCOMPARE(runs, 0);
            }
            clock.now = due + TimerWheel::kGrainMs;
            wheel.runDue();
            QCOMPARE(runs, 1);
            clock.now += 10'000'000;
            wheel.runDue();
            QCOMPARE(runs, 1);
            QCOMPARE(wheel.size(), size_t(0));
        }
    }

    void jobsRunInOrderOfTheirTimes()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        QList<int> order;
        wheel.after(1200, [&] { order.append(4); });
        wheel.after(8, [&] { order.append(2); });
        wheel.after(7, [&] { order.append(1); }); // the same grain as the one before
        wheel.after(8, [&] { order.append(3); });
        clock.now += 600;
        wheel.after(
            600, [&] { order.append(5); }); // due with the first, which comes down from a higher level
        clock.now += 5000;
        wheel.runDue();
        QCOMPARE(order, (QList<int>{1, 2, 3, 4, 5}));
    }

    void cancelledJobsDoNotRunAndAreDestroyed()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        const auto held = std::make_shared<int>(0);
        const auto ticket = wheel.after(100, [held] { ++*held; });
        QCOMPARE(held.use_count(), 2L);
        QVERIFY(wheel.isPending(ticket));
        QVERIFY(wheel.cancel(ticket));
        QCOMPARE(held.use_count(), 1L);
        QVERIFY(!wheel.cancel(ticket));
        clock.now += 1000;
        wheel.runDue();
        QCOMPARE(*held, 0);
    }

    void oldTicketDoesNotCancelTheNewTimerInItsPlace()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        const auto old = wheel.after(100, [] {});
        wheel.cancel(old);
        int runs = 0;
        const auto fresh = wheel.after(100, [&] { ++runs; });
        QCOMPARE(fresh.index, old.index);
        QVERIFY(!wheel.cancel(old));
        clock.now += 200;
        wheel.runDue();
        QCOMPARE(runs, 1);
        QVERIFY(!wheel.cancel(TimerWheel::Ticket()));
    }

    void jobMayCancelOneThatIsDueWithIt()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        TimerWheel::Ticket second;
        int runs = 0;
        wheel.after(10, [&] { QVERIFY(wheel.cancel(second)); });
        second = wheel.after(11, [&] { ++runs; });
        clock.now += 100;
        wheel.runDue();
        QCOMPARE(runs, 0);
        QCOMPARE(wheel.size(), size_t(0));
    }

    void jobThatRearmsItselfDoesNotHoldTheLoop()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        int runs = 0;
        std::function<void()> again = [&] {
            ++runs;
            wheel.after(0, [&] { again(); });
        };
        wheel.after(0, [&] { again(); });
        clock.now += 500;
        wheel.runDue();
        QCOMPARE(runs, 1);
        clock.now += TimerWheel::kGrainMs;
        wheel.runDue();
        QCOMPARE(runs, 2);
    }

    void handleCancelsWhenItGoes()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        int runs = 0;
        {
            WheelTimer first(wheel, 10, [&] { ++runs; });
            WheelTimer moved = std::move(first);
            QVERIFY(!first.isActive()); // NOLINT(bugprone-use-after-move): what is left of it is no timer
            QVERIFY(moved.isActive());
        }
        QCOMPARE(wheel.size(), size_t(0));
        WheelTimer timer(wheel, 10, [&] { ++runs; });
        timer.start(wheel, 50, [&] { runs += 10; }); // in place of the first
        QCOMPARE(wheel.size(), size_t(1));
        clock.now += 100;
        wheel.runDue();
        QCOMPARE(runs, 10);
        QVERIFY(!timer.isActive());
    }

    void handleMayOutliveTheWheel()
    {
        TurnedClock clock;
        WheelTimer timer;
        {
            TimerWheel wheel(clock);
            timer.start(wheel, 10, [] {});
        }
        QVERIFY(!timer.isActive());
        timer.cancel();
    }

    void clearDropsJobs()
    {
        TurnedClock clock;
        TimerWheel wheel(clock);
        const auto held = std::make_shared<int>(0);
        for (int i = 0; i < 100; ++i)
            wheel.after(i * 100, [held] { ++*held; });
        wheel.clear();
        QCOMPARE(held.use_count(), 1L);
        clock.now += 100'000;
        wheel.runDue();
        QCOMPARE(*held, 0);
    }

    void anyMixOfTimesRunsEachOnceAndInItsGrain()
    {
        std::mt19937 random(42);
        TurnedClock clock;
        TimerWheel wheel(clock);
        struct Expected {
            qint64 due;
            TimerWheel::Ticket ticket;
        };
        std::map<int, Expected> waiting;
        int next = 0;
        qint64 previous = clock.now;
        for (int step = 0; step < 20'000; ++step) {
            if (random() % 3 != 0) {
                const int id = next++;
                const qint64 delay = random() % (random() % 5 == 0 ? 200'000 : 2'000);
                const qint64 due = clock.now + delay;
                const auto ticket = wheel.after(delay, [&, id] {
                    const auto it = waiting.find(id);
                    QVERIFY(it != waiting.end());
                    QVERIFY(it->second.due <= clock.now);
                    // It was not due, by the grain, when the wheel was last looked at.
                    QVERIFY(it->second.due + TimerWheel::kGrainMs > previous);
                    waiting.erase(it);
                });
                waiting[id] = {due, ticket};
            } else if (!waiting.empty() && random() % 2) {
                const auto it = std::next(waiting.begin(), long(random() % waiting.size()));
                QVERIFY(wheel.cancel(it->second.ticket));
                waiting.erase(it);
            }
            if (random() % 4 == 0) {
                clock.now += random() % (random() % 50 == 0 ? 100'000 : 60);
                wheel.runDue();
                previous = clock.now;
            }
            QCOMPARE(wheel.size(), waiting.size());
        }
        clock.now += 1'000'000;
        wheel.runDue();
        QVERIFY(waiting.empty());
    }

    void isDrivenByTheLoop()
    {
        SystemClock clock;
        TimerWheel wheel(clock);
        QEventLoop loop;
        QElapsedTimer elapsed;
        elapsed.start();
        QList<int> order;
        wheel.after(120, [&] {
            order.append(120);
            loop.quit();
        });
        wheel.after(20, [&] { order.append(20); });
        wheel.after(60, [&] {
            order.append(60);
            wheel.after(0, [&] { order.append(61); });
        });
        loop.exec();
        QVERIFY(elapsed.elapsed() >= 119);
        QCOMPARE(order, (QList<int>{20, 60, 61, 120}));
    }

    void armsItsTimerOnlyWhileSomethingWaits()
    {
        SystemClock clock;
        TimerWheel wheel(clock);
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        QCOMPARE(dispatcher->registeredTimers(&wheel).size(), 0);
        const auto ticket = wheel.after(10'000, [] {});
        for (int i = 0; i < 1000; ++i)
            wheel.after(5'000 + i, [] {});
        QCOMPARE(dispatcher->registeredTimers(&wheel).size(), 1);
        wheel.clear();
        QCOMPARE(dispatcher->registeredTimers(&wheel).size(), 0);
        QVERIFY(!wheel.cancel(ticket));
    }
};

MADANG_LOOP_TEST_MAIN(tst_TimerWheel)
#include "tst_timerwheel.moc"
