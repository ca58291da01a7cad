#include "server/eventloop/loopthread.h"
#include "server/rooms/ask.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

class TestAsk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsThereAndAnswersHere();
    void answersAtOnceOnTheSameThread();
    void whatIsDroppedIsUnavailable();
};

void TestAsk::runsThereAndAnswersHere()
{
    LoopThread loop(0);
    loop.start();
    QThread* here = QThread::currentThread();
    QThread* asked = nullptr;
    QThread* answered = nullptr;
    const auto question = [&]() -> QCoro::Task<int> {
        auto answer = co_await ask<int>(loop, [&]() -> QCoro::Task<Result<int>> {
            asked = QThread::currentThread();
            co_return 42;
        });
        answered = QThread::currentThread();
        co_return answer.value();
    };
    QCOMPARE(QCoro::waitFor(question()), 42);
    QVERIFY(asked != here);
    QCOMPARE(answered, here);
    loop.stop();
}

void TestAsk::answersAtOnceOnTheSameThread()
{
    LoopThread loop(0);
    loop.start();
    std::atomic<bool> atOnce{false};
    std::atomic<bool> done{false};
    loop.post([&] {
        atOnce = ask<int>(loop, []() -> QCoro::Task<Result<int>> { co_return 1; }).isFinished();
        done = true;
    });
    QTRY_VERIFY(done);
    QVERIFY(atOnce);
    loop.stop();
}

void TestAsk::whatIsDroppedIsUnavailable()
{
    // A loop that has stopped destroys what is posted to it; nobody may wait for that for ever.
    LoopThread loop(0);
    loop.start();
    loop.stop();
    const auto answer = ask<int>(loop, []() -> QCoro::Task<Result<int>> { co_return 1; });
    QVERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().code, ErrorCode::Unavailable);
}

QTEST_GUILESS_MAIN(TestAsk)
#include "tst_ask.moc"
