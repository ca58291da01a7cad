// Qt's own machinery on the epoll dispatcher: posted events, timers, loops in loops, wake-ups from other
// threads.
#include "server/eventloop/epolldispatcher.h"

#include "tests/server/eventloop/looptest.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QPointer>
#include <QtCore/QProcess>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <atomic>
#include <csignal>
#include <memory>
#include <pthread.h>
#include <semaphore>
#include <sys/syscall.h>
#include <thread>

using namespace madang::server;
using namespace std::chrono_literals;
using madang::test::SocketPair;
using madang::test::turn;

namespace {
std::atomic<int> g_wakeWrites = 0;
std::atomic<bool> g_countWrites = false;

constexpr auto kPing = QEvent::Type(QEvent::User + 1);

class Receiver final : public QObject {
public:
    std::function<void()> then;
    int count = 0;

protected:
    bool event(QEvent* event) override
    {
        if (event->type() != kPing)
            return QObject::event(event);
        ++count;
        if (then)
            then();
        return true;
    }
};

class TimerOwner final : public QObject {
public:
    std::function<void(int)> then;

protected:
    void timerEvent(QTimerEvent* event) override { then(event->timerId()); }
};
} // namespace

// Counts what wakeUp() writes: eight bytes are an eventfd's.
extern "C" ssize_t write(int descriptor, const void* bytes, size_t size)
{
    if (size == 8 && g_countWrites)
        ++g_wakeWrites;
    return ::syscall(SYS_write, descriptor, bytes, size);
}

class tst_EpollDispatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        while (turn()) { }
    }

    void isTheOneUnderTest()
    {
        QVERIFY(dynamic_cast<EpollDispatcher*>(QAbstractEventDispatcher::instance()));
    }

    // Posted events

    void postedEventsComeInOrderOfPriority()
    {
        QList<int> order;
        Receiver low;
        Receiver high;
        low.then = [&] { order.append(1); };
        high.then = [&] { order.append(2); };
        QCoreApplication::postEvent(&low, new QEvent(kPing), Qt::LowEventPriority);
        QCoreApplication::postEvent(&high, new QEvent(kPing), Qt::HighEventPriority);
        turn();
        QCOMPARE(order, (QList<int>{2, 1}));
    }

    void aTurnSendsWhatWasPostedBeforeIt()
    {
        Receiver receiver;
        receiver.then = [&] { QCoreApplication::postEvent(&receiver, new QEvent(kPing)); };
        QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        QVERIFY(turn()); // another one is waiting
        QCOMPARE(receiver.count, 1);
        turn();
        QCOMPARE(receiver.count, 2);
        receiver.then = nullptr;
        turn();
        QVERIFY(!turn());
    }

    void waitingTurnDoesNotBlockOnAPostedEvent()
    {
        Receiver receiver;
        receiver.then = [&] {
            if (receiver.count < 3)
                QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        };
        QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        turn(QEventLoop::WaitForMoreEvents);
        turn(QEventLoop::WaitForMoreEvents);
        turn(); // the last one has nothing to wait for
        QCOMPARE(receiver.count, 3);
    }

    void deferredDeletionWaitsForItsLoop()
    {
        QPointer<QObject> object = new QObject;
        QEventLoop outer;
        bool aliveInNested = false;
        QTimer::singleShot(0, this, [&] {
            object->deleteLater();
            QEventLoop inner;
            QTimer::singleShot(5, &inner, &QEventLoop::quit);
            inner.exec();
            aliveInNested = !object.isNull();
        });
        QTimer::singleShot(30, &outer, &QEventLoop::quit);
        outer.exec();
        QVERIFY(aliveInNested);
        QVERIFY(object.isNull());
    }

    // Wake-ups

    void wakeUpsOfTheOwnThreadCostNoSystemCall()
    {
        Receiver receiver;
        turn();
        g_wakeWrites = 0;
        g_countWrites = true;
        for (int i = 0; i < 1000; ++i)
            QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        turn();
        g_countWrites = false;
        QCOMPARE(receiver.count, 1000);
        QCOMPARE(g_wakeWrites.load(), 0);
    }

    void wakeUpsOfOtherThreadsAreMerged()
    {
        Receiver receiver;
        turn();
        g_wakeWrites = 0;
        g_countWrites = true;
        std::thread([&] {
            for (int i = 0; i < 1000; ++i)
                QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        }).join();
        g_countWrites = false;
        turn(QEventLoop::WaitForMoreEvents);
        QCOMPARE(receiver.count, 1000);
        QCOMPARE(g_wakeWrites.load(), 1);
    }

    void noWakeUpIsLost()
    {
        // One event at a time, so that a lost wake-up leaves the loop asleep for ever (the test's time
        // limit).
        constexpr int kEvents = 20'000;
        Receiver receiver;
        std::counting_semaphore<> seen(0);
        QEventLoop loop;
        receiver.then = [&] {
            seen.release();
            if (receiver.count == 2 * kEvents)
                loop.quit();
        };
        const auto post = [&] {
            for (int i = 0; i < kEvents; ++i) {
                QCoreApplication::postEvent(&receiver, new QEvent(kPing));
                seen.acquire();
            }
        };
        std::thread first(post);
        std::thread second(post);
        loop.exec();
        first.join();
        second.join();
        QCOMPARE(receiver.count, 2 * kEvents);
    }

    void exitFromAnotherThreadAlwaysEnds()
    {
        Receiver receiver;
        for (int i = 0; i < 3000; ++i) {
            QEventLoop loop;
            std::binary_semaphore running(0);
            receiver.then = [&] { running.release(); };
            QCoreApplication::postEvent(&receiver, new QEvent(kPing));
            std::thread other([&] {
                running.acquire();
                if (i % 3 == 1)
                    std::this_thread::yield();
                loop.exit(i);
            });
            QCOMPARE(loop.exec(), i);
            other.join();
        }
    }

    void wakeUpEndsAWait()
    {
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        std::thread other([&] {
            std::this_thread::sleep_for(20ms);
            dispatcher->wakeUp();
        });
        QElapsedTimer elapsed;
        elapsed.start();
        QVERIFY(turn(QEventLoop::WaitForMoreEvents));
        QVERIFY(elapsed.elapsed() >= 15);
        other.join();
    }

    void interruptEndsAWait()
    {
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        std::thread other([&] {
            std::this_thread::sleep_for(20ms);
            dispatcher->interrupt();
        });
        turn(QEventLoop::WaitForMoreEvents);
        other.join();
        turn(); // whatever is left of the interruption
        bool fired = false;
        QTimer::singleShot(10, this, [&] { fired = true; });
        QElapsedTimer elapsed;
        elapsed.start();
        while (!fired)
            turn(QEventLoop::WaitForMoreEvents);
        QVERIFY(elapsed.elapsed() >= 9);
    }

    void interruptInAPostedEventSkipsTheWait()
    {
        Receiver receiver;
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        receiver.then = [&] { dispatcher->interrupt(); };
        QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        QVERIFY(!turn(QEventLoop::WaitForMoreEvents)); // would hang
        QCOMPARE(receiver.count, 1);
        // It is over with that turn: the next one serves sockets again.
        const SocketPair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        pair.send();
        turn();
        QCOMPARE(activated.size(), 1);
    }

    void blockingIsAnnounced()
    {
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        QSignalSpy aboutToBlock(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
        QSignalSpy awake(dispatcher, &QAbstractEventDispatcher::awake);
        turn();
        QCOMPARE(aboutToBlock.size(), 0);
        QCOMPARE(awake.size(), 1);
        bool fired = false;
        QTimer::singleShot(5, this, [&] { fired = true; });
        while (!fired)
            turn(QEventLoop::WaitForMoreEvents);
        QVERIFY(!aboutToBlock.isEmpty());
        QVERIFY(awake.size() >= 2);
    }

    void eventPostedWhenAboutToBlockIsNotSleptThrough()
    {
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        Receiver receiver;
        const auto connection = connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &receiver,
            [&] { QCoreApplication::postEvent(&receiver, new QEvent(kPing)); });
        turn(QEventLoop::WaitForMoreEvents); // would hang
        disconnect(connection);
        turn();
        QCOMPARE(receiver.count, 1);
    }

    void signalDuringAWaitIsNoHarm()
    {
        struct sigaction action { };
        action.sa_handler = [](int) {};
        struct sigaction before { };
        ::sigaction(SIGUSR1, &action, &before);
        const pthread_t self = ::pthread_self();
        std::atomic<bool> go = true;
        std::thread other([&] {
            while (go) {
                ::pthread_kill(self, SIGUSR1);
                std::this_thread::sleep_for(1ms);
            }
        });
        QEventLoop loop;
        QElapsedTimer elapsed;
        elapsed.start();
        QTimer::singleShot(60, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(elapsed.elapsed() >= 59);
        go = false;
        other.join();
        ::sigaction(SIGUSR1, &before, nullptr);
    }

    // Flags

    void excludedSocketsAreLeftForLater()
    {
        const SocketPair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        QSignalSpy activated(&notifier, &QSocketNotifier::activated);
        pair.send();
        turn(QEventLoop::ExcludeSocketNotifiers);
        QCOMPARE(activated.size(), 0);
        // And a ready socket does not turn a wait into a spin.
        bool fired = false;
        QTimer::singleShot(30, Qt::PreciseTimer, this, [&] { fired = true; });
        int turns = 0;
        while (!fired) {
            turn(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
        QCOMPARE(activated.size(), 0);
        turn();
        QCOMPARE(activated.size(), 1);
    }

    void wakeUpReachesALoopWithoutSockets()
    {
        Receiver receiver;
        QEventLoop loop;
        receiver.then = [&] { loop.quit(); };
        std::thread other([&] {
            std::this_thread::sleep_for(20ms);
            QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        });
        loop.exec(QEventLoop::ExcludeSocketNotifiers);
        other.join();
        QCOMPARE(receiver.count, 1);
    }

    void excludedTimersAreLeftForLater()
    {
        bool fired = false;
        QTimer::singleShot(0, this, [&] { fired = true; });
        QTimer timer;
        QSignalSpy timeout(&timer, &QTimer::timeout);
        timer.start(0);
        turn(QEventLoop::X11ExcludeTimers);
        QCOMPARE(timeout.size(), 0);
        // Nor do they end a wait.
        std::thread other([&, dispatcher = QAbstractEventDispatcher::instance()] {
            std::this_thread::sleep_for(20ms);
            dispatcher->wakeUp();
        });
        QElapsedTimer elapsed;
        elapsed.start();
        turn(QEventLoop::X11ExcludeTimers | QEventLoop::WaitForMoreEvents);
        if (elapsed.elapsed() < 15) // the posted half of singleShot(0) may have ended the first one
            turn(QEventLoop::X11ExcludeTimers | QEventLoop::WaitForMoreEvents);
        QVERIFY(elapsed.elapsed() >= 15);
        QCOMPARE(timeout.size(), 0);
        other.join();
        turn();
        turn();
        QVERIFY(!timeout.isEmpty());
        QVERIFY(fired);
    }

    // Timers

    void timersFireInOrder()
    {
        QList<int> order;
        QEventLoop loop;
        for (const int ms : {30, 10, 50, 20, 40})
            QTimer::singleShot(ms, Qt::PreciseTimer, this, [&, ms] { order.append(ms); });
        QTimer::singleShot(60, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(order, (QList<int>{10, 20, 30, 40, 50}));
    }

    void preciseTimerIsNeverEarlyAndKeepsItsRate()
    {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QElapsedTimer elapsed;
        QEventLoop loop;
        int ticks = 0;
        bool early = false;
        connect(&timer, &QTimer::timeout, this, [&] {
            ++ticks;
            early = early || elapsed.nsecsElapsed() < qint64(ticks) * 10'000'000 - 50'000;
            if (ticks == 20)
                loop.quit();
        });
        elapsed.start();
        timer.start(10);
        loop.exec();
        QVERIFY(!early);
    }

    void zeroTimersAndSocketsAndPostedEventsTakeTurns()
    {
        const SocketPair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        int sockets = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] { ++sockets; });
        QTimer first;
        QTimer second;
        QSignalSpy firstTicks(&first, &QTimer::timeout);
        QSignalSpy secondTicks(&second, &QTimer::timeout);
        Receiver receiver;
        receiver.then = [&] { QCoreApplication::postEvent(&receiver, new QEvent(kPing)); };
        QCoreApplication::postEvent(&receiver, new QEvent(kPing));
        first.start(0);
        second.start(0);
        pair.send();
        for (int i = 0; i < 50; ++i)
            turn(QEventLoop::WaitForMoreEvents);
        QCOMPARE(sockets, 50);
        QCOMPARE(firstTicks.size(), 50);
        QCOMPARE(secondTicks.size(), 50);
        QCOMPARE(receiver.count, 50);
        receiver.then = nullptr;
        turn();
    }

    void timerDoesNotRecurInItsOwnHandler()
    {
        TimerOwner owner;
        int depth = 0;
        int deepest = 0;
        int runs = 0;
        owner.then = [&](int) {
            ++runs;
            deepest = std::max(deepest, ++depth);
            QElapsedTimer elapsed;
            elapsed.start();
            while (elapsed.elapsed() < 15)
                turn();
            --depth;
        };
        const int id = owner.startTimer(1, Qt::PreciseTimer);
        QTRY_VERIFY(runs >= 2);
        owner.killTimer(id);
        QCOMPARE(deepest, 1);
    }

    void otherTimersFireInALoopInsideAHandler()
    {
        QEventLoop inner;
        QTimer other;
        other.start(1);
        connect(&other, &QTimer::timeout, &inner, &QEventLoop::quit);
        bool done = false;
        QTimer::singleShot(0, this, [&] {
            inner.exec();
            done = true;
        });
        QTRY_VERIFY(done);
    }

    void timerKilledInAnEarlierHandlerDoesNotFire()
    {
        TimerOwner owner;
        QList<int> fired;
        int first = 0;
        int second = 0;
        owner.then = [&](int id) {
            fired.append(id);
            owner.killTimer(first);
            owner.killTimer(second);
        };
        first = owner.startTimer(5, Qt::PreciseTimer);
        second = owner.startTimer(5, Qt::PreciseTimer);
        QTest::qSleep(10);
        turn();
        turn();
        QCOMPARE(fired, QList<int>{first});
    }

    void objectDeletedInItsTimersHandler()
    {
        auto* const owner = new TimerOwner;
        int runs = 0;
        owner->then = [&](int) {
            ++runs;
            delete owner;
        };
        owner->startTimer(0);
        owner->startTimer(0);
        turn();
        turn();
        QCOMPARE(runs, 1);
    }

    void timerRestartedInItsHandler()
    {
        QBasicTimer timer;
        TimerOwner owner;
        int runs = 0;
        owner.then = [&](int id) {
            QCOMPARE(id, timer.timerId());
            if (++runs < 5)
                timer.start(1, &owner);
            else
                timer.stop();
        };
        timer.start(1, &owner);
        QTRY_COMPARE(runs, 5);
        QTest::qWait(10);
        QCOMPARE(runs, 5);
    }

    void remainingTimeAndRegisteredTimers()
    {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(200);
        QVERIFY(timer.remainingTime() > 100 && timer.remainingTime() <= 200);
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        QTest::qSleep(20);
        QVERIFY(timer.remainingTime() <= 180);
        const auto list = dispatcher->registeredTimers(&timer);
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().timerId, timer.timerId());
        QCOMPARE(list.first().interval, 200);
        QCOMPARE(list.first().timerType, Qt::PreciseTimer);
        const int id = timer.timerId();
        timer.stop();
        QCOMPARE(dispatcher->remainingTime(id), -1);
        QCOMPARE(dispatcher->registeredTimers(&timer).size(), 0);
        timer.start(0);
        QTest::qSleep(2);
        QCOMPARE(timer.remainingTime(), 0); // overdue, not negative
    }

    void timersMoveWithTheirObject()
    {
        QThread thread;
        thread.setEventDispatcher(makeDispatcher().release());
        auto owner = std::make_unique<TimerOwner>();
        std::binary_semaphore fired(0);
        std::atomic<QThread*> where = nullptr;
        owner->then = [&](int id) {
            where = QThread::currentThread();
            owner->killTimer(id);
            fired.release();
        };
        owner->startTimer(5);
        owner->moveToThread(&thread);
        QCOMPARE(QAbstractEventDispatcher::instance()->registeredTimers(owner.get()).size(), 0);
        thread.start();
        QVERIFY(fired.try_acquire_for(10s));
        QCOMPARE(where.load(), &thread);
        connect(&thread, &QThread::finished, owner.release(), &QObject::deleteLater);
        thread.quit();
        QVERIFY(thread.wait());
    }

    void manyTimers()
    {
        std::vector<std::unique_ptr<QTimer>> timers;
        int fired = 0;
        for (int i = 0; i < 3000; ++i) {
            auto timer = std::make_unique<QTimer>();
            timer->setSingleShot(true);
            connect(timer.get(), &QTimer::timeout, this, [&] { ++fired; });
            timer->start(i % 60);
            timers.push_back(std::move(timer));
        }
        for (size_t i = 0; i < timers.size(); i += 3)
            timers[i].reset();
        QTRY_COMPARE(fired, 2000);
    }

    // Qt's classes on top

    void processIsRunAndRead()
    {
        QProcess process;
        QSignalSpy finished(&process, &QProcess::finished);
        process.start(QStringLiteral("cat"), QStringList());
        process.write("hello\n");
        process.closeWriteChannel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QCOMPARE(process.readAllStandardOutput(), QByteArray("hello\n"));
        QCOMPARE(process.exitCode(), 0);
    }

    void tcpServerEchoesToManyClients()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            while (auto* const socket = server.nextPendingConnection()) {
                connect(
                    socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        constexpr int kClients = 50;
        const QByteArray block(200'000, 'm'); // more than a socket buffer takes at once
        qint64 echoed = 0;
        int closed = 0;
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        for (int i = 0; i < kClients; ++i) {
            auto client = std::make_unique<QTcpSocket>();
            auto* const socket = client.get();
            connect(socket, &QTcpSocket::connected, this, [&block, socket] { socket->write(block); });
            connect(socket, &QTcpSocket::readyRead, this, [&, socket, got = qint64(0)]() mutable {
                const qint64 size = socket->readAll().size();
                got += size;
                echoed += size;
                if (got == block.size())
                    socket->disconnectFromHost();
            });
            connect(socket, &QTcpSocket::disconnected, this, [&] { ++closed; });
            socket->connectToHost(server.serverAddress(), server.serverPort());
            clients.push_back(std::move(client));
        }
        QTRY_COMPARE_WITH_TIMEOUT(closed, kClients, 60'000);
        QCOMPARE(echoed, qint64(kClients) * block.size());
    }

    void refusedConnectionIsReported()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        QTcpSocket socket;
        QSignalSpy error(&socket, &QTcpSocket::errorOccurred);
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        QTRY_COMPARE(error.size(), 1);
        QCOMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void threadWithoutLoopOfItsOwnCanBeStarted()
    {
        QThread thread;
        thread.setEventDispatcher(makeDispatcher().release());
        thread.start();
        QObject object;
        object.moveToThread(&thread);
        QThread* where = nullptr;
        QMetaObject::invokeMethod(
            &object, [&] { where = QThread::currentThread(); }, Qt::BlockingQueuedConnection);
        QCOMPARE(where, &thread);
        QMetaObject::invokeMethod(
            &object, [&, home = QThread::currentThread()] { object.moveToThread(home); },
            Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait());
    }
};

MADANG_LOOP_TEST_MAIN(tst_EpollDispatcher)
#include "tst_epolldispatcher.moc"
