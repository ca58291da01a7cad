#include "server/eventloop/mailbox.h"

#include "tests/server/eventloop/looptest.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace madang;
using namespace madang::server;
using madang::test::SocketPair;
using madang::test::turn;

namespace {
class WakeCounter final : public QObject {
public:
    explicit WakeCounter(QObject& watched) { watched.installEventFilter(this); }
    int wakes = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        wakes += event->type() >= QEvent::User;
        return false;
    }
};
} // namespace

class tst_Mailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverRunsInsidePost()
    {
        Mailbox box;
        int runs = 0;
        box.post([&] { ++runs; });
        QCOMPARE(runs, 0);
        turn();
        QCOMPARE(runs, 1);
    }

    void runsInTheOrderOfEachPoster()
    {
        Mailbox box;
        constexpr int kPosters = 4;
        constexpr int kJobs = 20'000;
        std::vector<int> last(kPosters, -1);
        int total = 0;
        bool inOrder = true;
        QEventLoop loop;
        std::vector<std::thread> posters;
        for (int poster = 0; poster < kPosters; ++poster) {
            posters.emplace_back([&, poster] {
                for (int i = 0; i < kJobs; ++i) {
                    box.post([&, poster, i] {
                        inOrder = inOrder && last[size_t(poster)] == i - 1;
                        last[size_t(poster)] = i;
                        if (++total == kPosters * kJobs)
                            loop.quit();
                    });
                }
            });
        }
        loop.exec();
        for (auto& poster : posters)
            poster.join();
        QVERIFY(inOrder);
        QCOMPARE(total, kPosters * kJobs);
    }

    void wakesTheLoopOnceForManyJobs()
    {
        Mailbox box;
        WakeCounter counter(box);
        std::thread([&] {
            for (int i = 0; i < Mailbox::kBatch; ++i)
                box.post([] {});
        }).join();
        turn();
        QCOMPARE(counter.wakes, 1);
        turn();
        turn();
        QVERIFY(counter.wakes <= 2);
    }

    void fullBoxDoesNotKeepSocketsWaiting()
    {
        Mailbox box;
        const SocketPair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        int run = 0;
        int runWhenServed = -1;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            runWhenServed = run;
            notifier.setEnabled(false);
        });
        constexpr int kJobs = Mailbox::kBatch * 20;
        for (int i = 0; i < kJobs; ++i)
            box.post([&] { ++run; });
        pair.send();
        turn();
        QCOMPARE(run, Mailbox::kBatch);
        QCOMPARE(runWhenServed, Mailbox::kBatch);
        QTRY_COMPARE(run, kJobs);
    }

    void jobThatPostsItselfDoesNotKeepTimersWaiting()
    {
        Mailbox box;
        bool fired = false;
        qint64 runs = 0;
        std::function<void()> again = [&] {
            ++runs;
            if (!fired)
                box.post([&] { again(); });
        };
        QTimer::singleShot(5, this, [&] { fired = true; });
        box.post([&] { again(); });
        QTRY_VERIFY(fired);
        QVERIFY(runs > 1);
    }

    void nestedLoopInAJobServesTheJobsBehindIt()
    {
        Mailbox box;
        QEventLoop loop;
        bool quit = false;
        box.post([&] { loop.exec(); });
        box.post([&] {
            quit = true;
            loop.quit();
        });
        turn();
        QVERIFY(quit);
    }

    void closeRunsWhatWasPostedAndRefusesTheRest()
    {
        Mailbox box;
        QList<int> ran;
        const auto held = std::make_shared<int>(0);
        constexpr int kJobs = Mailbox::kBatch * 3;
        for (int i = 0; i < kJobs; ++i)
            box.post([&, i] { ran.append(i); });
        box.post([&, held] { box.post([held] { ++*held; }); });
        box.close();
        QCOMPARE(ran.size(), kJobs);
        QVERIFY(std::is_sorted(ran.begin(), ran.end()));
        box.post([held] { ++*held; });
        QCOMPARE(held.use_count(), 1L); // destroyed at once, not kept
        turn();
        turn();
        QCOMPARE(*held, 0);
    }

    void whatAJobHoldsGoesBeforeTheNextRuns()
    {
        Mailbox box;
        auto held = std::make_shared<int>(0);
        const std::weak_ptr<int> watch = held;
        box.post([held = std::move(held)] {});
        bool gone = false;
        box.post([&] { gone = watch.expired(); });
        turn();
        QVERIFY(gone);
    }

    void jobsLeftInABoxAreDestroyedWithIt()
    {
        const auto held = std::make_shared<int>(0);
        {
            Mailbox box;
            box.post([held] { ++*held; });
        }
        QCOMPARE(held.use_count(), 1L);
        turn();
        QCOMPARE(*held, 0);
    }
};

MADANG_LOOP_TEST_MAIN(tst_Mailbox)
#include "tst_mailbox.moc"
