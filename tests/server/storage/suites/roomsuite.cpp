#include "tests/server/storage/suites/roomsuite.h"

#include "shared/core/uuid7.h"
#include "tests/server/storage/suites/logsuite.h"

#include <algorithm>
#include <set>

namespace madang::server {

namespace {

Room group(qint64 at = 2'000)
{
    Room room;
    room.id = RoomId::create();
    room.title = QStringLiteral("우리 마당");
    room.topic = QStringLiteral("all and nothing");
    room.avatar = QStringLiteral("blob");
    room.access = RoomAccess::Open;
    room.capacity = 321;
    room.createdAt = at;
    return room;
}

Member member(const User& user, Role role, qint64 joinedAt)
{
    return {user.id, role, 0, joinedAt, false};
}

Room direct(qint64 at = 2'000)
{
    Room room;
    room.id = RoomId::create();
    room.kind = RoomKind::Direct;
    room.createdAt = at;
    return room;
}

} // namespace

void RoomSuite::init()
{
    m_store = m_factory();
    m_executor = std::make_unique<TestExecutor>();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
    m_bob = addUser(*m_store, QStringLiteral("bob"));
    m_cat = addUser(*m_store, QStringLiteral("cat"));
}

void RoomSuite::cleanup()
{
    m_store.reset();
    m_executor.reset();
}

void RoomSuite::say(RoomId room, const User& user, const QString& text, qint64 at)
{
    const auto receipt = appended(m_store->log(), *m_executor, sending(room, user.id, text, at));
    if (!receipt) {
        qFatal("cannot send");
    }
}

void RoomSuite::groupKeepsEverything()
{
    const Room room = group();
    std::vector<Member> members{member(m_ann, Role::Owner, 2'000), member(m_bob, Role::Admin, 2'001),
        member(m_cat, Role::Member, 2'002)};
    members[2].muted = true;
    const auto created = await(m_store->rooms().createGroup(room, members, m_ann.id, QUuid()));
    VERIFY_OK(created);
    QVERIFY(created->created);
    QCOMPARE(created->state.room, room);
    std::sort(
        members.begin(), members.end(), [](const Member& a, const Member& b) { return a.user < b.user; });
    QCOMPARE(created->state.members, members);
    QCOMPARE(created->state.head, Head{});
    const auto loaded = await(m_store->rooms().load(room.id));
    VERIFY_OK(loaded);
    QVERIFY(loaded->has_value());
    QCOMPARE((*loaded)->room, room);
    QCOMPARE((*loaded)->members, members);
    QVERIFY(!await(m_store->rooms().load(RoomId::create()))->has_value());
    say(room.id, m_ann, QStringLiteral("x"));
    QCOMPARE((*await(m_store->rooms().load(room.id)))->head, (Head{1, 1}));
}

void RoomSuite::retriedGroup()
{
    const QUuid clientId = newUuid7(1'000);
    std::vector<QCoro::Task<Result<CreatedRoom>>> tasks;
    for (int i = 0; i < 10; ++i) {
        tasks.push_back(m_store->rooms().createGroup(
            group(2'000 + i), {member(m_ann, Role::Owner, 2'000)}, m_ann.id, clientId));
    }
    std::set<RoomId> ids;
    int created = 0;
    for (auto& task : tasks) {
        const auto result = await(std::move(task));
        VERIFY_OK(result);
        ids.insert(result->state.room.id);
        created += result->created ? 1 : 0;
        QCOMPARE(result->state.members.size(), size_t(1));
    }
    QCOMPARE(ids.size(), size_t(1));
    QCOMPARE(created, 1);
    // Somebody else's client id is another one, and no client id is none.
    QVERIFY(await(m_store->rooms().createGroup(group(), {member(m_bob, Role::Owner, 1)}, m_bob.id, clientId))
                ->created);
    QVERIFY(await(m_store->rooms().createGroup(group(), {member(m_ann, Role::Owner, 1)}, m_ann.id, QUuid()))
                ->created);
    QVERIFY(await(m_store->rooms().createGroup(group(), {member(m_ann, Role::Owner, 1)}, m_ann.id, QUuid()))
                ->created);
}

void RoomSuite::groupOfNobody()
{
    const Room room = group();
    Member nobody;
    nobody.user = UserId::create();
    auto refusal = await(
        m_store->rooms().createGroup(room, {member(m_ann, Role::Owner, 1), nobody}, m_ann.id, QUuid()));
    COMPARE_ERROR(refusal, ErrorCode::Invalid);
    QCOMPARE(refusal.error().field, QStringLiteral("members"));
    VERIFY_OK(await(m_store->accounts().remove(m_cat.id, 1'000)));
    refusal = await(m_store->rooms().createGroup(
        room, {member(m_ann, Role::Owner, 1), member(m_cat, Role::Member, 1)}, m_ann.id, QUuid()));
    COMPARE_ERROR(refusal, ErrorCode::Invalid);
    QVERIFY(!await(m_store->rooms().load(room.id))->has_value());
    QVERIFY(await(m_store->rooms().list(m_ann.id, {}, 10))->rows.empty());
}

void RoomSuite::takenIdIsReplaced()
{
    const Room room = group();
    const std::vector owner{member(m_ann, Role::Owner, 1)};
    VERIFY_OK(await(m_store->rooms().createGroup(room, owner, m_ann.id, QUuid())));
    const auto second = await(m_store->rooms().createGroup(room, owner, m_ann.id, newUuid7(1)));
    VERIFY_OK(second);
    QVERIFY(second->created);
    QVERIFY(second->state.room.id != room.id);
    Room pair = direct();
    pair.id = room.id;
    const auto third = await(m_store->rooms().createDirect(pair, m_ann.id, m_bob.id));
    VERIFY_OK(third);
    QVERIFY(third->state.room.id != room.id);
}

void RoomSuite::directOncePerPair()
{
    std::vector<QCoro::Task<Result<CreatedRoom>>> tasks;
    for (int i = 0; i < 10; ++i) {
        const bool swapped = i % 2 == 1;
        tasks.push_back(m_store->rooms().createDirect(
            direct(), swapped ? m_bob.id : m_ann.id, swapped ? m_ann.id : m_bob.id));
    }
    std::set<RoomId> ids;
    int created = 0;
    for (auto& task : tasks) {
        const auto result = await(std::move(task));
        VERIFY_OK(result);
        QCOMPARE(result->state.room.kind, RoomKind::Direct);
        QCOMPARE(result->state.members.size(), size_t(2));
        ids.insert(result->state.room.id);
        created += result->created ? 1 : 0;
    }
    QCOMPARE(ids.size(), size_t(1));
    QCOMPARE(created, 1);
    QVERIFY(await(m_store->rooms().createDirect(direct(), m_ann.id, m_cat.id))->created);
}

void RoomSuite::directWithNobody()
{
    COMPARE_ERROR(
        await(m_store->rooms().createDirect(direct(), m_ann.id, UserId::create())), ErrorCode::NotFound);
    VERIFY_OK(await(m_store->accounts().remove(m_bob.id, 1'000)));
    COMPARE_ERROR(await(m_store->rooms().createDirect(direct(), m_ann.id, m_bob.id)), ErrorCode::NotFound);
}

void RoomSuite::directAfterLeaving()
{
    const RoomId room = await(m_store->rooms().createDirect(direct(), m_ann.id, m_bob.id))->state.room.id;
    say(room, m_ann, QStringLiteral("bye"));
    VERIFY_OK(await(m_store->rooms().leave(room, m_ann.id, 3'000)));
    QVERIFY(await(m_store->rooms().leave(room, m_bob.id, 4'000))->closed);
    QVERIFY(!await(m_store->rooms().load(room))->has_value());
    const auto again = await(m_store->rooms().createDirect(direct(5'000), m_ann.id, m_bob.id));
    VERIFY_OK(again);
    QVERIFY(!again->created);
    QCOMPARE(again->state.room.id, room);
    QCOMPARE(again->state.room.closedAt, 0);
    QCOMPARE(again->state.members.size(), size_t(2));
    QCOMPARE((*await(m_store->rooms().row(room, m_bob.id)))->unread, 0);
}

void RoomSuite::rowOfAMember()
{
    const RoomId room = await(m_store->rooms().createDirect(direct(), m_ann.id, m_bob.id))->state.room.id;
    auto row = await(m_store->rooms().row(room, m_ann.id));
    VERIFY_OK(row);
    QVERIFY(row->has_value());
    QCOMPARE((*row)->peer, std::optional(m_bob));
    QCOMPARE((*row)->memberCount, 2);
    QVERIFY(!(*row)->last.has_value());
    QCOMPARE((*row)->unread, 0);
    QCOMPARE((*await(m_store->rooms().row(room, m_bob.id)))->peer, std::optional(m_ann));
    QVERIFY(!await(m_store->rooms().row(room, m_cat.id))->has_value());
    QVERIFY(!await(m_store->rooms().row(RoomId::create(), m_ann.id))->has_value());

    say(room, m_bob, QStringLiteral("first"));
    say(room, m_bob, QStringLiteral("last"));
    row = await(m_store->rooms().row(room, m_ann.id));
    QCOMPARE((*row)->last->text, QStringLiteral("last"));
    QCOMPARE((*row)->head, (Head{2, 2}));
    QCOMPARE((*row)->unread, 2);
    VERIFY_OK(await(m_store->accounts().remove(m_bob.id, 9'000)));
    QCOMPARE((*await(m_store->rooms().row(room, m_ann.id)))->peer->deletedAt, 9'000);

    const RoomId many = addGroup(*m_store, {m_ann.id, m_cat.id});
    row = await(m_store->rooms().row(many, m_cat.id));
    QVERIFY(!(*row)->peer.has_value());
    QCOMPARE((*row)->me.role, Role::Member);
}

void RoomSuite::unreadCountsTextsOfOthers()
{
    const RoomId room = addGroup(*m_store, {m_ann.id, m_bob.id});
    const auto unread = [&] { return (*await(m_store->rooms().row(room, m_ann.id)))->unread; };
    say(room, m_bob, QStringLiteral("1"));
    say(room, m_ann, QStringLiteral("2"));
    LogEntry system;
    system.room = room;
    system.messageKind = MessageKind::System;
    system.at = 5'000;
    VERIFY_OK(appended(m_store->log(), *m_executor, system));
    say(room, m_bob, QStringLiteral("4"));
    QCOMPARE(unread(), 2);
    // Edits and deletions never change it.
    VERIFY_OK(appended(m_store->log(), *m_executor, editing(room, m_bob.id, 1, QStringLiteral("one"))));
    VERIFY_OK(appended(m_store->log(), *m_executor, deleting(room, m_bob.id, 4)));
    QCOMPARE(unread(), 2);
    QCOMPARE(await(m_store->rooms().setRead(room, m_ann.id, 1))->unread, 1);
    QCOMPARE(unread(), 1);
    QCOMPARE(await(m_store->rooms().list(m_ann.id, {}, 10))->rows.front().unread, 1);
    QCOMPARE(await(m_store->rooms().setRead(room, m_ann.id, 4))->unread, 0);
}

void RoomSuite::readMarkNeverGoesBack()
{
    const RoomId room = addGroup(*m_store, {m_ann.id, m_bob.id});
    for (int i = 0; i < 5; ++i) {
        say(room, m_bob, QString::number(i));
    }
    const auto mark = [&] { return (*await(m_store->rooms().row(room, m_ann.id)))->me.readSeq; };
    QCOMPARE(await(m_store->rooms().setRead(room, m_ann.id, 3))->unread, 2);
    QCOMPARE(await(m_store->rooms().setRead(room, m_ann.id, 2))->unread, 2);
    QCOMPARE(mark(), 3);
    QCOMPARE(await(m_store->rooms().setRead(room, m_ann.id, -1))->unread, 2);
    QCOMPARE(await(m_store->rooms().setRead(room, m_ann.id, 5))->unread, 0);
    QCOMPARE(mark(), 5);
    COMPARE_ERROR(await(m_store->rooms().setRead(room, m_cat.id, 1)), ErrorCode::NotFound);
    COMPARE_ERROR(await(m_store->rooms().setRead(RoomId::create(), m_ann.id, 1)), ErrorCode::NotFound);
}

void RoomSuite::listByActivity()
{
    const RoomId early = addGroup(*m_store, {m_ann.id, m_bob.id}, 1'000);
    const RoomId late = addGroup(*m_store, {m_ann.id}, 2'000);
    const RoomId others = addGroup(*m_store, {m_bob.id}, 3'000);
    const auto order = [&] {
        std::vector<RoomId> ids;
        const auto page = await(m_store->rooms().list(m_ann.id, {}, 10));
        for (const RoomRow& row : page->rows) {
            ids.push_back(row.room.id);
        }
        return ids;
    };
    QCOMPARE(order(), (std::vector{late, early}));
    say(early, m_ann, QStringLiteral("up"), 5'000);
    QCOMPARE(order(), (std::vector{early, late}));
    // An edit is no activity.
    say(late, m_ann, QStringLiteral("up too"), 6'000);
    VERIFY_OK(
        appended(m_store->log(), *m_executor, editing(early, m_ann.id, 1, QStringLiteral("edited"), 7'000)));
    QCOMPARE(order(), (std::vector{late, early}));
    auto rooms = await(m_store->rooms().roomsOf(m_bob.id));
    std::sort(rooms->begin(), rooms->end());
    std::vector expected{early, others};
    std::sort(expected.begin(), expected.end());
    QCOMPARE(*rooms, expected);
}

void RoomSuite::listPages()
{
    std::vector<RoomId> all;
    for (int i = 0; i < 25; ++i) {
        all.push_back(addGroup(*m_store, {m_ann.id}, 1'000 + i / 3)); // several at one time
    }
    std::set<RoomId> seen;
    QString after;
    std::vector<size_t> sizes;
    qint64 last = std::numeric_limits<qint64>::max();
    do {
        const auto page = await(m_store->rooms().list(m_ann.id, after, 10));
        VERIFY_OK(page);
        for (const RoomRow& row : page->rows) {
            QVERIFY(row.room.createdAt <= last);
            last = row.room.createdAt;
            QVERIFY(seen.insert(row.room.id).second);
        }
        sizes.push_back(page->rows.size());
        after = page->next;
    } while (!after.isEmpty());
    QCOMPARE(seen.size(), size_t(25));
    QCOMPARE(sizes, (std::vector<size_t>{10, 10, 5}));
    QVERIFY(await(m_store->rooms().list(m_ann.id, {}, 25))->next.isEmpty());
}

void RoomSuite::forgedCursors()
{
    for (int i = 0; i < 3; ++i) {
        addGroup(*m_store, {m_ann.id, m_bob.id});
    }
    const RoomId room = addGroup(*m_store, {m_ann.id, m_bob.id});
    const QString ofRooms = await(m_store->rooms().list(m_ann.id, {}, 1))->next;
    const QString ofMembers = await(m_store->rooms().members(room, {}, 1))->next;
    VERIFY_OK(await(m_store->rooms().list(m_ann.id, ofRooms, 1)));
    VERIFY_OK(await(m_store->rooms().members(room, ofMembers, 1)));
    COMPARE_ERROR(await(m_store->rooms().list(m_ann.id, ofMembers, 1)), ErrorCode::Invalid);
    COMPARE_ERROR(await(m_store->rooms().members(room, ofRooms, 1)), ErrorCode::Invalid);
    for (const QString& forged : QStringList{QStringLiteral("x"), QStringLiteral("1' OR '1'='1"),
             ofRooms.chopped(4), ofRooms % ofRooms, QString(QChar(0xd800)), QString(20, u'A')}) {
        const auto refusal = await(m_store->rooms().list(m_ann.id, forged, 1));
        COMPARE_ERROR(refusal, ErrorCode::Invalid);
        QCOMPARE(refusal.error().field, QStringLiteral("after"));
        COMPARE_ERROR(await(m_store->rooms().members(room, forged, 1)), ErrorCode::Invalid);
    }
}

void RoomSuite::membersInTheOrderOfJoining()
{
    const auto created = await(m_store->rooms().createGroup(group(),
        {member(m_cat, Role::Owner, 1), member(m_ann, Role::Member, 3), member(m_bob, Role::Member, 2)},
        m_cat.id, QUuid()));
    const RoomId room = created->state.room.id;
    QStringList seen;
    QString after;
    do {
        const auto page = await(m_store->rooms().members(room, after, 2));
        VERIFY_OK(page);
        for (const MemberRow& row : page->members) {
            QCOMPARE(row.user.id, row.member.user);
            seen << row.user.handle;
        }
        after = page->next;
    } while (!after.isEmpty());
    QCOMPARE(seen, (QStringList{QStringLiteral("cat"), QStringLiteral("bob"), QStringLiteral("ann")}));
    QVERIFY(await(m_store->rooms().members(RoomId::create(), {}, 10))->members.empty());
}

void RoomSuite::lastOwnerHandsOver()
{
    const auto make = [&](Role bob, Role cat) {
        return await(m_store->rooms().createGroup(group(),
                         {member(m_ann, Role::Owner, 1), member(m_bob, bob, 2), member(m_cat, cat, 3)},
                         m_ann.id, QUuid()))
            ->state.room.id;
    };
    const auto heir = [&](RoomId room) { return await(m_store->rooms().leave(room, m_ann.id, 9'000)); };
    RoomId room = make(Role::Member, Role::Admin);
    auto left = heir(room);
    VERIFY_OK(left);
    QCOMPARE(left->newOwner, m_cat.id); // the admin, though younger
    QVERIFY(!left->closed);
    const auto state = await(m_store->rooms().load(room));
    QCOMPARE((*state)->members.size(), size_t(2));
    QCOMPARE((*await(m_store->rooms().row(room, m_cat.id)))->me.role, Role::Owner);
    QCOMPARE((*await(m_store->rooms().row(room, m_cat.id)))->memberCount, 2);
    QCOMPARE(heir(make(Role::Member, Role::Member))->newOwner, m_bob.id); // the oldest member
    QVERIFY(heir(make(Role::Member, Role::Owner))->newOwner.isNull()); // there is another owner
    room = make(Role::Admin, Role::Member);
    QVERIFY(await(m_store->rooms().leave(room, m_cat.id, 9'000))->newOwner.isNull()); // no owner left
    COMPARE_ERROR(await(m_store->rooms().leave(room, m_cat.id, 9'000)), ErrorCode::NotFound);
    COMPARE_ERROR(await(m_store->rooms().leave(RoomId::create(), m_ann.id, 9'000)), ErrorCode::NotFound);
}

void RoomSuite::lastMemberCloses()
{
    const RoomId room = addGroup(*m_store, {m_ann.id, m_bob.id});
    say(room, m_ann, QStringLiteral("x"));
    QVERIFY(!await(m_store->rooms().leave(room, m_ann.id, 8'000))->closed);
    const auto last = await(m_store->rooms().leave(room, m_bob.id, 9'000));
    QVERIFY(last->closed);
    QVERIFY(last->newOwner.isNull());
    QVERIFY(!await(m_store->rooms().load(room))->has_value());
    QVERIFY(await(m_store->rooms().list(m_bob.id, {}, 10))->rows.empty());
}

} // namespace madang::server
