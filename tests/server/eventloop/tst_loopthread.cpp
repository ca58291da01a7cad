#include "server/eventloop/loopthread.h"

#include "server/eventloop/deletelater.h"
#include "server/eventloop/descriptorlimit.h"
#include "server/eventloop/loopexecutor.h"
#include "server/eventloop/loopgroup.h"
#include "server/eventloop/timerwheel.h"
#include "tests/server/eventloop/looptest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <atomic>
#include <memory>
#include <semaphore>
#include <set>
#include <sys/resource.h>

#ifdef Q_OS_LINUX
#include "server/eventloop/epolldispatcher.h"
#endif

using namespace madang;
using namespace madang::server;

class tst_LoopThread : public QObject {
    Q_OBJECT

    // Runs something on the loop and waits for it.
    template <class F> static void on(Executor& loop, F what)
    {
        std::binary_semaphore done(0);
        loop.post([&] {
            what();
            done.release();
        });
        done.acquire();
    }

private Q_SLOTS:
    void runsOnAThreadOfItsOwnWithOurDispatcher()
    {
        LoopThread loop(3);
        loop.start();
        bool elsewhere = false;
        bool current = false;
        bool ours = false;
        QString name;
        on(loop, [&] {
            elsewhere = QThread::currentThread() != qApp->thread();
            current = loop.isCurrent() && LoopThread::current() == &loop;
            name = QThread::currentThread()->objectName();
#ifdef Q_OS_LINUX
            ours = dynamic_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance()) != nullptr;
#else
            ours = true;
#endif
        });
        QVERIFY(elsewhere);
        QVERIFY(current);
        QVERIFY(ours);
        QCOMPARE(name, QStringLiteral("loop-3"));
        QCOMPARE(loop.index(), 3);
        QVERIFY(!loop.isCurrent());
        QVERIFY(!LoopThread::current());
        loop.stop();
    }

    void jobsPostedBeforeTheStartWait()
    {
        LoopThread loop(0);
        std::atomic<int> runs = 0;
        for (int i = 0; i < 10; ++i)
            loop.post([&] { ++runs; });
        QCOMPARE(runs.load(), 0);
        loop.start();
        loop.stop();
        QCOMPARE(runs.load(), 10);
    }

    void stopRunsWhatIsPostedThenTheCleanup()
    {
        LoopThread loop(0);
        loop.start();
        std::atomic<int> runs = 0;
        int runsAtCleanup = -1;
        bool onThread = false;
        for (int i = 0; i < 5000; ++i)
            loop.post([&] { ++runs; });
        loop.stop([&] {
            runsAtCleanup = runs;
            onThread = loop.isCurrent();
        });
        QCOMPARE(runsAtCleanup, 5000);
        QVERIFY(onThread);
        QVERIFY(!loop.isRunning());
    }

    void jobsPostedAfterStopAreDestroyedNotRun()
    {
        LoopThread loop(0);
        loop.start();
        loop.stop();
        const auto held = std::make_shared<int>(0);
        loop.post([held] { ++*held; });
        loop.postAfter(0, [held] { ++*held; });
        QCOMPARE(held.use_count(), 1L);
        loop.stop(); // twice is no harm
        QCOMPARE(*held, 0);
    }

    void stopDestroysTimersAndDeferredObjectsOnTheThread()
    {
        struct Tell {
            std::atomic<QThread*>& where;
            ~Tell() { where = QThread::currentThread(); }
        };
        std::atomic<QThread*> timerGone = nullptr;
        std::atomic<QThread*> objectGone = nullptr;
        LoopThread loop(0);
        loop.start();
        QThread* thread = nullptr;
        on(loop, [&] {
            thread = QThread::currentThread();
            loop.wheel().after(3'600'000, [tell = std::make_unique<Tell>(timerGone)] {});
        });
        loop.stop([&] {
            auto object = std::unique_ptr<QObject, DeleteLater>(new QObject);
            connect(object.get(), &QObject::destroyed, [&] { objectGone = QThread::currentThread(); });
        });
        QCOMPARE(timerGone.load(), thread);
        QCOMPARE(objectGone.load(), thread);
    }

    void stopWhileOthersPost()
    {
        for (int round = 0; round < 30; ++round) {
            LoopThread loop(0);
            loop.start();
            std::atomic<bool> go = true;
            std::atomic<int> alive = 0;
            struct Counted {
                std::atomic<int>& count;
                explicit Counted(std::atomic<int>& c)
                    : count(c)
                {
                    ++count;
                }
                ~Counted() { --count; }
            };
            std::thread poster([&] {
                while (go)
                    loop.post([counted = std::make_unique<Counted>(alive)] {});
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            loop.stop();
            go = false;
            poster.join();
            QCOMPARE(alive.load(), 0); // each was run or destroyed
        }
    }

    void postAfterWaitsOnEitherThread()
    {
        LoopThread loop(0);
        loop.start();
        QElapsedTimer elapsed;
        elapsed.start();
        std::binary_semaphore done(0);
        qint64 fromOutside = -1;
        qint64 fromInside = -1;
        loop.postAfter(40, [&] {
            fromOutside = elapsed.elapsed();
            loop.postAfter(40, [&] {
                fromInside = elapsed.elapsed();
                done.release();
            });
        });
        done.acquire();
        QVERIFY2(fromOutside >= 39, qPrintable(QString::number(fromOutside)));
        QVERIFY2(fromInside >= fromOutside + 39, qPrintable(QString::number(fromInside)));
        loop.stop();
    }

    void postAfterCountsFromTheCallNotFromTheBox()
    {
        LoopThread loop(0);
        loop.start();
        QElapsedTimer elapsed;
        elapsed.start();
        std::binary_semaphore done(0);
        qint64 waited = -1;
        loop.post([] { std::this_thread::sleep_for(std::chrono::milliseconds(300)); });
        loop.postAfter(200, [&] {
            waited = elapsed.elapsed();
            done.release();
        });
        done.acquire();
        QVERIFY2(waited < 480, qPrintable(QString::number(waited))); // 300 and a grain, not 500
        loop.stop();
    }

    void anyThreadWithALoopCanHaveAnExecutor()
    {
        LoopExecutor main;
        QVERIFY(main.isCurrent());
        LoopThread loop(0);
        loop.start();
        bool here = false;
        bool later = false;
        loop.post([&] {
            main.post([&] { here = main.isCurrent(); });
            main.postAfter(20, [&] { later = main.isCurrent(); });
        });
        QTRY_VERIFY(here);
        QTRY_VERIFY(later);
        loop.stop();
        main.closeMailbox();
    }

    void pingPongBetweenLoopsLosesNothing()
    {
        LoopGroup loops(2);
        loops.start();
        std::binary_semaphore done(0);
        int count = 0; // handed from thread to thread, never touched by both
        std::function<void()> ping = [&] {
            if (++count == 20'000)
                done.release();
            else
                loops.at(count % 2).post([&] { ping(); });
        };
        loops.at(0).post([&] { ping(); });
        QVERIFY(done.try_acquire_for(std::chrono::seconds(60)));
        loops.stop();
        QCOMPARE(count, 20'000);
    }

    void groupSpreadsKeysEvenly()
    {
        LoopGroup loops(4);
        QCOMPARE(loops.size(), 4);
        std::vector<int> counts(4);
        for (quint64 i = 0; i < 8000; ++i) {
            const quint64 key = (quint64(1'700'000 + i / 50) << 22)
                | (i * 4096 & 0x3F'FFFF); // like our ids: few low bits change
            QCOMPARE(loops.indexOf(key), loops.indexOf(key));
            ++counts[size_t(loops.indexOf(key))];
        }
        for (const int count : counts)
            QVERIFY2(count > 1800 && count < 2200, qPrintable(QString::number(count)));
    }

    void groupStopsEachLoopWithItsCleanup()
    {
        LoopGroup loops(3);
        loops.start();
        std::set<int> cleaned;
        loops.stop([&](LoopThread& loop) { cleaned.insert(loop.isCurrent() ? loop.index() : -1); });
        QCOMPARE(cleaned, (std::set<int>{0, 1, 2}));
    }

    void descriptorLimitIsRaisedToWhatIsAllowed()
    {
#ifdef Q_OS_UNIX
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit lowered{256, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &lowered), 0);
        const qint64 raised = raiseDescriptorLimit();
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        QCOMPARE(limit.rlim_cur, limit.rlim_max);
        QCOMPARE(raised, limit.rlim_max == RLIM_INFINITY ? -1 : qint64(limit.rlim_max));
#else
        QCOMPARE(raiseDescriptorLimit(), -1);
#endif
    }
};

MADANG_LOOP_TEST_MAIN(tst_LoopThread)
#include "tst_loopthread.moc"
