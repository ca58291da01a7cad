#include "server/auth/revocationlist.h"
#include "tests/support/manualclock.h"

#include <QtTest/QTest>
#include <atomic>
#include <thread>

using namespace madang;
using namespace madang::server;

class TestRevocationList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsRevokedIsRevoked()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1000);
        list.revoke(SessionId(1), RevocationReason::Logout);
        QVERIFY(list.isRevoked(SessionId(1)));
        QVERIFY(!list.isRevoked(SessionId(2)));
    }

    void listenersHearOfItOnceWithTheFirstReason()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1000);
        std::vector<std::pair<SessionId, RevocationReason>> heard;
        const auto subscription
            = list.subscribe([&](const Revocation& r) { heard.emplace_back(r.session, r.reason); });
        list.revoke(SessionId(1), RevocationReason::TokenReused);
        list.revoke(SessionId(1), RevocationReason::Logout);
        QCOMPARE(heard.size(), size_t(1));
        QCOMPARE(heard[0].first, SessionId(1));
        QCOMPARE(heard[0].second, RevocationReason::TokenReused);
    }

    void theListenerAlreadyFindsItRevoked()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1000);
        bool found = false;
        const auto subscription
            = list.subscribe([&](const Revocation& r) { found = list.isRevoked(r.session); });
        list.revoke(SessionId(1), RevocationReason::Revoked);
        QVERIFY(found);
    }

    void whoUnsubscribedHearsNothing()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1000);
        int first = 0;
        int second = 0;
        auto kept = list.subscribe([&](const Revocation&) { ++first; });
        {
            auto gone = list.subscribe([&](const Revocation&) { ++second; });
            RevocationList::Subscription moved = std::move(gone);
            list.revoke(SessionId(1), RevocationReason::Revoked);
        }
        list.revoke(SessionId(2), RevocationReason::Revoked);
        kept = RevocationList::Subscription();
        list.revoke(SessionId(3), RevocationReason::Revoked);
        QCOMPARE(first, 2);
        QCOMPARE(second, 1);
    }

    void nobodyIsToldOfWhatWasBefore()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1000);
        int heard = 0;
        const auto subscription = list.subscribe([&](const Revocation&) { ++heard; });
        list.load({SessionId(1), SessionId(2)});
        QVERIFY(list.isRevoked(SessionId(1)));
        QVERIFY(list.isRevoked(SessionId(2)));
        QCOMPARE(heard, 0);
    }

    void itForgetsWhenTheAccessTokensAreOver()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1000);
        for (quint64 i = 1; i <= 100; ++i)
            list.revoke(SessionId(i), RevocationReason::Logout);
        clock.advance(1000);
        list.revoke(SessionId(101), RevocationReason::Logout);
        QVERIFY(list.isRevoked(SessionId(1))); // a token of it may still be read by a clock that was set back
        clock.advance(list.keepMs());
        list.revoke(SessionId(102), RevocationReason::Logout);
        QCOMPARE(list.size(), size_t(1));
    }

    void threadsAgree()
    {
        test::ManualClock clock;
        RevocationList list(clock, 1'000'000);
        std::atomic<int> heard = 0;
        const auto subscription = list.subscribe([&](const Revocation&) { ++heard; });
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (quint64 i = 1; i <= 1000; ++i) {
                    list.revoke(SessionId(i), RevocationReason::Logout);
                    if (!list.isRevoked(SessionId(i)))
                        heard += 1'000'000;
                    const auto brief = list.subscribe([](const Revocation&) {});
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(heard.load(), 1000);
        QCOMPARE(list.size(), size_t(1000));
    }
};

QTEST_GUILESS_MAIN(TestRevocationList)
#include "tst_revocationlist.moc"
