#include "server/sessions/stream.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

namespace {

EventPtr eventOf(quint64 id)
{
    auto event = std::make_shared<Event>();
    event->id = id;
    return event;
}

std::vector<quint64> idsAfter(const Stream& stream, qint64 received)
{
    std::vector<quint64> ids;
    const auto events = stream.after(received);
    for (const EventPtr& event : *events)
        ids.push_back(event->id);
    return ids;
}

} // namespace

class TestStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesWhatFollows();
    void keepsNoMoreThanItsBound();
    void refusesWhatCannotBe();
    void agreesWithASimpleListUnderRandomUse();
};

void TestStream::givesWhatFollows()
{
    Stream stream(StreamId(1), UserId(2), SessionId(3), 256);
    for (quint64 id = 101; id <= 105; ++id)
        stream.record(eventOf(id));
    QCOMPARE(idsAfter(stream, 0), (std::vector<quint64>{101, 102, 103, 104, 105}));
    QCOMPARE(idsAfter(stream, 3), (std::vector<quint64>{104, 105}));
    QVERIFY(stream.acknowledge(4));
    QCOMPARE(idsAfter(stream, 4), (std::vector<quint64>{105}));
    QCOMPARE(idsAfter(stream, 5), (std::vector<quint64>{}));
    QVERIFY(!stream.after(3)); // acknowledged, so not kept
    QVERIFY(stream.has(104)); // known though it is acknowledged: the loop that takes over may have heard it
    QVERIFY(stream.has(105));
    QVERIFY(!stream.has(106));
}

void TestStream::keepsNoMoreThanItsBound()
{
    Stream stream(StreamId(1), UserId(2), SessionId(3), 256);
    for (quint64 id = 1; id <= 256; ++id)
        stream.record(eventOf(id));
    QVERIFY(!stream.hasHole());
    QVERIFY(stream.after(0));
    stream.record(eventOf(257));
    QVERIFY(stream.hasHole());
    QVERIFY(!stream.after(0));
    QCOMPARE(stream.after(1)->size(), size_t(256));
    QVERIFY(stream.acknowledge(1));
    QVERIFY(!stream.hasHole());
    QVERIFY(!stream.has(1)); // the ids are bounded alike
    QVERIFY(stream.has(2));
}

void TestStream::refusesWhatCannotBe()
{
    Stream stream(StreamId(1), UserId(2), SessionId(3), 256);
    stream.record(eventOf(1));
    QVERIFY(!stream.acknowledge(2));
    QVERIFY(!stream.acknowledge(-1));
    QVERIFY(!stream.after(2));
    QVERIFY(!stream.after(-1));
    QVERIFY(stream.acknowledge(1));
    QVERIFY(stream.acknowledge(0)); // late, not wrong
    QCOMPARE(stream.count(), 1);
}

void TestStream::agreesWithASimpleListUnderRandomUse()
{
    QRandomGenerator random(20261120);
    Stream stream(StreamId(1), UserId(2), SessionId(3), 16);
    std::vector<quint64> all;
    qint64 acknowledged = 0;
    for (int step = 0; step < 20'000; ++step) {
        if (random.bounded(3) != 0) {
            all.push_back(quint64(step) + 1);
            stream.record(eventOf(all.back()));
        } else {
            const qint64 mark = random.bounded(int(all.size()) + 1);
            QVERIFY(stream.acknowledge(mark));
            acknowledged = std::max(acknowledged, mark);
        }
        QCOMPARE(stream.count(), qint64(all.size()));
        const qint64 asked = random.bounded(int(all.size()) + 2);
        const qint64 oldest = std::max(acknowledged, qint64(all.size()) - 16);
        const auto got = stream.after(asked);
        QCOMPARE(got.has_value(), asked >= oldest && asked <= qint64(all.size()));
        if (got)
            QCOMPARE(idsAfter(stream, asked), std::vector<quint64>(all.begin() + asked, all.end()));
    }
}

QTEST_APPLESS_MAIN(TestStream)
#include "tst_stream.moc"
