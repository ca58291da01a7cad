#include "server/cluster/grouprooms.h"

#include <QtTest/QTest>
#include <random>

using namespace madang;
using namespace madang::server;

namespace {

const UserId kMe(1);
const UserId kOther(2);

// A room's messages, of which the database has the first ones.
struct World {
    std::vector<Message> messages;

    void say(UserId who, MessageKind kind = MessageKind::Text)
    {
        Message message;
        message.room = RoomId(7);
        message.seq = message.rev = qint64(messages.size()) + 1;
        message.sender = kind == MessageKind::Text ? who : UserId();
        message.kind = kind;
        messages.push_back(message);
    }
    [[nodiscard]] qint64 size() const { return qint64(messages.size()); }
    [[nodiscard]] qint64 unread(qint64 readSeq, qint64 until) const
    {
        return std::count_if(messages.begin(), messages.end(), [&](const Message& message) {
            return message.seq > readSeq && message.seq <= until && message.kind == MessageKind::Text
                && message.sender != kMe;
        });
    }
    // The row as a database has it that was told so many of them.
    [[nodiscard]] RoomRow row(qint64 stored, qint64 readSeq) const
    {
        RoomRow row;
        row.room.id = RoomId(7);
        row.head = {stored, stored};
        row.me.user = kMe;
        row.me.readSeq = readSeq;
        row.unread = unread(readSeq, stored);
        if (stored > 0)
            row.last = messages[size_t(stored) - 1];
        return row;
    }
    // The log's tail when so many were committed.
    [[nodiscard]] RoomTail tail(qint64 committed, bool newestKept = true) const
    {
        RoomTail tail;
        tail.room = RoomId(7);
        tail.head = {size(), size()};
        if (newestKept && !messages.empty())
            tail.newest = messages.back();
        tail.sent = SentTail(committed);
        for (qint64 seq = committed + 1; seq <= size(); ++seq)
            tail.sent.add({messages[size_t(seq) - 1].sender});
        return tail;
    }
};

} // namespace

class TestGroupRooms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowIsCompletedByTheTail();
    void whatTheDatabaseHasAlreadyCountsOnce();
    void anEditOfTheNewestShows();
    void aTailMayNotReachDown();
    void anyStateCompletesToTheTruth();
    void idsGoRound();
};

void TestGroupRooms::aRowIsCompletedByTheTail()
{
    World world;
    world.say(kOther);
    world.say(kOther);
    world.say(kMe);
    world.say(kOther, MessageKind::System);
    world.say(kOther);
    RoomRow row = world.row(2, 1);
    complete(row, world.tail(2));
    QCOMPARE(row.head, (Head{5, 5}));
    QCOMPARE(row.unread, 2); // the second and the fifth
    QCOMPARE(row.last->seq, 5);
}

void TestGroupRooms::whatTheDatabaseHasAlreadyCountsOnce()
{
    World world;
    for (int i = 0; i < 5; ++i)
        world.say(kOther);
    RoomRow row = world.row(4, 0);
    complete(row, world.tail(1)); // told before the database had got on to 4
    QCOMPARE(row.unread, 5);
    QCOMPARE(row.last->seq, 5);
}

void TestGroupRooms::anEditOfTheNewestShows()
{
    World world;
    world.say(kOther);
    RoomRow row = world.row(1, 0);
    RoomTail tail = world.tail(1);
    tail.head.rev = 2;
    tail.newest->rev = 2;
    tail.newest->text = QStringLiteral("mended");
    complete(row, tail);
    QCOMPARE(row.last->text, QStringLiteral("mended"));
    QCOMPARE(row.head, (Head{1, 2}));
    // And a tail of before does not take it back.
    RoomRow newer = row;
    complete(newer, world.tail(1));
    QCOMPARE(newer.last->text, QStringLiteral("mended"));
    QCOMPARE(newer.head, (Head{1, 2}));
}

void TestGroupRooms::aTailMayNotReachDown()
{
    World world;
    for (int i = 0; i < 6; ++i)
        world.say(kOther);
    // Between the reading of the row and that of the tail, 4 and 5 were committed.
    QVERIFY(!reaches(world.tail(5), {3, 3}));
    QVERIFY(reaches(world.tail(5), {5, 5}));
    QVERIFY(reaches(world.tail(2), {3, 3}));
    // Everything was, and the newest is not in Redis any more.
    QVERIFY(!reaches(world.tail(6, false), {3, 3}));
    QVERIFY(reaches(world.tail(6, false), {6, 6}));
}

void TestGroupRooms::anyStateCompletesToTheTruth()
{
    std::mt19937 random(11);
    for (int round = 0; round < 2'000; ++round) {
        World world;
        for (quint32 count = random() % 12; count > 0; --count)
            world.say(random() % 2 ? kMe : kOther, random() % 5 ? MessageKind::Text : MessageKind::System);
        const auto upTo = [&](qint64 most) { return qint64(random() % quint64(most + 1)); };
        const qint64 committed = upTo(world.size());
        const qint64 readSeq = upTo(world.size());
        // The row is read after the tail, so it is at least as far; or it is not, and the tail reaches down.
        const qint64 stored = upTo(world.size());
        const RoomTail tail = world.tail(committed);
        if (stored < committed && !reaches(tail, {stored, stored}))
            continue;
        RoomRow row = world.row(stored, readSeq);
        complete(row, tail);
        QCOMPARE(row.unread, world.unread(readSeq, world.size()));
        QCOMPARE(row.head.seq, world.size());
        QCOMPARE(row.last ? row.last->seq : 0, world.size());
    }
}

void TestGroupRooms::idsGoRound()
{
    const RoomId room = RoomId::create();
    QCOMPARE(RoomId(*decodeId(encodeId(room.value()))), room);
    QVERIFY(!decodeId({}));
    QVERIFY(!decodeId("too long for one"));
}

QTEST_GUILESS_MAIN(TestGroupRooms)
#include "tst_grouprooms.moc"
