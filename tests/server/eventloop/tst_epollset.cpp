// What socket notifiers do on the epoll dispatcher. The system calls below are this program's own, so that a
// test can count them and let them fail.
#include "server/eventloop/epollset.h"

#include "tests/server/eventloop/looptest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryFile>
#include <QtCore/QTimer>
#include <cerrno>
#include <deque>
#include <memory>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <thread>
#include <vector>

using namespace madang::server;
using madang::test::SocketPair;
using madang::test::turn;

namespace {
int g_epollCtlCalls = 0;
int g_epollCtlError = 0; // of the next EPOLL_CTL_ADD
int g_epollCreateError = 0; // of the next epoll_create1
int g_eventfdError = 0;
} // namespace

extern "C" int epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) noexcept
{
    ++g_epollCtlCalls;
    if (g_epollCtlError && operation == EPOLL_CTL_ADD) {
        errno = std::exchange(g_epollCtlError, 0);
        return -1;
    }
    return int(::syscall(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

extern "C" int epoll_create1(int flags) noexcept
{
    if (g_epollCreateError) {
        errno = std::exchange(g_epollCreateError, 0);
        return -1;
    }
    return int(::syscall(SYS_epoll_create1, flags));
}

extern "C" int eventfd(unsigned count, int flags) noexcept
{
    if (g_eventfdError) {
        errno = std::exchange(g_eventfdError, 0);
        return -1;
    }
    return int(::syscall(SYS_eventfd2, count, flags));
}

class tst_EpollSet : public QObject {
    Q_OBJECT

    // A notifier and how often it was activated.
    struct Counted {
        explicit Counted(int descriptor, QSocketNotifier::Type type = QSocketNotifier::Read)
            : notifier(std::make_unique<QSocketNotifier>(descriptor, type))
        {
            QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [this] {
                ++count;
                if (then)
                    then();
            });
        }
        std::unique_ptr<QSocketNotifier> notifier;
        std::function<void()> then;
        int count = 0;
    };

    // Moves the descriptor's file to a certain number.
    static void moveTo(int from, int to) { QVERIFY(::dup2(from, to) == to); }

private Q_SLOTS:
    void init()
    {
        while (turn()) { }
    }

    void levelTriggered()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        turn();
        QCOMPARE(reader.count, 0);
        pair.send("abc");
        turn();
        QCOMPARE(reader.count, 1);
        turn();
        QCOMPARE(reader.count, 2); // nobody read it
        QCOMPARE(pair.receive(), QByteArray("abc"));
        turn();
        QCOMPARE(reader.count, 2);
    }

    void disabledNotifierIsSilentAndComesBack()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        pair.send();
        reader.notifier->setEnabled(false);
        turn();
        QCOMPARE(reader.count, 0);
        reader.notifier->setEnabled(true);
        turn();
        QCOMPARE(reader.count, 1);
    }

    void readAndWriteOnOneDescriptor()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        Counted writer(pair.near(), QSocketNotifier::Write);
        pair.send();
        turn();
        QCOMPARE(reader.count, 1);
        QCOMPARE(writer.count, 1);
        writer.notifier.reset();
        turn();
        QCOMPARE(reader.count, 2); // the writer's going did not take the reader along
        reader.notifier.reset();
        Counted again(pair.near(), QSocketNotifier::Write);
        turn();
        QCOMPARE(again.count, 1);
        QCOMPARE(reader.count, 2);
    }

    void switchingANotifierOnAndOffCostsNothing()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        Counted writer(pair.near(), QSocketNotifier::Write);
        writer.notifier->setEnabled(false);
        turn();
        g_epollCtlCalls = 0;
        for (int i = 0; i < 100; ++i) {
            writer.notifier->setEnabled(true);
            writer.notifier->setEnabled(false);
        }
        turn();
        QCOMPARE(g_epollCtlCalls, 0);
        writer.notifier->setEnabled(true);
        turn();
        QCOMPARE(g_epollCtlCalls, 1);
        QCOMPARE(writer.count, 1);
    }

    void notifierThatLivesForNoTurnCostsNothing()
    {
        const SocketPair pair;
        turn();
        g_epollCtlCalls = 0;
        {
            Counted reader(pair.near());
        }
        turn();
        QCOMPARE(g_epollCtlCalls, 0);
    }

    void reusedDescriptorInOneBatchIsNotTakenForTheOldOne()
    {
        for (int round = 0; round < 8; ++round) {
            SocketPair first;
            SocketPair second;
            SocketPair fresh; // has no data
            Counted a(first.near());
            Counted b(second.near());
            std::unique_ptr<Counted> impostor;
            const auto swap = [&](Counted& mine, Counted& other, SocketPair& otherPair) {
                mine.then = nullptr;
                if (impostor)
                    return;
                other.notifier.reset();
                moveTo(fresh.near(), otherPair.near()); // closes the old file, the number lives on
                impostor = std::make_unique<Counted>(otherPair.near());
            };
            a.then = [&] { swap(a, b, second); };
            b.then = [&] { swap(b, a, first); };
            first.send();
            second.send();
            turn();
            QVERIFY(impostor);
            QCOMPARE(a.count + b.count, 1);
            QCOMPARE(impostor->count, 0);
            a.then = b.then = nullptr;
            fresh.send();
            turn();
            QCOMPARE(impostor->count, 1);
        }
    }

    void reusedDescriptorIsWatchedAgain()
    {
        // The old file left the set when it was closed, behind our back: it is not enough to compare what was
        // asked for.
        SocketPair old;
        SocketPair fresh;
        auto first = std::make_unique<Counted>(old.near());
        turn();
        first.reset();
        moveTo(fresh.near(), old.near());
        Counted second(old.near());
        fresh.send();
        turn();
        QCOMPARE(second.count, 1);
    }

    void reusedDescriptorIsWatchedAgainAfterATurn()
    {
        SocketPair old;
        SocketPair fresh;
        auto first = std::make_unique<Counted>(old.near());
        turn();
        first.reset();
        moveTo(fresh.near(), old.near());
        turn();
        Counted second(old.near());
        fresh.send();
        turn();
        QCOMPARE(second.count, 1);
    }

    void copyOfAClosedDescriptorDoesNotHauntTheLoop()
    {
        SocketPair pair;
        SocketPair other;
        const int copy = ::fcntl(pair.near(), F_DUPFD_CLOEXEC, 0);
        QVERIFY(copy >= 0);
        auto reader = std::make_unique<Counted>(pair.near());
        Counted bystander(other.near());
        turn();
        reader.reset();
        pair.closeNear(); // the copy keeps the file, and the file keeps its place in the epoll set
        pair.send();
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("closed while a copy of it is open")));
        turn();
        // No event is left to spin on, and those who stayed are served.
        bool fired = false;
        QElapsedTimer elapsed;
        elapsed.start();
        QTimer::singleShot(50, Qt::PreciseTimer, this, [&] { fired = true; });
        int turns = 0;
        while (!fired) {
            turn(QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
        other.send();
        turn();
        QCOMPARE(bystander.count, 1);
        ::close(copy);
    }

    void notifierDeletesItselfInItsHandler()
    {
        const SocketPair pair;
        auto* const notifier = new QSocketNotifier(pair.near(), QSocketNotifier::Read);
        int count = 0;
        connect(notifier, &QSocketNotifier::activated, this, [&] {
            ++count;
            delete notifier;
        });
        pair.send();
        turn();
        turn();
        QCOMPARE(count, 1);
    }

    void handlerDeletesAllOthersOfTheBatch()
    {
        std::vector<SocketPair> pairs(100);
        std::deque<Counted> readers;
        for (const auto& pair : pairs)
            readers.emplace_back(pair.near());
        for (auto& reader : readers) {
            reader.then = [&] {
                for (auto& other : readers) {
                    if (&other != &reader)
                        other.notifier.reset();
                }
            };
        }
        for (const auto& pair : pairs)
            pair.send();
        turn();
        int total = 0;
        for (const auto& reader : readers)
            total += reader.count;
        QCOMPARE(total, 1);
    }

    void readHandlerDeletesTheWriteNotifierOfItsDescriptor()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        Counted writer(pair.near(), QSocketNotifier::Write);
        reader.then = [&] { writer.notifier.reset(); };
        pair.send();
        turn();
        QCOMPARE(reader.count, 1);
        QCOMPARE(writer.count, 0);
    }

    void notifierAddedInAHandlerWaitsForItsOwnReadiness()
    {
        // Else a read notifier made for a descriptor whose write readiness is in the batch would run on
        // POLLERR's account.
        const SocketPair pair;
        Counted writer(pair.near(), QSocketNotifier::Write);
        std::unique_ptr<Counted> reader;
        writer.then = [&] {
            if (!reader)
                reader = std::make_unique<Counted>(pair.near());
        };
        turn();
        turn();
        QVERIFY(reader);
        QCOMPARE(reader->count, 0);
        pair.send();
        turn();
        QCOMPARE(reader->count, 1);
    }

    void nestedLoopServesTheOthers()
    {
        const SocketPair first;
        const SocketPair second;
        Counted a(first.near());
        Counted b(second.near());
        QEventLoop inner;
        const auto handler = [&](Counted& mine, const SocketPair& mineToRead) {
            (void)mineToRead.receive();
            mine.then = nullptr;
            if (!inner.isRunning())
                inner.exec();
            else
                inner.quit();
        };
        a.then = [&] { handler(a, first); };
        b.then = [&] { handler(b, second); };
        first.send();
        second.send();
        turn();
        // The one that the nested loop served is not served again for the outer batch.
        QCOMPARE(a.count, 1);
        QCOMPARE(b.count, 1);
        turn();
        QCOMPARE(a.count + b.count, 2);
    }

    void handlerThatNestsIsNotEnteredAgainForWhatItRead()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        int depth = 0;
        int deepest = 0;
        reader.then = [&] {
            (void)pair.receive();
            deepest = std::max(deepest, ++depth);
            turn();
            --depth;
        };
        pair.send();
        turn();
        QCOMPARE(deepest, 1);
        QCOMPARE(reader.count, 1);
    }

    void hangUpWithoutDataReachesTheReader()
    {
        int pipe[2];
        QCOMPARE(::pipe2(pipe, O_CLOEXEC | O_NONBLOCK), 0);
        Counted reader(pipe[0]);
        turn();
        QCOMPARE(reader.count, 0);
        ::close(pipe[1]); // EPOLLHUP alone, no EPOLLIN
        turn();
        QCOMPARE(reader.count, 1);
        reader.notifier.reset();
        ::close(pipe[0]);
    }

    void errorWithoutRoomReachesTheWriter()
    {
        int pipe[2];
        QCOMPARE(::pipe2(pipe, O_CLOEXEC | O_NONBLOCK), 0);
        const QByteArray block(4096, 'x');
        while (::write(pipe[1], block.data(), size_t(block.size())) > 0) { }
        Counted writer(pipe[1], QSocketNotifier::Write);
        turn();
        QCOMPARE(writer.count, 0); // full
        ::close(pipe[0]); // EPOLLERR
        turn();
        QCOMPARE(writer.count, 1);
        writer.notifier.reset();
        ::close(pipe[1]);
    }

    void hangUpThatNobodyWatchesDoesNotSpin()
    {
        SocketPair pair;
        Counted reader(pair.near());
        turn();
        reader.notifier->setEnabled(false);
        pair.closeFar();
        turn();
        int turns = 0;
        bool fired = false;
        QTimer::singleShot(30, this, [&] { fired = true; });
        while (!fired) {
            turn(QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        QVERIFY2(turns < 10, qPrintable(QString::number(turns)));
        QCOMPARE(reader.count, 0);
    }

    void urgentDataReachesTheExceptionNotifier()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        QCOMPARE(::bind(listener, reinterpret_cast<sockaddr*>(&address), length), 0);
        QCOMPARE(::listen(listener, 1), 0);
        QCOMPARE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length), 0);
        const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::connect(client, reinterpret_cast<sockaddr*>(&address), length), 0);
        const int server = ::accept(listener, nullptr, nullptr);
        Counted exception(server, QSocketNotifier::Exception);
        turn();
        QCOMPARE(exception.count, 0);
        QCOMPARE(::send(client, "!", 1, MSG_OOB), ssize_t(1));
        QTRY_VERIFY(exception.count > 0);
        exception.notifier.reset();
        ::close(server);
        ::close(client);
        ::close(listener);
    }

    void thousandsOfNotifiers()
    {
        constexpr int kPairs = 4000;
        std::vector<SocketPair> pairs(kPairs);
        std::deque<Counted> readers;
        for (const auto& pair : pairs) {
            readers.emplace_back(pair.near());
            readers.back().then = [&pair] { (void)pair.receive(); };
        }
        std::vector<int> expected(kPairs);
        for (int round = 0; round < 20; ++round) {
            std::vector<bool> sent(kPairs);
            for (int i = 0; i < 700; ++i) {
                const auto index = size_t(QRandomGenerator::global()->bounded(kPairs));
                if (!sent[index])
                    pairs[index].send();
                expected[index] += !sent[index];
                sent[index] = true;
            }
            while (turn()) { }
        }
        for (size_t i = 0; i < kPairs; ++i)
            QCOMPARE(readers[i].count, expected[i]);
        for (size_t i = 0; i < kPairs; i += 2)
            readers[i].notifier.reset();
        for (const auto& pair : pairs)
            pair.send();
        while (turn()) { }
        for (size_t i = 0; i < kPairs; ++i)
            QCOMPARE(readers[i].count, expected[i] + int(i % 2));
    }

    void busySocketsDoNotStarveOneAnother()
    {
        // More than fit in one batch are always ready; each must have its turn.
        std::vector<SocketPair> pairs(size_t(EpollSet::kBatch) * 3);
        std::deque<Counted> readers;
        for (const auto& pair : pairs) {
            readers.emplace_back(pair.near());
            pair.send(); // never read
        }
        for (int i = 0; i < 9; ++i)
            turn();
        for (const auto& reader : readers)
            QVERIFY(reader.count >= 2 && reader.count <= 4);
    }

    void regularFileIsAlwaysReadyAndSaidOnce()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("regular file")));
        Counted reader(file.handle());
        turn();
        turn();
        QCOMPARE(reader.count, 2);
        const SocketPair pair;
        Counted socket(pair.near());
        pair.send();
        turn(QEventLoop::WaitForMoreEvents); // does not block, and serves others too
        QCOMPARE(reader.count, 3);
        QCOMPARE(socket.count, 1);
        reader.notifier->setEnabled(false);
        turn();
        QCOMPARE(reader.count, 3);
        reader.notifier.reset();
        // The number may become a socket's.
        const SocketPair fresh;
        moveTo(fresh.near(), file.handle());
        Counted again(file.handle());
        turn();
        QCOMPARE(again.count, 0);
        fresh.send();
        turn();
        QCOMPARE(again.count, 1);
    }

    void closedDescriptorIsSaid()
    {
        SocketPair pair;
        const int number = pair.near();
        pair.closeNear();
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(QStringLiteral("Descriptor %1 is watched but not open").arg(number)));
        Counted reader(number);
        turn();
        QCOMPARE(reader.count, 0);
    }

    void kernelWithoutRoomIsSaidAndTriedAgain()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        pair.send();
        g_epollCtlError = ENOSPC;
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("cannot be watched now")));
        turn();
        QCOMPARE(reader.count, 0);
        turn(QEventLoop::WaitForMoreEvents); // comes back although nothing is watched
        turn();
        QVERIFY(reader.count > 0);
    }

    void noDescriptorsLeftIsSaidAndQtsOwnServes()
    {
        g_epollCreateError = EMFILE;
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("No epoll descriptor")));
        QVERIFY(!makeDispatcher());
        g_eventfdError = EMFILE;
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("No eventfd")));
        QVERIFY(!makeDispatcher());
        QVERIFY(makeDispatcher());
    }

    void notifierOfAnotherThreadIsRefused()
    {
        const SocketPair pair;
        Counted reader(pair.near());
        reader.notifier->setEnabled(false);
        auto* const dispatcher = QAbstractEventDispatcher::instance();
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("cannot be enabled from another thread")));
        std::thread([&] { dispatcher->registerSocketNotifier(reader.notifier.get()); }).join();
        pair.send();
        turn();
        QCOMPARE(reader.count, 0);
    }
};

MADANG_LOOP_TEST_MAIN(tst_EpollSet)
#include "tst_epollset.moc"
