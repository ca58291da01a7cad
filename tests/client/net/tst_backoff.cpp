#include "client/net/backoff.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace madang::client;

class TestBackoff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ceilingDoublesUpToTheCap()
    {
        Backoff backoff(500, 30'000, [] { return 0.999999; });
        const qint64 ceilings[] = {500, 1000, 2000, 4000, 8000, 16'000, 30'000, 30'000};
        for (const qint64 ceiling : ceilings) {
            const qint64 delay = backoff.next();
            QVERIFY2(delay < ceiling && delay >= ceiling - 2, qPrintable(QString::number(delay)));
        }
    }

    void delaysFillTheWholeRange()
    {
        // Full jitter: of many clients at the same failure some come at once and some at the end.
        QRandomGenerator random(7);
        int early = 0;
        int late = 0;
        for (int client = 0; client < 1000; ++client) {
            Backoff backoff(500, 30'000, [&random] { return random.generateDouble(); });
            for (int failure = 0; failure < 3; ++failure)
                (void)backoff.next();
            const qint64 delay = backoff.next();
            QVERIFY(delay >= 0 && delay < 4000);
            early += delay < 1000;
            late += delay >= 3000;
        }
        QVERIFY(early > 200 && early < 300);
        QVERIFY(late > 200 && late < 300);
    }

    void neverBeforeTheServerSaid()
    {
        QRandomGenerator random(7);
        Backoff backoff(500, 30'000, [&random] { return random.generateDouble(); });
        for (int i = 0; i < 200; ++i) {
            const qint64 delay = backoff.next(8000);
            QVERIFY(delay >= 8000 && delay < 12'000);
        }
    }

    void manyFailuresDoNotOverflow()
    {
        Backoff backoff(500, 30'000, [] { return 0.999999; });
        for (int i = 0; i < 200; ++i)
            (void)backoff.next();
        QVERIFY(backoff.next() < 30'000);
    }

    void successBeginsAnew()
    {
        Backoff backoff(500, 30'000, [] { return 0.999999; });
        for (int i = 0; i < 10; ++i)
            (void)backoff.next();
        backoff.reset();
        QVERIFY(backoff.next() < 500);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
