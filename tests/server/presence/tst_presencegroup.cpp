#include "tests/server/presence/presenceworld.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

const UserId kMinji(1);
const UserId kJoon(2);
const RoomId kRoom(10);

// Three servers of one group; each knows the others unless it is said otherwise.
struct World {
    explicit World(bool joined = true)
    {
        rooms.members[kRoom] = {kMinji, kJoon};
        net.add(1, &a.service);
        net.add(2, &b.service);
        net.add(3, &c.service);
        if (joined) {
            meet(1, 2);
            meet(1, 3);
            meet(2, 3);
            settle();
        }
    }
    void meet(PeerId one, PeerId other)
    {
        net.join(one, other);
        net.join(other, one);
    }
    void part(PeerId one, PeerId other)
    {
        net.leave(one, other);
        net.leave(other, one);
    }
    void advance(qint64 ms)
    {
        for (qint64 step = 0; step < ms; step += 10) {
            settle();
            clock.advance(10);
        }
        settle();
    }
    // Until nobody has anything to do at this moment.
    void settle()
    {
        for (bool any = true; any;) {
            any = net.deliver();
            any = a.home.run() || any;
            any = b.home.run() || any;
            any = c.home.run() || any;
        }
    }
    std::vector<PresenceState> everywhere(UserId user) { return {a.seen(user), b.seen(user), c.seen(user)}; }
    std::vector<int> counts()
    {
        return {a.count(kRoom, kMinji), b.count(kRoom, kMinji), c.count(kRoom, kMinji)};
    }

    ManualClock clock;
    Memberships rooms;
    Limits limits;
    PeerNet net;
    PeerNet::End endA{net, 1};
    PeerNet::End endB{net, 2};
    PeerNet::End endC{net, 3};
    PresenceServer a{clock, rooms, endA, limits};
    PresenceServer b{clock, rooms, endB, limits};
    PresenceServer c{clock, rooms, endC, limits};
};

using States = std::vector<PresenceState>;
const States kAllOnline(3, PresenceState::Online);
const States kAllAway(3, PresenceState::Away);
const States kAllOffline(3, PresenceState::Offline);

} // namespace

// Several servers that behave as one, also when some of them come, go, or lose sight of each other.
class TestPresenceGroup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everybodySeesEverybody()
    {
        World world;
        Attendance joon = world.b.service.attend(kJoon);
        QVERIFY(world.b.enter(joon, kJoon, kRoom));
        world.advance(2'000);
        Attendance minji = world.a.service.attend(kMinji);
        world.advance(100);
        QCOMPARE(world.everywhere(kMinji), kAllOnline);
        const auto heard = world.b.take(kJoon, "presence.changed");
        QCOMPARE(heard.size(), size_t(1));
        QCOMPARE(heard[0][u"user"].toString(), kMinji.toString());
        // The highest of all servers counts.
        Attendance phone = world.c.service.attend(kMinji);
        world.a.set(minji, PresenceState::Away);
        world.advance(2'000);
        QCOMPARE(world.everywhere(kMinji), kAllOnline);
        world.c.set(phone, PresenceState::Away);
        world.advance(2'000);
        QCOMPARE(world.everywhere(kMinji), kAllAway);
        minji = {};
        phone = {};
        world.advance(10'000);
        QCOMPARE(world.everywhere(kMinji), kAllOffline);
        QVERIFY(world.b.get(kMinji).seenAt > 0);
    }

    void aServerThatDiesTakesItsPeopleAlong()
    {
        World world;
        Attendance minji = world.a.service.attend(kMinji);
        Attendance joonA = world.a.service.attend(kJoon);
        Attendance joonB = world.b.service.attend(kJoon);
        QVERIFY(world.a.enter(minji, kMinji, kRoom));
        QVERIFY(world.a.enter(joonA, kJoon, kRoom));
        QVERIFY(world.b.enter(joonB, kJoon, kRoom));
        world.advance(1'000);
        QCOMPARE(world.counts(), (std::vector{2, 2, 2}));
        world.net.leave(2, 1);
        world.net.leave(3, 1);
        world.settle();
        QCOMPARE(world.b.count(kRoom, kMinji), 1); // no linger: who looks is exact
        // Her client comes back elsewhere before anybody is told.
        Attendance again = world.c.service.attend(kMinji);
        world.b.told.clear();
        world.advance(20'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Online);
        QVERIFY(world.b.take(kJoon, "presence.changed").empty());
        again = {};
        world.advance(20'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
        QCOMPARE(world.b.seen(kJoon), PresenceState::Online);
    }

    void aServerThatComesLearnsWhatIsThere()
    {
        World world(false);
        std::vector<Attendance> people;
        for (quint64 i = 1'000; i < 2'700; ++i) {
            people.push_back(world.a.service.attend(UserId(i)));
            world.rooms.members[kRoom].insert(UserId(i));
            QVERIFY(world.a.enter(people.back(), UserId(i), kRoom));
        }
        people.push_back(world.a.service.attend(kMinji));
        world.a.set(people.back(), PresenceState::Invisible);
        world.advance(1'000);
        QCOMPARE(world.endA.words, 0);
        world.meet(1, 2);
        // In portions, between which others have their turn.
        world.net.deliver();
        QVERIFY(world.endA.words < 4);
        world.advance(1'000);
        QVERIFY(world.endA.words >= 9);
        QVERIFY(world.endA.longest < 16 * 1024);
        for (quint64 i = 1'000; i < 2'700; ++i)
            QCOMPARE(world.b.seen(UserId(i)), PresenceState::Online);
        QCOMPARE(world.b.count(kRoom, kMinji), 1'700);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
        QCOMPARE(world.b.get(kMinji, kMinji).state, PresenceState::Invisible);
    }

    void whatChangesDuringASnapshotIsRightAfterIt()
    {
        World world(false);
        std::vector<Attendance> people;
        for (quint64 i = 1'000; i < 3'000; ++i)
            people.push_back(world.a.service.attend(UserId(i)));
        world.advance(100);
        world.meet(1, 2);
        world.net.deliver(); // the request, and the first portion of the answer
        people.erase(people.begin(), people.begin() + 500);
        people.erase(people.end() - 500, people.end());
        Attendance late = world.a.service.attend(kJoon);
        world.advance(20'000);
        for (quint64 i = 1'000; i < 3'000; ++i)
            QCOMPARE(world.b.seen(UserId(i)) == PresenceState::Online, i >= 1'500 && i < 2'500);
        QCOMPARE(world.b.seen(kJoon), PresenceState::Online);
    }

    void aCutGroupIsTwoAndGrowsTogether()
    {
        World world;
        Attendance minji = world.a.service.attend(kMinji);
        Attendance joon = world.b.service.attend(kJoon);
        QVERIFY(world.a.enter(minji, kMinji, kRoom));
        QVERIFY(world.b.enter(joon, kJoon, kRoom));
        world.advance(1'000);
        world.part(1, 2);
        world.part(1, 3);
        world.advance(10'000);
        QCOMPARE(world.everywhere(kMinji),
            (States{PresenceState::Online, PresenceState::Offline, PresenceState::Offline}));
        QCOMPARE(world.counts(), (std::vector{1, 1, 1}));
        // Much happens on the far side meanwhile.
        minji = {};
        minji = world.a.service.attend(kMinji);
        world.a.set(minji, PresenceState::Away);
        joon = {};
        world.advance(10'000);
        world.meet(1, 2);
        world.meet(1, 3);
        world.advance(10'000);
        QCOMPARE(world.everywhere(kMinji), kAllAway);
        QCOMPARE(world.everywhere(kJoon), kAllOffline);
        QCOMPARE(world.counts(), (std::vector{0, 0, 0}));
    }

    void aServerThatWasLostFromSightByOneIsAskedAgain()
    {
        // B takes A for gone and sees it again, of which A knows nothing.
        World world;
        Attendance minji = world.a.service.attend(kMinji);
        QVERIFY(world.a.enter(minji, kMinji, kRoom));
        world.advance(1'000);
        world.net.leave(2, 1);
        world.advance(10'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
        world.net.join(2, 1);
        world.advance(10'000);
        QCOMPARE(world.everywhere(kMinji), kAllOnline);
        QCOMPARE(world.counts(), (std::vector{1, 1, 1}));
    }

    void whatAServerSaidBeforeItCameAgainDoesNotCount()
    {
        World world;
        Attendance minji = world.a.service.attend(kMinji);
        world.advance(1'000);
        // A dies and is there again as another one, without anybody having seen it go.
        world.net.leave(2, 1);
        minji = {};
        world.net.join(2, 1);
        world.advance(20'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
        // Joined twice in a row: only the last time counts.
        minji = world.a.service.attend(kMinji);
        world.advance(1'000);
        world.net.join(2, 1);
        world.advance(1'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Online);
        minji = {};
        world.advance(20'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
    }

    void strangersAndNonsenseAreNotHeard()
    {
        World world;
        const QByteArray fact = encode(std::vector<PersonFact>{{kMinji, Activity::Online, {}, 0}});
        world.b.service.heard(77, PeerTopic::Presence, fact);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
        world.b.service.heard(1, PeerTopic::Membership, fact); // none of presence's topics
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
        QTest::ignoreMessage(QtWarningMsg, "a server said something unknown, 6 bytes");
        world.b.service.heard(1, PeerTopic::Presence, QByteArrayLiteral("p\x01oops"));
        world.b.service.heard(1, PeerTopic::Presence, fact);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Online);
        world.b.service.left(77, true);
        world.b.service.left(1, true);
        world.advance(10'000);
        QCOMPARE(world.b.seen(kMinji), PresenceState::Offline);
    }

    void wishesThatCrossAreTheSameEverywhere()
    {
        for (const bool hiddenLater : {false, true}) {
            World world;
            Attendance phone = world.a.service.attend(kMinji);
            Attendance laptop = world.b.service.attend(kMinji);
            world.a.set(phone, PresenceState::Invisible);
            world.advance(100);
            world.a.set(phone, hiddenLater ? PresenceState::Away : PresenceState::Online);
            world.clock.advance(hiddenLater ? 1 : 0);
            world.b.set(laptop, PresenceState::Invisible); // before it hears of the other
            world.advance(5'000);
            const PresenceState own = world.a.get(kMinji, kMinji).state;
            QCOMPARE(world.b.get(kMinji, kMinji).state, own);
            QCOMPARE(world.c.get(kMinji, kMinji).state, own);
            QCOMPARE(own, PresenceState::Invisible); // of two at once the more private
            QCOMPARE(world.everywhere(kMinji), kAllOffline);
        }
    }

    void aWishOutlivesTheDeviceAndTheServerOnWhichItWasSaid()
    {
        World world;
        Attendance phone = world.a.service.attend(kMinji);
        Attendance laptop = world.b.service.attend(kMinji);
        world.a.set(phone, PresenceState::Invisible);
        world.advance(100);
        world.net.leave(2, 1);
        world.net.leave(3, 1);
        phone = {};
        world.advance(20'000);
        QCOMPARE(world.b.get(kMinji, kMinji).state, PresenceState::Invisible);
        QCOMPARE(world.c.seen(kMinji), PresenceState::Offline);
        // She is seen again by a word on the other device.
        QCOMPARE(world.b.set(laptop, PresenceState::Online), PresenceState::Online);
        world.advance(100);
        QCOMPARE(world.c.seen(kMinji), PresenceState::Online);
    }

    void whenSomebodyWasSeenIsKnownToNewServers()
    {
        World world(false);
        world.meet(1, 2);
        Attendance minji = world.a.service.attend(kMinji);
        world.advance(1'000);
        minji = {};
        world.advance(10'000);
        const qint64 seen = world.a.get(kMinji).seenAt;
        QVERIFY(seen > 0);
        world.meet(2, 3);
        world.advance(1'000);
        QVERIFY(qAbs(world.c.get(kMinji).seenAt - seen) < 100);
    }

    void itCostsLittleToBeUndecided()
    {
        World world;
        Attendance minji = world.a.service.attend(kMinji);
        world.advance(1'000);
        const int before = world.endA.words;
        for (int i = 0; i < 1'000; ++i) {
            world.a.set(minji, i % 2 ? PresenceState::Away : PresenceState::Online);
            world.a.enter(minji, kMinji, kRoom);
            (void)world.a.service.exit(minji, kMinji, kRoom).result();
        }
        world.advance(1'000);
        QVERIFY(world.endA.words - before <= 4);
        QCOMPARE(world.counts(), (std::vector{0, 0, 0}));
    }
};

QTEST_GUILESS_MAIN(TestPresenceGroup)
#include "tst_presencegroup.moc"
