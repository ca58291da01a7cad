#include "tests/server/presence/presenceworld.h"

#include <QtTest/QTest>
#include <algorithm>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

const UserId kMinji(1);
const UserId kJoon(2);
const RoomId kRoom(10);

struct World : PresenceWorld {
    World() { rooms.members[kRoom] = {kMinji, kJoon}; }
    bool exit(const Attendance& connection, UserId user)
    {
        return server.service.exit(connection, user, kRoom).result().ok();
    }
    Attendance minji = server.service.attend(kMinji);
    Attendance joon = server.service.attend(kJoon);
};

} // namespace

// Who looks at a room now.
class TestViewers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comeAndGo()
    {
        World world;
        QVERIFY(world.server.enter(world.minji, kMinji, kRoom));
        world.advance(1'000);
        auto events = world.server.take(kMinji, "viewers.changed");
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0][u"room"].toString(), kRoom.toString());
        QCOMPARE(events[0][u"users"].toArray(), QJsonArray{kMinji.toString()});
        QCOMPARE(events[0][u"count"].toInt(), 1);
        QVERIFY(world.server.take(kJoon, "viewers.changed").empty()); // does not look

        QVERIFY(world.server.enter(world.joon, kJoon, kRoom));
        world.advance(1'000);
        QCOMPARE(world.server.take(kMinji, "viewers.changed").back()[u"count"].toInt(), 2);
        QCOMPARE(world.server.take(kJoon, "viewers.changed").back()[u"count"].toInt(), 2);
        QVERIFY(world.exit(world.joon, kJoon));
        QVERIFY(world.exit(world.joon, kJoon)); // twice does no harm
        world.advance(1'000);
        QCOMPARE(world.server.take(kMinji, "viewers.changed").back()[u"count"].toInt(), 1);
        QVERIFY(world.server.take(kJoon, "viewers.changed").empty());
        QCOMPARE(world.server.count(kRoom, kJoon), 1);
    }

    void aPersonIsCountedOnceAndGoesWithTheLastConnection()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        QVERIFY(world.server.enter(world.minji, kMinji, kRoom));
        QVERIFY(world.server.enter(world.minji, kMinji, kRoom)); // twice
        QVERIFY(world.server.enter(phone, kMinji, kRoom));
        QCOMPARE(world.server.count(kRoom, kJoon), 1);
        world.minji = {};
        QCOMPARE(world.server.count(kRoom, kJoon), 1);
        phone = {};
        QCOMPARE(world.server.count(kRoom, kJoon), 0);
    }

    void roomsOfOthersDoNotExist()
    {
        World world;
        const RoomId theirs(11);
        world.rooms.members[theirs] = {kJoon};
        for (const RoomId room : {theirs, RoomId(12), RoomId()}) {
            auto& service = world.server.service;
            QCOMPARE(service.enter(world.minji, kMinji, room).result().error().code, ErrorCode::NotFound);
            QCOMPARE(service.exit(world.minji, kMinji, room).result().error().code, ErrorCode::NotFound);
            QCOMPARE(service.viewers(kMinji, room).result().error().code, ErrorCode::NotFound);
        }
        QCOMPARE(world.server.count(theirs, kJoon), 0);
    }

    void aConnectionLooksAtNoMoreThanSoManyRooms()
    {
        World world;
        const auto most = quint64(world.limits.viewedRooms);
        for (quint64 i = 0; i <= most; ++i)
            world.rooms.members[RoomId(100 + i)] = {kMinji};
        for (quint64 i = 0; i < most; ++i)
            QVERIFY(world.server.enter(world.minji, kMinji, RoomId(100 + i)));
        const auto refused = world.server.service.enter(world.minji, kMinji, RoomId(100 + most)).result();
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
        QCOMPARE(refused.error().limit, std::optional<qint64>(most));
        QVERIFY(world.server.enter(world.minji, kMinji, RoomId(100))); // is there already
        QVERIFY(world.server.service.exit(world.minji, kMinji, RoomId(100)).result().ok());
        QVERIFY(world.server.enter(world.minji, kMinji, RoomId(100 + most)));
        // Rooms that are refused take no place.
        World other;
        for (quint64 i = 0; i < 2 * most; ++i)
            QVERIFY(!other.server.enter(other.minji, kMinji, RoomId(500 + i)));
        QVERIFY(other.server.enter(other.minji, kMinji, kRoom));
    }

    void aThousandAtOnceCostFewEventsAndAreCountedExactly()
    {
        World world;
        std::vector<Attendance> people;
        for (quint64 i = 1'000; i < 2'000; ++i) {
            world.rooms.members[kRoom].insert(UserId(i));
            people.push_back(world.server.service.attend(UserId(i)));
        }
        QVERIFY(world.server.enter(world.minji, kMinji, kRoom));
        for (quint64 i = 1'000; i < 2'000; ++i) {
            QVERIFY(world.server.enter(people[i - 1'000], UserId(i), kRoom));
            if (i % 10 == 0)
                world.advance(10); // all within a second
        }
        world.advance(5'000);
        const auto events = world.server.take(kMinji, "viewers.changed");
        QVERIFY(events.size() <= 5);
        QCOMPARE(events.back()[u"count"].toInt(), 1'001);
        const QJsonArray users = events.back()[u"users"].toArray();
        QCOMPARE(users.size(), world.limits.viewersListed);
        QCOMPARE(users[0].toString(), kMinji.toString());
        QCOMPARE(users[1].toString(), UserId(1'000).toString());
    }

    void whoLeavesTheRoomIsNoViewerAndHearsNothing()
    {
        World world;
        QVERIFY(world.server.enter(world.minji, kMinji, kRoom));
        QVERIFY(world.server.enter(world.joon, kJoon, kRoom));
        world.advance(1'000);
        world.server.told.clear();
        world.rooms.members[kRoom].erase(kJoon);
        world.server.service.membershipChanged(kRoom);
        world.advance(1'000);
        QCOMPARE(world.server.take(kMinji, "viewers.changed").back()[u"count"].toInt(), 1);
        QVERIFY(world.server.take(kJoon, "viewers.changed").empty());
        // The room that is no more is looked at by nobody.
        world.rooms.members.erase(kRoom);
        world.server.service.membershipChanged(kRoom);
        world.advance(1'000);
        world.rooms.members[kRoom] = {kMinji};
        QCOMPARE(world.server.count(kRoom, kMinji), 0);
    }

    void exitHoldsAlsoWhereTheEnteringHasNotBeenAnswered()
    {
        World world;
        world.rooms.held = true;
        auto entering = world.server.service.enter(world.minji, kMinji, kRoom);
        QVERIFY(!entering.isFinished());
        QVERIFY(world.exit(world.minji, kMinji));
        world.rooms.answer();
        QVERIFY(entering.result().ok());
        QCOMPARE(world.server.count(kRoom, kJoon), 0);
    }

    void whoIsGoneBeforeTheRoomAnswersIsNoViewer()
    {
        World world;
        world.rooms.held = true;
        auto entering = world.server.service.enter(world.minji, kMinji, kRoom);
        world.minji = {};
        world.rooms.answer();
        QVERIFY(entering.isFinished());
        QCOMPARE(world.server.count(kRoom, kJoon), 0);
    }

    void whoIsRemovedBeforeTheRoomAnswersIsNoViewer()
    {
        World world;
        world.rooms.held = true;
        auto entering = world.server.service.enter(world.minji, kMinji, kRoom);
        world.rooms.members[kRoom].erase(kMinji);
        world.server.service.membershipChanged(kRoom);
        world.server.home.run();
        world.rooms.answer(); // with what was so before
        world.advance(10);
        QVERIFY(entering.isFinished());
        QCOMPARE(world.server.count(kRoom, kJoon), 0);
    }

    void whoIsInvisibleIsNotAmongThem()
    {
        World world;
        QVERIFY(world.server.enter(world.minji, kMinji, kRoom));
        QVERIFY(world.server.enter(world.joon, kJoon, kRoom));
        world.advance(1'000);
        world.server.set(world.joon, PresenceState::Invisible);
        world.advance(1'000);
        QCOMPARE(world.server.take(kMinji, "viewers.changed").back()[u"users"].toArray(),
            QJsonArray{kMinji.toString()});
        world.server.told.clear();
        // Nothing is to be seen of his going and coming, not even an event that changes nothing.
        QVERIFY(world.exit(world.joon, kJoon));
        world.advance(1'000);
        QVERIFY(world.server.enter(world.joon, kJoon, kRoom));
        world.advance(1'000);
        QVERIFY(world.server.take(kMinji, "viewers.changed").empty());
        QCOMPARE(world.server.take(kJoon, "viewers.changed").size(), size_t(1)); // he sees whom there is
        QCOMPARE(world.server.set(world.joon, PresenceState::Online), PresenceState::Online);
        world.advance(1'000);
        QCOMPARE(world.server.take(kMinji, "viewers.changed").back()[u"count"].toInt(), 2);
    }
};

QTEST_GUILESS_MAIN(TestViewers)
#include "tst_viewers.moc"
