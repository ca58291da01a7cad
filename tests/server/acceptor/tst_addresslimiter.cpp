#include "server/acceptor/addresslimiter.h"

#include "tests/server/eventloop/tsan.h"

#include <QtTest/QtTest>
#include <thread>
#include <vector>

using namespace madang;
using namespace madang::server;

class tst_AddressLimiter : public QObject {
    Q_OBJECT

    static QHostAddress address(const char* text) { return QHostAddress(QString::fromLatin1(text)); }
    static int taken(AddressLimiter& limiter, const QHostAddress& from, qint64 now, int tries)
    {
        int count = 0;
        for (int i = 0; i < tries; ++i)
            count += limiter.take(from, now);
        return count;
    }

private Q_SLOTS:
    void burstThenRate()
    {
        AddressLimiter limiter({20, 200}, false);
        const auto from = address("203.0.113.9");
        QCOMPARE(taken(limiter, from, 1'000'000, 1000), 200);
        QCOMPARE(taken(limiter, from, 1'000'500, 1000), 10);
        QCOMPARE(taken(limiter, from, 2'000'000, 1000), 200); // never more than the burst
    }

    void addressesDoNotShare()
    {
        AddressLimiter limiter({1, 2}, false);
        QCOMPARE(taken(limiter, address("203.0.113.9"), 0, 10), 2);
        QCOMPARE(taken(limiter, address("203.0.113.10"), 0, 10), 2);
    }

    void ipv6CountsByNetwork()
    {
        AddressLimiter limiter({1, 2}, false);
        QVERIFY(limiter.take(address("2001:db8:1:1::1"), 0));
        QVERIFY(limiter.take(address("2001:db8:1:1:ffff::2"), 0));
        QVERIFY(!limiter.take(address("2001:db8:1:1:abcd::3"), 0));
        QVERIFY(limiter.take(address("2001:db8:1:2::1"), 0));
    }

    void ipv4IsTheSameInsideIpv6()
    {
        AddressLimiter limiter({1, 1}, false);
        QVERIFY(limiter.take(address("203.0.113.9"), 0));
        QVERIFY(!limiter.take(address("::ffff:203.0.113.9"), 0));
    }

    void loopbackIsFreeUnlessSet()
    {
        AddressLimiter limiter({1, 1}, false);
        for (const char* loopback : {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"})
            QCOMPARE(taken(limiter, address(loopback), 0, 50), 50);
        AddressLimiter strict({1, 1}, true);
        for (const char* loopback : {"127.0.0.1", "::1"})
            QCOMPARE(taken(strict, address(loopback), 0, 50), 1);
    }

    void forgetsAddressesWhoseBucketIsFull()
    {
        AddressLimiter limiter({1, 10}, false);
        for (quint32 i = 0; i < 100'000; ++i)
            QVERIFY(limiter.take(QHostAddress(0x0B00'0000U + i), qint64(i) * 10));
        QVERIFY2(limiter.size() < 10'000, qPrintable(QString::number(limiter.size())));
    }

    void threadsShareOneBucket()
    {
        AddressLimiter limiter({1, 1000}, false);
        std::atomic<int> count = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { count += taken(limiter, address("203.0.113.9"), 5, 1000); });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(count.load(), 1000);
    }
};

QTEST_APPLESS_MAIN(tst_AddressLimiter)
#include "tst_addresslimiter.moc"
