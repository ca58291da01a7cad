#include "server/rooms/roomactor.h"

#include <QtTest/QTest>
#include <algorithm>

using namespace madang;
using namespace madang::server;

namespace {

RoomActor actorOf(RoomKind kind)
{
    RoomState state;
    state.room.id = RoomId(1);
    state.room.kind = kind;
    state.head = {7, 9};
    state.members = {{UserId(1), Role::Owner, 3, 0, false}, {UserId(2), Role::Admin, 0, 0, false},
        {UserId(3), Role::Member, 0, 0, false}};
    const Head told = state.head;
    return RoomActor(std::move(state), told);
}

} // namespace

class TestRoomActor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsItsMembers();
    void headsAndMarksOnlyGrow();
    void adminsModerateGroupsOnly();
    void theRemovedAreNobody();
};

void TestRoomActor::knowsItsMembers()
{
    const RoomActor actor = actorOf(RoomKind::Group);
    QCOMPARE(actor.memberCount(), 3);
    QCOMPARE(actor.member(UserId(2))->role, Role::Admin);
    QVERIFY(!actor.member(UserId(4)));
    auto all = actor.audience();
    std::sort(all.begin(), all.end());
    QCOMPARE(all, (std::vector<UserId>{UserId(1), UserId(2), UserId(3)}));
    QCOMPARE(actor.audience(UserId(2)).size(), size_t(2));
}

void TestRoomActor::headsAndMarksOnlyGrow()
{
    RoomActor actor = actorOf(RoomKind::Group);
    actor.advance({8, 12});
    actor.advance({7, 10}); // the answer to an edit may tell an older seq
    QCOMPARE(actor.head(), (Head{8, 12}));
    actor.setRead(UserId(1), 2);
    QCOMPARE(actor.member(UserId(1))->readSeq, 3);
    actor.setRead(UserId(1), 5);
    QCOMPARE(actor.member(UserId(1))->readSeq, 5);
    actor.setRead(UserId(4), 5); // nobody's mark
    QVERIFY(!actor.member(UserId(4)));
}

void TestRoomActor::adminsModerateGroupsOnly()
{
    const RoomActor group = actorOf(RoomKind::Group);
    QVERIFY(group.moderates(UserId(1)));
    QVERIFY(group.moderates(UserId(2)));
    QVERIFY(!group.moderates(UserId(3)));
    QVERIFY(!group.moderates(UserId(4)));
    QVERIFY(!actorOf(RoomKind::Direct).moderates(UserId(1)));
}

void TestRoomActor::theRemovedAreNobody()
{
    RoomActor actor = actorOf(RoomKind::Group);
    actor.remove(UserId(2));
    QVERIFY(!actor.member(UserId(2)));
    QVERIFY(!actor.moderates(UserId(2)));
    QCOMPARE(actor.memberCount(), 2);
    actor.setRole(UserId(2), Role::Owner);
    QVERIFY(!actor.member(UserId(2)));
}

QTEST_APPLESS_MAIN(TestRoomActor)
#include "tst_roomactor.moc"
