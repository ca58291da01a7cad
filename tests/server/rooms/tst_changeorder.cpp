#include "server/rooms/changeorder.h"

#include <QtTest/QTest>
#include <algorithm>
#include <random>

using namespace madang;
using namespace madang::server;

namespace {

Message change(qint64 seq, qint64 rev)
{
    Message message;
    message.room = RoomId(1);
    message.seq = seq;
    message.rev = rev;
    return message;
}

struct Told {
    std::vector<qint64> created; // seqs
    std::vector<qint64> revs;
    auto hear()
    {
        return [this](const Message& message, bool isNew) {
            revs.push_back(message.rev);
            if (isNew)
                created.push_back(message.seq);
        };
    }
};

} // namespace

class TestChangeOrder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsInOrder();
    void holdsWhatComesTooEarly();
    void tellsNothingTwice();
    void fillsAHoleFromTheLog();
    void aMessageEditedInTheHoleIsStillNew();
    void aMessageChangedAfterLaterOnesCameIsStillNew();
    void anyOrderComesOutTheSame();
    void keepsABoundedNumberThatComeTooEarly();
};

void TestChangeOrder::tellsInOrder()
{
    ChangeOrder order({3, 5});
    Told told;
    order.arrive(change(4, 6), told.hear());
    order.arrive(change(2, 7), told.hear()); // an edit
    order.arrive(change(5, 8), told.hear());
    QCOMPARE(told.revs, (std::vector<qint64>{6, 7, 8}));
    QCOMPARE(told.created, (std::vector<qint64>{4, 5}));
    QCOMPARE(order.told(), (Head{5, 8}));
}

void TestChangeOrder::holdsWhatComesTooEarly()
{
    ChangeOrder order;
    Told told;
    order.arrive(change(2, 2), told.hear());
    order.arrive(change(3, 3), told.hear());
    QVERIFY(told.revs.empty());
    QVERIFY(order.hasHole());
    order.arrive(change(1, 1), told.hear());
    QCOMPARE(told.revs, (std::vector<qint64>{1, 2, 3}));
    QVERIFY(!order.hasHole());
}

void TestChangeOrder::tellsNothingTwice()
{
    ChangeOrder order;
    Told told;
    for (int i = 0; i < 2; ++i) {
        order.arrive(change(2, 2), told.hear());
        order.arrive(change(1, 1), told.hear());
    }
    order.arrive(change(1, 1), told.hear());
    QCOMPARE(told.revs, (std::vector<qint64>{1, 2}));
}

void TestChangeOrder::fillsAHoleFromTheLog()
{
    ChangeOrder order({1, 1});
    Told told;
    order.arrive(change(4, 4), told.hear());
    order.arrive(change(5, 5), told.hear());
    // What the log has reaches into what waits.
    order.fill({change(2, 2), change(3, 3), change(4, 4)}, 4, told.hear());
    QCOMPARE(told.revs, (std::vector<qint64>{2, 3, 4, 5}));
    QCOMPARE(told.created, (std::vector<qint64>{2, 3, 4, 5}));
    QVERIFY(!order.hasHole());
}

void TestChangeOrder::aMessageEditedInTheHoleIsStillNew()
{
    ChangeOrder order({1, 1});
    Told told;
    order.arrive(change(3, 5), told.hear());
    // Message 2 came as rev 2 and was edited as rev 4: the log has it once, as it is now. Rev 3 was an edit
    // of message 1 that the next one replaced.
    order.fill({change(2, 4)}, 4, told.hear());
    QCOMPARE(told.revs, (std::vector<qint64>{4, 5}));
    QCOMPARE(told.created, (std::vector<qint64>{2, 3}));
    QCOMPARE(order.told(), (Head{3, 5}));
}

void TestChangeOrder::aMessageChangedAfterLaterOnesCameIsStillNew()
{
    ChangeOrder order({1, 1});
    Told told;
    order.arrive(change(5, 8), told.hear());
    // Messages 2, 3 and 4 came as revs 2, 3 and 4; then people reacted to 3, to 2 and to 1.
    order.fill({change(4, 4), change(3, 5)}, 5, told.hear()); // a page each
    order.fill({change(2, 6), change(1, 7)}, 7, told.hear());
    QCOMPARE(told.revs, (std::vector<qint64>{4, 5, 6, 7, 8}));
    QCOMPARE(told.created, (std::vector<qint64>{4, 3, 2, 5}));
    // Once each.
    order.arrive(change(2, 9), told.hear());
    QCOMPARE(told.created, (std::vector<qint64>{4, 3, 2, 5}));
}

void TestChangeOrder::anyOrderComesOutTheSame()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<Message> changes;
        qint64 seq = 0;
        for (qint64 rev = 1; rev <= 30; ++rev) {
            const bool edit = seq > 0 && random() % 3 == 0;
            changes.push_back(change(edit ? 1 + qint64(random() % quint64(seq)) : ++seq, rev));
        }
        std::vector<Message> arriving = changes;
        arriving.insert(arriving.end(), changes.begin(), changes.begin() + 10);
        std::shuffle(arriving.begin(), arriving.end(), random);
        ChangeOrder order;
        Told told;
        for (const Message& message : arriving)
            order.arrive(message, told.hear());
        QCOMPARE(int(told.revs.size()), 30);
        QVERIFY(std::is_sorted(told.revs.begin(), told.revs.end()));
        QCOMPARE(qint64(told.created.size()), seq);
        QVERIFY(std::is_sorted(told.created.begin(), told.created.end()));
    }
}

void TestChangeOrder::keepsABoundedNumberThatComeTooEarly()
{
    const qint64 last = 2 * qint64(ChangeOrder::keptMost);
    ChangeOrder order;
    Told told;
    std::vector<Message> log{change(1, 1)};
    for (qint64 rev = 2; rev <= last; ++rev) {
        log.push_back(change(rev, rev));
        order.arrive(log.back(), told.hear());
    }
    order.arrive(log.front(), told.hear());
    QCOMPARE(qint64(told.revs.size()), 1 + qint64(ChangeOrder::keptMost));
    QVERIFY(order.hasHole());
    order.fill(log, last, told.hear());
    QVERIFY(!order.hasHole());
    QCOMPARE(qint64(told.created.size()), last);
    QVERIFY(std::is_sorted(told.revs.begin(), told.revs.end()));
}

QTEST_GUILESS_MAIN(TestChangeOrder)
#include "tst_changeorder.moc"
