#include "tests/server/presence/presenceworld.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

const UserId kMinji(1);
const UserId kJoon(2);
const UserId kStranger(3);
const RoomId kRoom(10);

// Minji and Joon share a room, and Joon looks at it.
struct World : PresenceWorld {
    explicit World(const Limits& given = {})
        : PresenceWorld(given)
    {
        rooms.members[kRoom] = {kMinji, kJoon};
        if (!server.enter(joon, kJoon, kRoom))
            qFatal("not let in");
        advance(10'000);
        server.told.clear();
    }
    // What Joon heard of Minji since the last time.
    std::vector<QString> heard()
    {
        std::vector<QString> states;
        for (const QJsonObject& event : server.take(kJoon, "presence.changed")) {
            if (event[u"user"].toString() == kMinji.toString())
                states.push_back(event[u"state"].toString());
        }
        return states;
    }
    Attendance joon = server.service.attend(kJoon);
};

using States = std::vector<QString>;
const QString kOnline = QStringLiteral("online");
const QString kAway = QStringLiteral("away");
const QString kOffline = QStringLiteral("offline");
const QString kInvisible = QStringLiteral("invisible");

} // namespace

// How somebody is, over all of their devices, and who is told.
class TestOnlinePeople : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlineWhileAnyConnectionIs()
    {
        World world;
        QCOMPARE(world.server.seen(kMinji), PresenceState::Offline);
        Attendance phone = world.server.service.attend(kMinji);
        QCOMPARE(world.heard(), States{kOnline});
        Attendance laptop = world.server.service.attend(kMinji);
        phone = {};
        world.advance(60'000);
        QCOMPARE(world.server.seen(kMinji), PresenceState::Online);
        QCOMPARE(world.heard(), States());

        const qint64 lost = world.clock.nowMs();
        laptop = {};
        world.advance(world.limits.presenceLingerMs - 10);
        QCOMPARE(world.server.seen(kMinji), PresenceState::Online);
        world.advance(20);
        QCOMPARE(world.server.get(kMinji).state, PresenceState::Offline);
        QCOMPARE(world.server.get(kMinji).seenAt, lost);
        const auto events = world.server.take(kJoon, "presence.changed");
        QCOMPARE(events.size(), size_t(1));
        QCOMPARE(events[0][u"state"].toString(), kOffline);
        QCOMPARE(events[0][u"seen_at"].toInteger(), lost);
    }

    void aBlinkOfTheNetIsNotTold()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        world.advance(5'000);
        QCOMPARE(world.heard(), States{kOnline});
        for (int i = 0; i < 5; ++i) {
            phone = {};
            world.advance(2'000);
            phone = world.server.service.attend(kMinji);
            world.advance(2'000);
        }
        world.advance(60'000);
        QCOMPARE(world.heard(), States());
    }

    void awayWhenEveryDeviceIs()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        Attendance laptop = world.server.service.attend(kMinji);
        QCOMPARE(world.server.set(phone, PresenceState::Away), PresenceState::Online);
        world.advance(5'000);
        QCOMPARE(world.heard(), States{kOnline});
        QCOMPARE(world.server.set(laptop, PresenceState::Away), PresenceState::Away);
        QCOMPARE(world.server.set(laptop, PresenceState::Away), PresenceState::Away); // twice
        world.advance(5'000);
        QCOMPARE(world.heard(), States{kAway});
        // Their own devices hear it as well.
        QCOMPARE(world.server.take(kMinji, "presence.changed").size(), size_t(1));
        laptop = {};
        QCOMPARE(world.server.set(phone, PresenceState::Online), PresenceState::Online);
        world.advance(5'000);
        QCOMPARE(world.heard(), States{kOnline});
    }

    void invisibleHoldsForEveryDeviceAndOthersSeeOffline()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        Attendance laptop = world.server.service.attend(kMinji);
        world.advance(5'000);
        world.heard();
        const qint64 hid = world.clock.nowMs();
        QCOMPARE(world.server.set(phone, PresenceState::Invisible), PresenceState::Invisible);
        QCOMPARE(world.heard(), States{kOffline});
        QCOMPARE(world.server.get(kMinji).state, PresenceState::Offline);
        QCOMPARE(world.server.get(kMinji).seenAt, hid);
        QCOMPARE(world.server.get(kMinji, kMinji).state, PresenceState::Invisible);
        QCOMPARE(world.server.take(kMinji, "presence.changed").back()[u"state"].toString(), kInvisible);
        // Nothing that she does tells on her: not idleness, not a new device, not the going of one.
        world.server.set(laptop, PresenceState::Away);
        world.server.set(phone, PresenceState::Away);
        world.advance(5'000);
        Attendance tablet = world.server.service.attend(kMinji);
        phone = {};
        world.advance(5'000);
        laptop = {};
        tablet = {};
        world.advance(60'000);
        QCOMPARE(world.heard(), States());
        QCOMPARE(world.server.get(kMinji).seenAt, hid);
    }

    void whoIsHiddenIsSoAtOnceHoweverShortlyTheyCame()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        world.server.set(phone, PresenceState::Invisible);
        QCOMPARE(world.server.seen(kMinji), PresenceState::Offline);
        world.advance(5'000);
        QCOMPARE(world.heard(), (States{kOnline, kOffline}));
    }

    void theEndOfIdlenessIsNoWishToBeSeen()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        Attendance laptop = world.server.service.attend(kMinji);
        world.server.set(phone, PresenceState::Invisible);
        world.server.set(laptop, PresenceState::Away);
        QCOMPARE(world.server.set(laptop, PresenceState::Online), PresenceState::Invisible);
        QCOMPARE(world.server.seen(kMinji), PresenceState::Offline);
        QCOMPARE(world.server.set(laptop, PresenceState::Online), PresenceState::Online);
        world.advance(5'000);
        QCOMPARE(world.server.seen(kMinji), PresenceState::Online);
    }

    void theWishToHideOutlivesAShortBreak()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        world.server.set(phone, PresenceState::Invisible);
        world.advance(5'000);
        world.heard();
        phone = {};
        world.advance(world.limits.streamKeepMs - 1'000);
        phone = world.server.service.attend(kMinji);
        world.advance(5'000);
        QCOMPARE(world.heard(), States());
        QCOMPARE(world.server.get(kMinji, kMinji).state, PresenceState::Invisible);
        // The device learns that it is so.
        QCOMPARE(world.server.take(kMinji, "presence.changed").back()[u"state"].toString(), kInvisible);
        phone = {};
        world.advance(world.limits.streamKeepMs + 1'000);
        phone = world.server.service.attend(kMinji);
        QCOMPARE(world.server.get(kMinji, kMinji).state, PresenceState::Online);
        QCOMPARE(world.heard(), States{kOnline});
    }

    void manyChangesAreToldAsFew()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        for (int i = 0; i < 100; ++i) {
            world.server.set(phone, i % 2 ? PresenceState::Online : PresenceState::Away);
            world.advance(20);
        }
        world.server.set(phone, PresenceState::Away);
        world.advance(5'000);
        const States states = world.heard();
        QVERIFY(states.size() <= 4);
        QCOMPARE(states.back(), kAway);
    }

    void onlyThoseWhoLookAtASharedRoomHear()
    {
        World world;
        Attendance stranger = world.server.service.attend(kStranger);
        Attendance phone = world.server.service.attend(kMinji);
        QCOMPARE(world.heard(), States{kOnline});
        QVERIFY(world.server.take(kStranger, "presence.changed").empty());
        // Minji does not look: she hears nothing of Joon.
        world.server.set(world.joon, PresenceState::Away);
        world.advance(5'000);
        QVERIFY(world.server.take(kMinji, "presence.changed").empty());
        // Nor does Joon any more.
        QVERIFY(world.server.service.exit(world.joon, kJoon, kRoom).result().ok());
        world.server.set(phone, PresenceState::Away);
        world.advance(5'000);
        QCOMPARE(world.heard(), States());
    }

    void largeRoomsAreNotToldOfEverybody()
    {
        Limits limits;
        limits.presenceRoom = 5;
        PresenceWorld world(limits);
        for (quint64 i = 1; i <= 6; ++i)
            world.rooms.members[kRoom].insert(UserId(i));
        Attendance joon = world.server.service.attend(kJoon);
        QVERIFY(world.server.enter(joon, kJoon, kRoom));
        Attendance minji = world.server.service.attend(kMinji);
        world.advance(1'000);
        QVERIFY(world.server.take(kJoon, "presence.changed").empty());
        // It becomes small enough.
        world.rooms.members[kRoom].erase(UserId(6));
        world.server.service.membershipChanged(kRoom);
        world.server.home.run();
        world.server.set(minji, PresenceState::Away);
        world.advance(2'000);
        QCOMPARE(world.server.take(kJoon, "presence.changed").size(), size_t(1));
    }

    void whoLeftTheRoomIsNotHeardOfThere()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        world.advance(2'000);
        world.heard();
        world.rooms.members[kRoom].erase(kMinji);
        world.server.service.membershipChanged(kRoom);
        world.server.set(phone, PresenceState::Away);
        world.advance(10'000);
        QCOMPARE(world.heard(), States());
    }

    void answersInTheOrderOfAskingAndNoMoreThanAllowed()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        const auto states
            = world.server.service.get(kJoon, {kStranger, kMinji, UserId(), kStranger, kJoon}).result();
        QCOMPARE(states->size(), size_t(3)); // what is no id is nobody, and everybody is there once
        QCOMPARE((*states)[0].user, kStranger);
        QCOMPARE((*states)[0].state, PresenceState::Offline);
        QCOMPARE((*states)[0].seenAt, 0);
        QCOMPARE((*states)[1].state, PresenceState::Online);
        QCOMPARE((*states)[2].user, kJoon);
        const auto many = world.server.service.get(kJoon, std::vector<UserId>(101, kMinji)).result();
        QCOMPARE(many.error().code, ErrorCode::Invalid);
        QCOMPARE(many.error().field, QStringLiteral("users"));
        QVERIFY(world.server.service.get(kJoon, {}).result()->empty());
    }

    void aConnectionThatEndedSaysNothing()
    {
        World world;
        Attendance phone = world.server.service.attend(kMinji);
        Attendance moved = std::move(phone);
        // NOLINTNEXTLINE(bugprone-use-after-move): what is left of it says nothing
        QCOMPARE(world.server.service.set(phone, PresenceState::Away).result().error().code,
            ErrorCode::Unavailable);
        QCOMPARE(world.server.set(moved, PresenceState::Away), PresenceState::Away);
    }
};

QTEST_GUILESS_MAIN(TestOnlinePeople)
#include "tst_onlinepeople.moc"
