#include "server/sessions/outqueue.h"

#include <QtTest/QTest>

using namespace madang::server;

namespace {

EventPtr eventOf(quint64 id, EventClass kind, const QByteArray& key = {}, int bytes = 10)
{
    auto event = std::make_shared<Event>();
    event->id = id;
    event->kind = kind;
    event->key = key;
    event->frame = QByteArray(bytes, 'x');
    return event;
}

std::vector<quint64> drain(OutQueue& queue)
{
    std::vector<quint64> ids;
    while (!queue.empty())
        ids.push_back(queue.pop()->id);
    return ids;
}

} // namespace

class TestOutQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsDurableEventsInOrder();
    void keepsOnlyTheLatestOfAKey();
    void keepsNoDroppableOnes();
    void saysWhenItIsFull();
    void aReplacementCountsItsOwnBytes();
};

void TestOutQueue::keepsDurableEventsInOrder()
{
    OutQueue queue(100, 10'000);
    for (quint64 id = 1; id <= 3; ++id)
        QVERIFY(queue.push(eventOf(id, EventClass::Durable)));
    QCOMPARE(drain(queue), (std::vector<quint64>{1, 2, 3}));
}

void TestOutQueue::keepsOnlyTheLatestOfAKey()
{
    OutQueue queue(100, 10'000);
    QVERIFY(queue.push(eventOf(1, EventClass::Durable)));
    QVERIFY(queue.push(eventOf(2, EventClass::Replaceable, "a")));
    QVERIFY(queue.push(eventOf(3, EventClass::Replaceable, "b")));
    QVERIFY(queue.push(eventOf(4, EventClass::Durable)));
    QVERIFY(queue.push(eventOf(5, EventClass::Replaceable, "a")));
    QCOMPARE(queue.pop()->id, quint64(1));
    QVERIFY(queue.push(eventOf(6, EventClass::Replaceable, "b"))); // positions move with what was taken
    QCOMPARE(drain(queue), (std::vector<quint64>{5, 6, 4}));
    QVERIFY(queue.push(eventOf(7, EventClass::Replaceable, "a"))); // the earlier one has gone out
    QVERIFY(queue.push(eventOf(8, EventClass::Durable)));
    QCOMPARE(drain(queue), (std::vector<quint64>{7, 8}));
}

void TestOutQueue::keepsNoDroppableOnes()
{
    OutQueue queue(1, 1);
    for (quint64 id = 1; id <= 10'000; ++id)
        QVERIFY(queue.push(eventOf(id, EventClass::Droppable)));
    QVERIFY(queue.empty());
}

void TestOutQueue::saysWhenItIsFull()
{
    OutQueue byCount(3, 1'000'000);
    for (quint64 id = 1; id <= 3; ++id)
        QVERIFY(byCount.push(eventOf(id, EventClass::Durable)));
    QVERIFY(!byCount.push(eventOf(4, EventClass::Durable)));
    OutQueue byBytes(1000, 100);
    QVERIFY(byBytes.push(eventOf(1, EventClass::Durable, {}, 100)));
    QVERIFY(!byBytes.push(eventOf(2, EventClass::Durable, {}, 1)));
}

void TestOutQueue::aReplacementCountsItsOwnBytes()
{
    OutQueue queue(10, 100);
    for (quint64 id = 1; id <= 1000; ++id)
        QVERIFY(queue.push(eventOf(id, EventClass::Replaceable, "a", 100)));
    QCOMPARE(queue.size(), size_t(1));
    QVERIFY(!queue.push(eventOf(1001, EventClass::Replaceable, "a", 101)));
}

QTEST_APPLESS_MAIN(TestOutQueue)
#include "tst_outqueue.moc"
