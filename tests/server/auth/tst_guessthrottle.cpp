#include "server/auth/guessthrottle.h"

#include <QtTest/QTest>
#include <atomic>
#include <thread>
#include <vector>

using madang::server::GuessThrottle;

class TestGuessThrottle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNextOneAfterTheLastGuessWaitsForTheWindow()
    {
        GuessThrottle throttle(3, 1000);
        const auto key = GuessThrottle::key(QStringLiteral("minji"), QStringLiteral("192.0.2.1"));
        QCOMPARE(throttle.attempt(key, 0), 0);
        QCOMPARE(throttle.attempt(key, 100), 0);
        QCOMPARE(throttle.attempt(key, 200), 0);
        QCOMPARE(throttle.attempt(key, 300), 700);
        QCOMPARE(throttle.attempt(key, 999), 1);
        QCOMPARE(throttle.attempt(key, 1000), 0);
    }

    void successForgetsAndWithdrawalUncounts()
    {
        GuessThrottle throttle(2, 1000);
        const auto key = GuessThrottle::key(QStringLiteral("minji"), QStringLiteral("192.0.2.1"));
        QCOMPARE(throttle.attempt(key, 0), 0);
        QCOMPARE(throttle.attempt(key, 0), 0);
        throttle.succeeded(key);
        QCOMPARE(throttle.size(), size_t(0));
        QCOMPARE(throttle.attempt(key, 0), 0);
        QCOMPARE(throttle.attempt(key, 0), 0);
        QVERIFY(throttle.attempt(key, 0) > 0);
        throttle.withdraw(key);
        QCOMPARE(throttle.attempt(key, 0), 0);
        QVERIFY(throttle.attempt(key, 0) > 0);
    }

    void placesAndAccountsAreApart()
    {
        GuessThrottle throttle(1, 1000);
        const QString minji = QStringLiteral("minji");
        QCOMPARE(throttle.attempt(GuessThrottle::key(minji, QStringLiteral("192.0.2.1")), 0), 0);
        QVERIFY(throttle.attempt(GuessThrottle::key(minji, QStringLiteral("192.0.2.1")), 0) > 0);
        QCOMPARE(throttle.attempt(GuessThrottle::key(minji, QStringLiteral("192.0.2.2")), 0), 0);
        QCOMPARE(
            throttle.attempt(GuessThrottle::key(QStringLiteral("jun"), QStringLiteral("192.0.2.1")), 0), 0);
    }

    void oneCustomersIpv6AddressesAreOnePlace()
    {
        const auto key = [](const char* address) {
            return GuessThrottle::key(QStringLiteral("minji"), QString::fromLatin1(address));
        };
        QCOMPARE(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff:1:2:3"));
        QVERIFY(key("2001:db8:1:2::1") != key("2001:db8:1:3::1"));
        QVERIFY(key("192.0.2.1") != key("192.0.2.2"));
        QVERIFY(key("::ffff:192.0.2.1") != key("::ffff:192.0.2.2"));
    }

    void memoryIsBounded()
    {
        GuessThrottle throttle(1, 1'000'000, 1000);
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(throttle.attempt(QByteArray::number(i), i), 0);
        QCOMPARE(throttle.size(), size_t(1000));
        QVERIFY(throttle.attempt(QByteArray::number(4999), 5000) > 0); // the newest are kept
        // What is over goes by itself.
        QCOMPARE(throttle.attempt("later", 2'000'000), 0);
        QCOMPARE(throttle.size(), size_t(1));
    }

    void aThousandAtOnceAreNoWayAround()
    {
        GuessThrottle throttle(10, 1'000'000);
        std::atomic<int> let = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 250; ++i)
                    let += throttle.attempt("minji", 0) == 0 ? 1 : 0;
            });
        }
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(let.load(), 10);
    }
};

QTEST_GUILESS_MAIN(TestGuessThrottle)
#include "tst_guessthrottle.moc"
