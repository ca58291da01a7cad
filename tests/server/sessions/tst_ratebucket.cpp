#include "server/sessions/ratebucket.h"
#include "server/sessions/ratedirectory.h"

#include <QtTest/QTest>
#include <thread>

using namespace madang;
using namespace madang::server;

class TestRateBucket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesTheBurstAndThenTheRate();
    void refusalTakesNothingAndTellsWhen();
    void holdsForThreadsTogether();
    void loopbackIsNotLimitedUnlessSet();
    void addressesOfOneNetworkShare();
    void forgetsFullBuckets();
};

void TestRateBucket::givesTheBurstAndThenTheRate()
{
    RateBucket bucket({20, 60});
    int taken = 0;
    while (bucket.take(1000) == 0)
        ++taken;
    QCOMPARE(taken, 60);
    for (int second = 2; second < 10; ++second) {
        taken = 0;
        while (bucket.take(second * 1000) == 0)
            ++taken;
        QCOMPARE(taken, 20);
    }
}

void TestRateBucket::refusalTakesNothingAndTellsWhen()
{
    RateBucket bucket({10, 1});
    QCOMPARE(bucket.take(0), 0);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(bucket.take(0), 100);
    QCOMPARE(bucket.take(99), 1);
    QCOMPARE(bucket.take(100), 0);
}

void TestRateBucket::holdsForThreadsTogether()
{
    RateBucket bucket({1, 5000});
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 5000; ++j)
                taken += bucket.take(0) == 0;
        });
    }
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(taken.load(), 5000);
}

void TestRateBucket::loopbackIsNotLimitedUnlessSet()
{
    Limits limits;
    QVERIFY(!RateDirectory(limits).address(QHostAddress::LocalHost, 0));
    QVERIFY(RateDirectory(limits).address(QHostAddress(QStringLiteral("192.0.2.1")), 0));
    limits.limitLoopback = true;
    QVERIFY(RateDirectory(limits).address(QHostAddress::LocalHost, 0));
}

void TestRateBucket::addressesOfOneNetworkShare()
{
    RateDirectory directory{Limits()};
    const auto at
        = [&](const char* text) { return directory.address(QHostAddress(QString::fromLatin1(text)), 0); };
    QCOMPARE(at("2001:db8::1"), at("2001:db8::ffff:1"));
    QVERIFY(at("2001:db8::1") != at("2001:db8:0:1::1"));
    QCOMPARE(at("192.0.2.1"), at("::ffff:192.0.2.1"));
    QVERIFY(at("192.0.2.1") != at("192.0.2.2"));
}

void TestRateBucket::forgetsFullBuckets()
{
    RateDirectory directory{Limits()};
    const auto held = directory.person(UserId(1), 0);
    std::weak_ptr<PersonRates> used;
    {
        const auto rates = directory.person(UserId(2), 0);
        used = rates;
        QCOMPARE(rates->messages.take(0), 0);
    }
    for (quint64 i = 10; i < 2000; ++i)
        QVERIFY(directory.person(UserId(i), 0));
    QVERIFY(!used.expired()); // not full again yet
    for (quint64 i = 2000; i < 9000; ++i)
        QVERIFY(directory.person(UserId(i), 3600'000));
    QVERIFY(used.expired());
    QCOMPARE(directory.person(UserId(1), 3600'000), held);
}

QTEST_APPLESS_MAIN(TestRateBucket)
#include "tst_ratebucket.moc"
