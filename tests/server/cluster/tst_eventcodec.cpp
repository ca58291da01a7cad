#include "server/cluster/eventcodec.h"

#include <QtTest/QTest>
#include <random>

using namespace madang;
using namespace madang::server;

class TestEventCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void peopleGoAlong();
    void ofARoomOnlyTheRoom();
    void hostileBytesAreNoEvents();
};

void TestEventCodec::peopleGoAlong()
{
    Event event;
    event.to = {UserId(1), UserId(~quint64(0))};
    event.frame = "{\"jsonrpc\":\"2.0\"}";
    event.kind = EventClass::Replaceable;
    event.counted = false;
    event.key = "read 1 2";
    event.about = RoomId(4);
    const auto heard = decodeEvent(encodeEvent(event));
    QVERIFY(heard);
    QCOMPARE(heard->to, event.to);
    QCOMPARE(heard->frame, event.frame);
    QCOMPARE(heard->key, event.key);
    QCOMPARE(heard->kind, event.kind);
    QCOMPARE(heard->counted, event.counted);
    QVERIFY(heard->room.isNull());
    QCOMPARE(heard->about, event.about);
    // It came from another server, and is not told on.
    QCOMPARE(heard->reach, EventReach::Here);
}

void TestEventCodec::ofARoomOnlyTheRoom()
{
    Event event;
    event.room = RoomId(5);
    event.except = UserId(3);
    event.to.assign(5'000, UserId(9));
    const QByteArray bytes = encodeEvent(event);
    QVERIFY(bytes.size() < 100);
    const auto heard = decodeEvent(bytes);
    QVERIFY(heard);
    QCOMPARE(heard->room, event.room);
    QCOMPARE(heard->except, event.except);
    QVERIFY(heard->to.empty());
}

void TestEventCodec::hostileBytesAreNoEvents()
{
    Event event;
    event.to = {UserId(1), UserId(2)};
    event.frame = QByteArray(50, 'x');
    const QByteArray good = encodeEvent(event);
    for (int length = 0; length < good.size(); ++length)
        QVERIFY(!decodeEvent(good.left(length)));
    QVERIFY(!decodeEvent(good + 'x'));
    std::mt19937 random(5);
    for (int i = 0; i < 50'000; ++i) {
        QByteArray bytes = good;
        for (quint32 changes = 1 + random() % 6; changes > 0; --changes)
            bytes[int(random() % quint32(bytes.size()))] = char(random());
        if (const auto heard = decodeEvent(bytes))
            QVERIFY(heard->to.size() <= size_t(bytes.size()));
    }
}

QTEST_GUILESS_MAIN(TestEventCodec)
#include "tst_eventcodec.moc"
