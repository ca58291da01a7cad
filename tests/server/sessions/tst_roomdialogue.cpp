#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

class TestRoomDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }

    void aGroupIsToldToItsMembers();
    void wrongGroups_data();
    void wrongGroups();
    void aRetriedGroupIsOne();
    void aDirectRoomExistsOncePerPair();
    void wrongDirectRooms();
    void listsMineLatestFirst();
    void pagesThroughManyRooms();
    void strangersSeeNothing();
    void membersComeInPages();
    void readMarksNeverGoBack();
    void readMarksReachOthersAndOwnDevices();
    void unreadCountsOthersMessagesOnly();
    void leavingTellsEveryone();
    void theOwnerHandsOver();
    void theLastOneClosesIt();
    void directRoomsAreNotLeft();
    void nothingIsHeardAfterLeaving();
    void typingIsToldAndForgotten();
    void roomsAreLimitedPerPerson();
    void searchFindsHandlesAndNames();

private:
    std::unique_ptr<TestServer> m_server;
};

void TestRoomDialogue::aGroupIsToldToItsMembers()
{
    Peer mina = m_server->person("mina", 0);
    Peer juno = m_server->person("juno", 1);
    const QJsonObject room = mina.ok("room.create",
                                     {{"kind", "group"}, {"title", " 주말 산행 "}, {"topic", "북한산"},
                                         {"members", QJsonArray{juno.user, juno.user, mina.user}}})[u"room"]
                                 .toObject();
    QCOMPARE(room[u"title"].toString(), "주말 산행");
    QCOMPARE(room[u"topic"].toString(), "북한산");
    QCOMPARE(room[u"access"].toString(), "invite");
    QCOMPARE(room[u"member_count"].toInt(), 2);
    QCOMPARE(room[u"head"], QJsonValue(QJsonObject{{"seq", 0}, {"rev", 0}}));
    QCOMPARE(room[u"me"][u"role"].toString(), "owner");
    const QJsonObject told = juno.event("room.changed")[u"room"].toObject();
    QCOMPARE(told[u"id"], room[u"id"]);
    QCOMPARE(told[u"me"][u"role"].toString(), "member");
    const QJsonObject view = juno.ok("room.get", {{"room", room[u"id"]}});
    QCOMPARE(view[u"members"].toArray().size(), 2);
    QVERIFY(!view.contains("next"));
}

void TestRoomDialogue::wrongGroups_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    const QJsonArray none;
    QTest::newRow("no title") << QJsonObject{{"kind", "group"}, {"members", none}} << -32602 << "title";
    QTest::newRow("no members") << QJsonObject{{"kind", "group"}, {"title", "T"}} << -32602 << "members";
    QTest::newRow("blank title") << QJsonObject{{"kind", "group"}, {"title", " \n"}, {"members", none}} << 422
                                 << "title";
    QTest::newRow("long title") << QJsonObject{{"kind", "group"}, {"title", QString(101, u'가')},
        {"members", none}} << 422
                                << "title";
    QTest::newRow("nobody") << QJsonObject{{"kind", "group"}, {"title", "T"},
        {"members", QJsonArray{"u0000000000001"}}}
                            << 422 << "members";
    QTest::newRow("no id") << QJsonObject{{"kind", "group"}, {"title", "T"}, {"members", QJsonArray{"x y"}}}
                           << -32602 << "members.0";
    QTest::newRow("capacity of none") << QJsonObject{{"kind", "group"}, {"title", "T"}, {"members", none},
        {"capacity", -1}} << 422 << "capacity";
    QTest::newRow("capacity of all") << QJsonObject{{"kind", "group"}, {"title", "T"}, {"members", none},
        {"capacity", 1'000'000}} << 422
                                     << "capacity";
    QTest::newRow("another kind") << QJsonObject{{"kind", "circle"}, {"title", "T"}, {"members", none}}
                                  << -32602 << "kind";
    QTest::newRow("direct with nobody") << QJsonObject{{"kind", "direct"}} << -32602 << "user";
}

void TestRoomDialogue::wrongGroups()
{
    QFETCH(QJsonObject, params);
    QFETCH(int, code);
    QFETCH(QString, field);
    Peer mina = m_server->person("mina");
    QCOMPARE(mina.fails("room.create", params), code);
    QCOMPARE(mina.lastError[u"data"][u"field"].toString(), field);
    QVERIFY(mina.ok("room.list")[u"rooms"].toArray().isEmpty());
}

void TestRoomDialogue::aRetriedGroupIsOne()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QJsonObject params{
        {"kind", "group"}, {"title", "T"}, {"members", QJsonArray{juno.user}}, {"client_id", newId()}};
    const qint64 one = mina.start("room.create", params);
    const qint64 two = mina.start("room.create", params);
    const QString room = mina.collect(one)[u"result"][u"room"][u"id"].toString();
    QCOMPARE(mina.collect(two)[u"result"][u"room"][u"id"].toString(), room);
    QCOMPARE(mina.ok("room.create", params)[u"room"][u"id"].toString(), room);
    QCOMPARE(mina.ok("room.list")[u"rooms"].toArray().size(), 1);
    // Told at each asking: whoever asks again does not know whether it was told at the first.
    for (int i = 0; i < 3; ++i)
        QCOMPARE(juno.event("room.changed")[u"room"][u"id"].toString(), room);
    QVERIFY(juno.silent("room.changed"));
}

void TestRoomDialogue::aDirectRoomExistsOncePerPair()
{
    Peer mina = m_server->person("mina", 0);
    Peer juno = m_server->person("juno", 1);
    const qint64 one = mina.start("room.create", {{"kind", "direct"}, {"user", juno.user}});
    const qint64 two = juno.start("room.create", {{"kind", "direct"}, {"user", mina.user}});
    const QJsonObject mine = mina.collect(one)[u"result"][u"room"].toObject();
    const QJsonObject theirs = juno.collect(two)[u"result"][u"room"].toObject();
    QCOMPARE(mine[u"id"], theirs[u"id"]);
    QCOMPARE(mine[u"peer"][u"id"].toString(), juno.user);
    QCOMPARE(theirs[u"peer"][u"id"].toString(), mina.user);
    QCOMPARE(mine[u"title"].toString(), "");
    QCOMPARE(mina.ok("room.list")[u"rooms"].toArray().size(), 1);
    QCOMPARE(juno.event("room.changed")[u"room"][u"peer"][u"id"].toString(), mina.user);
}

void TestRoomDialogue::wrongDirectRooms()
{
    Peer mina = m_server->person("mina");
    QCOMPARE(mina.fails("room.create", {{"kind", "direct"}, {"user", "u0000000000001"}}), 404);
    QCOMPARE(mina.fails("room.create", {{"kind", "direct"}, {"user", mina.user}}), 422);
    QCOMPARE(mina.lastError[u"data"][u"field"].toString(), "user");
}

void TestRoomDialogue::listsMineLatestFirst()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QString first = group(mina, {juno.user}, "first");
    const QString second = group(mina, {juno.user}, "second");
    group(juno, {}, "not mina's");
    QTest::qWait(5);
    say(mina, first, "안녕하세요");
    const QJsonArray rooms = mina.ok("room.list")[u"rooms"].toArray();
    QCOMPARE(rooms.size(), 2);
    QCOMPARE(rooms[0][u"id"].toString(), first);
    QCOMPARE(rooms[0][u"last"][u"text"].toString(), "안녕하세요");
    QCOMPARE(rooms[0][u"head"][u"seq"].toInt(), 1);
    QCOMPARE(rooms[1][u"id"].toString(), second);
    QVERIFY(!rooms[1].toObject().contains("last"));
}

void TestRoomDialogue::pagesThroughManyRooms()
{
    Peer mina = m_server->person("mina");
    QStringList made;
    for (int i = 0; i < 23; ++i)
        made.prepend(group(mina, {}, QString::number(i)));
    QStringList listed;
    QString after;
    int pages = 0;
    do {
        QJsonObject params{{"limit", 5}};
        if (!after.isEmpty())
            params[u"after"] = after;
        const QJsonObject page = mina.ok("room.list", params);
        for (const auto& room : page[u"rooms"].toArray())
            listed += room[u"id"].toString();
        after = page[u"next"].toString();
        ++pages;
    } while (!after.isEmpty() && pages < 20);
    QCOMPARE(pages, 5);
    QCOMPARE(QSet<QString>(listed.begin(), listed.end()).size(), 23);
    QCOMPARE(listed.size(), 23);
    QCOMPARE(mina.fails("room.list", {{"limit", 0}}), 422);
    QCOMPARE(mina.fails("room.list", {{"limit", 101}}), 422);
    QCOMPARE(mina.fails("room.list", {{"after", "' OR 1=1 --"}}), 422);
}

void TestRoomDialogue::strangersSeeNothing()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    Peer stranger = m_server->person("stranger");
    const QString room = group(mina, {juno.user});
    say(mina, room, "hello");
    QVERIFY(!juno.event("message.created").isEmpty());
    juno.ok("room.typing", {{"room", room}, {"on", true}});
    juno.ok("room.read", {{"room", room}, {"seq", 1}});
    QVERIFY(!mina.event("read.changed").isEmpty());
    QVERIFY(stranger.silent("message.created", 100));
    QCOMPARE(stranger.received(), 0);
    QVERIFY(stranger.ok("room.list")[u"rooms"].toArray().isEmpty());
}

void TestRoomDialogue::membersComeInPages()
{
    Peer mina = m_server->person("mina");
    QStringList people;
    for (int i = 0; i < 12; ++i)
        people += m_server->person("member").user;
    const QString room = group(mina, people);
    QSet<QString> seen;
    QString after;
    do {
        QJsonObject params{{"room", room}, {"limit", 5}};
        if (!after.isEmpty())
            params[u"after"] = after;
        const QJsonObject page = mina.ok("room.get", params);
        QVERIFY(page[u"members"].toArray().size() <= 5);
        for (const auto& member : page[u"members"].toArray())
            seen += member[u"user"][u"id"].toString();
        after = page[u"next"].toString();
    } while (!after.isEmpty());
    QCOMPARE(seen.size(), 13);
    QCOMPARE(mina.fails("room.get", {{"room", room}, {"limit", 100'000}}), 422);
}

void TestRoomDialogue::readMarksNeverGoBack()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QString room = group(mina, {juno.user});
    for (int i = 0; i < 5; ++i)
        say(mina, room, QString::number(i));
    QCOMPARE(
        juno.ok("room.read", {{"room", room}, {"seq", 3}}), (QJsonObject{{"read_seq", 3}, {"unread", 2}}));
    QCOMPARE(
        juno.ok("room.read", {{"room", room}, {"seq", 1}}), (QJsonObject{{"read_seq", 3}, {"unread", 2}}));
    QCOMPARE(
        juno.ok("room.read", {{"room", room}, {"seq", 1000}}), (QJsonObject{{"read_seq", 5}, {"unread", 0}}));
    QCOMPARE(juno.fails("room.read", {{"room", room}, {"seq", -1}}), 422);
    QCOMPARE(juno.ok("room.get", {{"room", room}})[u"room"][u"me"][u"read_seq"].toInt(), 5);
}

void TestRoomDialogue::readMarksReachOthersAndOwnDevices()
{
    Peer mina = m_server->person("mina", 0);
    Peer juno = m_server->person("juno", 1);
    Peer phone = m_server->connect(0);
    phone.ok("auth.resume", {{"access_token", juno.tokens[u"access_token"]}});
    const QString room = group(mina, {juno.user});
    say(mina, room, "one");
    juno.ok("room.read", {{"room", room}, {"seq", 1}});
    QCOMPARE(mina.event("read.changed"), (QJsonObject{{"room", room}, {"user", juno.user}, {"seq", 1}}));
    QJsonObject told;
    do {
        told = phone.event("room.changed")[u"room"][u"me"].toObject();
    } while (!told.isEmpty() && told[u"read_seq"].toInt() == 0);
    QCOMPARE(told[u"read_seq"].toInt(), 1);
    QCOMPARE(told[u"unread"].toInt(-1), 0);
}

void TestRoomDialogue::unreadCountsOthersMessagesOnly()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QString room = group(mina, {juno.user});
    say(mina, room, "1");
    say(juno, room, "2");
    say(mina, room, "3");
    const auto unread
        = [&](Peer& peer) { return peer.ok("room.list")[u"rooms"][0][u"me"][u"unread"].toInt(-1); };
    QCOMPARE(unread(juno), 2);
    QCOMPARE(unread(mina), 1);
    mina.ok("message.edit", {{"room", room}, {"seq", 3}, {"text", "three"}});
    mina.ok("message.delete", {{"room", room}, {"seq", 1}});
    QCOMPARE(unread(juno), 2); // edits and deletions change nothing
    juno.ok("room.read", {{"room", room}, {"seq", 3}});
    QCOMPARE(unread(juno), 0);
}

void TestRoomDialogue::leavingTellsEveryone()
{
    Peer mina = m_server->person("mina", 0);
    Peer juno = m_server->person("juno", 1);
    const QString room = group(mina, {juno.user});
    juno.ok("room.leave", {{"room", room}});
    QCOMPARE(juno.event("room.removed"), (QJsonObject{{"room", room}, {"reason", "left"}}));
    const QJsonObject told = mina.event("member.changed");
    QCOMPARE(told[u"left"].toBool(), true);
    QCOMPARE(told[u"member"][u"user"][u"id"].toString(), juno.user);
    QCOMPARE(juno.fails("room.leave", {{"room", room}}), 404);
    QVERIFY(juno.ok("room.list")[u"rooms"].toArray().isEmpty());
    QCOMPARE(mina.ok("room.get", {{"room", room}})[u"room"][u"member_count"].toInt(), 1);
}

void TestRoomDialogue::theOwnerHandsOver()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QString room = group(mina, {juno.user});
    mina.ok("room.leave", {{"room", room}});
    QCOMPARE(juno.ok("room.get", {{"room", room}})[u"room"][u"me"][u"role"].toString(), "owner");
    QStringList roles;
    for (QJsonObject told = juno.event("member.changed", 500); !told.isEmpty();
         told = juno.event("member.changed", 200))
        roles += told[u"member"][u"user"][u"id"].toString()
            + (told[u"left"].toBool() ? " left" : " " + told[u"member"][u"role"].toString());
    QVERIFY(roles.contains(mina.user + " left"));
    QVERIFY(roles.contains(juno.user + " owner"));
    QJsonObject me;
    for (QJsonObject told = juno.event("room.changed", 500); !told.isEmpty();
         told = juno.event("room.changed", 200))
        me = told[u"room"][u"me"].toObject();
    QCOMPARE(me[u"role"].toString(), "owner");
}

void TestRoomDialogue::theLastOneClosesIt()
{
    Peer mina = m_server->person("mina");
    const QString room = group(mina, {});
    say(mina, room, "alone");
    mina.ok("room.leave", {{"room", room}});
    QCOMPARE(mina.fails("message.history", {{"room", room}}), 404);
    QCOMPARE(mina.fails("message.send", {{"room", room}, {"client_id", newId()}, {"text", "?"}}), 404);
}

void TestRoomDialogue::directRoomsAreNotLeft()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QString room
        = mina.ok("room.create", {{"kind", "direct"}, {"user", juno.user}})[u"room"][u"id"].toString();
    QCOMPARE(mina.fails("room.leave", {{"room", room}}), 403);
    say(mina, room, "still here");
}

void TestRoomDialogue::nothingIsHeardAfterLeaving()
{
    Peer mina = m_server->person("mina");
    Peer juno = m_server->person("juno");
    const QString room = group(mina, {juno.user});
    juno.ok("room.leave", {{"room", room}});
    say(mina, room, "now that juno is gone");
    mina.ok("room.typing", {{"room", room}, {"on", true}});
    QVERIFY(juno.silent("message.created"));
    QVERIFY(juno.silent("typing.changed", 50));
    QCOMPARE(juno.fails("message.history", {{"room", room}}), 404);
    QCOMPARE(juno.fails("message.changes", {{"room", room}, {"since", 0}}), 404);
}

void TestRoomDialogue::typingIsToldAndForgotten()
{
    TestServer server([](auto& options) { options.limits.typingMs = 300; });
    Peer mina = server.person("mina", 0);
    Peer juno = server.person("juno", 1);
    const QString room = group(mina, {juno.user});
    mina.ok("room.typing", {{"room", room}, {"on", true}});
    QCOMPARE(juno.event("typing.changed"), (QJsonObject{{"room", room}, {"user", mina.user}, {"on", true}}));
    QCOMPARE(juno.event("typing.changed")[u"on"].toBool(true), false); // forgotten
    QVERIFY(mina.silent("typing.changed", 10));
    mina.ok("room.typing", {{"room", room}, {"on", true}});
    mina.ok("room.typing", {{"room", room}, {"on", false}});
    QCOMPARE(juno.event("typing.changed")[u"on"].toBool(), true);
    QCOMPARE(juno.event("typing.changed")[u"on"].toBool(true), false);
    mina.ok("room.typing", {{"room", room}, {"on", false}}); // nothing to take back
    QVERIFY(juno.silent("typing.changed", 500));
}

void TestRoomDialogue::roomsAreLimitedPerPerson()
{
    TestServer server([](auto& options) { options.limits.personRooms = {0.1, 3}; });
    Peer mina = server.person("mina");
    for (int i = 0; i < 3; ++i)
        group(mina, {});
    QCOMPARE(mina.fails("room.create", {{"kind", "group"}, {"title", "T"}, {"members", QJsonArray()}}), 429);
}

void TestRoomDialogue::searchFindsHandlesAndNames()
{
    Peer mina = m_server->connect();
    mina.ok("auth.register",
        {{"handle", "zelkova"}, {"password", "a long password"}, {"name", "느티 나무"},
            {"device", QJsonObject{{"name", "d"}, {"kind", "mobile"}}}});
    const auto found = [&](const QString& query) {
        QStringList handles;
        for (const auto& user : mina.ok("user.search", {{"query", query}})[u"users"].toArray())
            handles += user[u"handle"].toString();
        return handles;
    };
    QCOMPARE(found("zelk"), QStringList("zelkova"));
    QCOMPARE(found("ZELK"), QStringList("zelkova"));
    QCOMPARE(found("느티"), QStringList("zelkova"));
    QCOMPARE(found("나무"), QStringList("zelkova"));
    QCOMPARE(found("%"), QStringList());
    QCOMPARE(found("_elkova"), QStringList());
    QCOMPARE(mina.fails("user.search", {{"query", "  "}}), 422);
    QCOMPARE(mina.fails("user.search", {{"query", QString(65, u'x')}}), 422);
    QCOMPARE(mina.fails("user.get", {{"user", "u0000000000001"}}), 404);
}

QTEST_GUILESS_MAIN(TestRoomDialogue)
#include "tst_roomdialogue.moc"
