#include "tests/bench/ledger.h"

#include <QtTest/QTest>

using madang::bench::Ledger;
using madang::bench::Verdict;

class TestLedger : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acceptsWhatIsRight();
    void beginsAtTheHead();
    void missesWhatOthersSaw();
    void missesWhatTheSenderWasTold();
    void tellsALateOneFromADouble();
    void seesTwoMessagesUnderOneSeq();
    void seesAnOldSeqGivenAgain();
};

void TestLedger::acceptsWhatIsRight()
{
    Ledger ledger;
    const int first = ledger.addRoom(2, 0);
    const int second = ledger.addRoom(3, 0);
    for (std::int64_t seq = 1; seq <= 10; ++seq) {
        // The answer may come before, between or after the deliveries.
        if (seq % 2)
            ledger.acknowledged(first, seq, std::uint64_t(100 + seq));
        QVERIFY(ledger.delivered(first, 0, seq, std::uint64_t(100 + seq)));
        QVERIFY(!ledger.complete());
        QVERIFY(ledger.delivered(first, 1, seq, std::uint64_t(100 + seq)));
        if (seq % 2 == 0)
            ledger.acknowledged(first, seq, std::uint64_t(100 + seq));
        QVERIFY(ledger.complete());
    }
    for (int reader = 0; reader < 3; ++reader)
        QVERIFY(ledger.delivered(second, reader, 1, 7));
    QVERIFY(ledger.complete());
    const Verdict verdict = ledger.verdict();
    QVERIFY(verdict.clean());
    QCOMPARE(verdict.expected, 23);
    QCOMPARE(verdict.delivered, 23);
    QCOMPARE(ledger.head(first), 10);
    QCOMPARE(ledger.head(second), 1);
}

void TestLedger::beginsAtTheHead()
{
    Ledger ledger;
    const int room = ledger.addRoom(1, 500);
    QCOMPARE(ledger.head(room), 500);
    QVERIFY(ledger.delivered(room, 0, 501, 1));
    QVERIFY(ledger.verdict().clean());
    QCOMPARE(ledger.verdict().expected, 1);
}

void TestLedger::missesWhatOthersSaw()
{
    Ledger ledger;
    const int room = ledger.addRoom(2, 0);
    for (std::int64_t seq = 1; seq <= 5; ++seq) {
        ledger.delivered(room, 0, seq, std::uint64_t(seq));
        if (seq != 3)
            ledger.delivered(room, 1, seq, std::uint64_t(seq));
    }
    QVERIFY(!ledger.complete());
    QCOMPARE(ledger.verdict().lost, 1);
    QVERIFY(!ledger.verdict().clean());
}

void TestLedger::missesWhatTheSenderWasTold()
{
    Ledger ledger;
    const int room = ledger.addRoom(3, 0);
    ledger.acknowledged(room, 2, 22);
    QCOMPARE(ledger.verdict().lost, 6); // seq 2 exists, so seq 1 does
}

void TestLedger::tellsALateOneFromADouble()
{
    Ledger ledger;
    const int room = ledger.addRoom(1, 0);
    QVERIFY(ledger.delivered(room, 0, 1, 1));
    QVERIFY(ledger.delivered(room, 0, 4, 4));
    QVERIFY(ledger.delivered(room, 0, 2, 2));
    QVERIFY(!ledger.delivered(room, 0, 4, 4));
    QVERIFY(!ledger.delivered(room, 0, 2, 2));
    QCOMPARE(ledger.verdict().misordered, 1);
    QCOMPARE(ledger.verdict().doubled, 2);
    QCOMPARE(ledger.verdict().lost, 1);
    QVERIFY(ledger.delivered(room, 0, 3, 3));
    QCOMPARE(ledger.verdict().lost, 0);
    QCOMPARE(ledger.verdict().misordered, 2);
}

void TestLedger::seesTwoMessagesUnderOneSeq()
{
    Ledger ledger;
    const int room = ledger.addRoom(2, 0);
    ledger.acknowledged(room, 1, 10);
    ledger.delivered(room, 0, 1, 10);
    QCOMPARE(ledger.verdict().disagreeing, 0);
    ledger.delivered(room, 1, 1, 11);
    QCOMPARE(ledger.verdict().disagreeing, 1);
    QVERIFY(!ledger.verdict().clean());
}

void TestLedger::seesAnOldSeqGivenAgain()
{
    Ledger ledger;
    const int room = ledger.addRoom(1, 9);
    ledger.acknowledged(room, 9, 1);
    QCOMPARE(ledger.verdict().disagreeing, 1);
    QVERIFY(!ledger.delivered(room, 0, 9, 1));
    QCOMPARE(ledger.verdict().doubled, 1);
}

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
