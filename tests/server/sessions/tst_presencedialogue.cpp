#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

void hurry(server::ChatServer::Options& options)
{
    options.limits.presenceLingerMs = 100;
    options.limits.presenceGapMs = 1;
}

QString groupOf(Peer& owner, const QStringList& members)
{
    return owner
        .ok("room.create",
            {{"kind", "group"}, {"title", "Together"},
                {"members", QJsonArray::fromStringList(members)}})[u"room"][u"id"]
        .toString();
}

// Logs in as somebody who is there already, on another device.
Peer anotherDevice(TestServer& server, const Peer& person, int loop = -1)
{
    Peer peer = server.connect(loop);
    peer.ok("auth.login",
        {{"handle", person.handle}, {"password", "a long password"},
            {"device", QJsonObject{{"name", "phone"}, {"kind", "mobile"}}}});
    peer.user = person.user;
    peer.handle = person.handle;
    return peer;
}

QString stateOf(Peer& asker, const QString& user)
{
    const QJsonArray states = asker.ok("presence.get", {{"users", QJsonArray{user}}})[u"states"].toArray();
    return states.size() == 1 ? states[0][u"state"].toString() : QStringLiteral("not one answer");
}

// The count of an event with so many viewers, or of the last one that came.
int waitForCount(Peer& peer, int wanted)
{
    int count = -1;
    while (count != wanted) {
        const QJsonObject event = peer.event("viewers.changed", 3'000);
        if (event.isEmpty())
            break;
        count = event[u"count"].toInt();
    }
    return count;
}

} // namespace

// Presence and viewers as a client lives them: through the dispatcher, over loops, on a real database.
class TestPresenceDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void friendsInARoomSeeEachOtherComeAndGo();
    void invisibleIsSeenByNobodyElse();
    void idlenessIsPerDevice();
    void askingIsBounded();
    void viewersComeAndGo();
    void whoLeavesHearsNothingMore();
    void closingAConnectionExitsEverywhere();
    void aRevokedSessionIsNotThere();
    void roomsAreBoundedAndExitWorksAtOnce();
    void passingEventsAreNotCounted();
};

void TestPresenceDialogue::friendsInARoomSeeEachOtherComeAndGo()
{
    TestServer server(hurry);
    Peer minji = server.person("minji", 0);
    Peer joon = server.person("joon", 1);
    Peer stranger = server.person("stranger", 0);
    const QString room = groupOf(minji, {joon.user});
    minji.ok("room.enter", {{"room", room}});
    QCOMPARE(stateOf(minji, joon.user), "online");

    joon.hangUp();
    const QJsonObject gone = minji.event("presence.changed");
    QCOMPARE(gone[u"user"].toString(), joon.user);
    QCOMPARE(gone[u"state"].toString(), "offline");
    QVERIFY(gone[u"seen_at"].toInteger() > 1'600'000'000'000);
    const QJsonObject answered
        = minji.ok("presence.get", {{"users", QJsonArray{joon.user}}})[u"states"][0].toObject();
    QCOMPARE(answered, gone);

    Peer again = anotherDevice(server, joon, 0);
    const QJsonObject back = minji.event("presence.changed");
    QCOMPARE(back[u"state"].toString(), "online");
    QVERIFY(!back.contains("seen_at"));
    QVERIFY(stranger.silent("presence.changed"));
    QVERIFY(again.silent("presence.changed", 0)); // knows it
}

void TestPresenceDialogue::invisibleIsSeenByNobodyElse()
{
    TestServer server(hurry);
    Peer minji = server.person("minji");
    Peer joon = server.person("joon");
    Peer phone = anotherDevice(server, joon);
    const QString room = groupOf(minji, {joon.user});
    minji.ok("room.enter", {{"room", room}});
    joon.ok("room.enter", {{"room", room}});
    QCOMPARE(waitForCount(minji, 2), 2);

    QCOMPARE(joon.ok("presence.set", {{"state", "invisible"}}), (QJsonObject{{"state", "invisible"}}));
    QCOMPARE(minji.event("presence.changed")[u"state"].toString(), "offline");
    QCOMPARE(phone.event("presence.changed")[u"state"].toString(), "invisible");
    QCOMPARE(stateOf(minji, joon.user), "offline");
    QCOMPARE(stateOf(phone, joon.user), "invisible");
    QCOMPARE(waitForCount(minji, 1), 1);
    QCOMPARE(minji.ok("room.viewers", {{"room", room}})[u"users"].toArray(), QJsonArray{minji.user});

    QCOMPARE(phone.ok("presence.set", {{"state", "online"}})[u"state"].toString(), "online");
    QCOMPARE(minji.event("presence.changed")[u"state"].toString(), "online");
    QCOMPARE(waitForCount(minji, 2), 2);
}

void TestPresenceDialogue::idlenessIsPerDevice()
{
    TestServer server(hurry);
    Peer minji = server.person("minji");
    Peer joon = server.person("joon", 0);
    Peer phone = anotherDevice(server, joon, 1);
    QCOMPARE(joon.ok("presence.set", {{"state", "away"}})[u"state"].toString(), "online");
    QCOMPARE(stateOf(minji, joon.user), "online");
    QCOMPARE(phone.ok("presence.set", {{"state", "away"}})[u"state"].toString(), "away");
    QTRY_COMPARE(stateOf(minji, joon.user), "away");
    QCOMPARE(phone.fails("presence.set", {{"state", "offline"}}), -32602);
    QCOMPARE(phone.lastError[u"data"][u"field"].toString(), "state");
}

void TestPresenceDialogue::askingIsBounded()
{
    TestServer server(hurry);
    Peer minji = server.person("minji");
    QJsonArray many;
    for (int i = 0; i < 101; ++i)
        many.append(minji.user);
    QCOMPARE(minji.fails("presence.get", {{"users", many}}), 422);
    QCOMPARE(minji.lastError[u"data"][u"field"].toString(), "users");
    many.removeLast();
    QCOMPARE(minji.ok("presence.get", {{"users", many}})[u"states"].toArray().size(), 1);
    // Nobody is told who exists.
    QCOMPARE(stateOf(minji, UserId::create().toString()), "offline");
    QCOMPARE(minji.ok("presence.get", {{"users", QJsonArray{"nobody"}}})[u"states"].toArray(), QJsonArray());
}

void TestPresenceDialogue::viewersComeAndGo()
{
    TestServer server(hurry);
    Peer minji = server.person("minji", 0);
    Peer joon = server.person("joon", 1);
    const QString room = groupOf(minji, {joon.user});
    QCOMPARE(
        minji.ok("room.viewers", {{"room", room}}), (QJsonObject{{"users", QJsonArray()}, {"count", 0}}));
    minji.ok("room.enter", {{"room", room}});
    joon.ok("room.enter", {{"room", room}});
    joon.ok("room.enter", {{"room", room}}); // twice
    QCOMPARE(waitForCount(minji, 2), 2);
    QCOMPARE(minji.ok("room.viewers", {{"room", room}})[u"count"].toInt(), 2);
    joon.ok("room.exit", {{"room", room}});
    joon.ok("room.exit", {{"room", room}});
    QCOMPARE(waitForCount(minji, 1), 1);
    Peer stranger = server.person("stranger");
    QCOMPARE(stranger.fails("room.enter", {{"room", room}}), 404);
    QCOMPARE(stranger.fails("room.exit", {{"room", room}}), 404);
    QCOMPARE(stranger.fails("room.viewers", {{"room", room}}), 404);
    QCOMPARE(minji.ok("room.viewers", {{"room", room}})[u"count"].toInt(), 1);
}

void TestPresenceDialogue::whoLeavesHearsNothingMore()
{
    TestServer server(hurry);
    Peer minji = server.person("minji", 0);
    Peer joon = server.person("joon", 1);
    const QString room = groupOf(minji, {joon.user});
    minji.ok("room.enter", {{"room", room}});
    joon.ok("room.enter", {{"room", room}});
    QCOMPARE(waitForCount(minji, 2), 2);
    QCOMPARE(waitForCount(joon, 2), 2);
    joon.ok("room.leave", {{"room", room}});
    QCOMPARE(waitForCount(minji, 1), 1);
    minji.ok("room.exit", {{"room", room}});
    minji.ok("room.enter", {{"room", room}});
    minji.ok("presence.set", {{"state", "away"}});
    QCOMPARE(waitForCount(minji, 1), 1);
    QVERIFY(joon.silent("viewers.changed", 400));
    QVERIFY(joon.silent("presence.changed", 0));
}

void TestPresenceDialogue::closingAConnectionExitsEverywhere()
{
    TestServer server(hurry);
    Peer minji = server.person("minji", 0);
    Peer joon = server.person("joon", 1);
    const QString first = groupOf(minji, {joon.user});
    const QString second = groupOf(minji, {joon.user});
    joon.ok("room.enter", {{"room", first}});
    joon.ok("room.enter", {{"room", second}});
    joon.hangUp();
    QTRY_COMPARE(minji.ok("room.viewers", {{"room", first}})[u"count"].toInt(), 0);
    QTRY_COMPARE(minji.ok("room.viewers", {{"room", second}})[u"count"].toInt(), 0);
}

void TestPresenceDialogue::aRevokedSessionIsNotThere()
{
    TestServer server(hurry);
    Peer minji = server.person("minji", 0);
    Peer joon = server.person("joon", 1);
    const QString room = groupOf(minji, {joon.user});
    joon.ok("room.enter", {{"room", room}});
    joon.ok("auth.logout");
    QTRY_COMPARE(minji.ok("room.viewers", {{"room", room}})[u"count"].toInt(), 0);
    QTRY_COMPARE(stateOf(minji, joon.user), "offline");
}

void TestPresenceDialogue::roomsAreBoundedAndExitWorksAtOnce()
{
    TestServer server([](server::ChatServer::Options& options) {
        hurry(options);
        options.limits.viewedRooms = 2;
    });
    Peer minji = server.person("minji");
    const QStringList rooms{groupOf(minji, {}), groupOf(minji, {}), groupOf(minji, {})};
    for (const QString& room : rooms.mid(0, 2))
        minji.ok("room.enter", {{"room", room}});
    QCOMPARE(minji.fails("room.enter", {{"room", rooms[2]}}), 413);
    QCOMPARE(minji.lastError[u"data"][u"limit"].toInt(), 2);
    minji.ok("room.exit", {{"room", rooms[0]}});
    // Said at once, without waiting: the last word holds.
    std::vector<qint64> answers;
    for (int i = 0; i < 20; ++i) {
        answers.push_back(minji.start("room.enter", {{"room", rooms[2]}}));
        answers.push_back(minji.start("room.exit", {{"room", rooms[2]}}));
    }
    for (const qint64 answer : answers)
        QVERIFY(minji.collect(answer).contains("result"));
    QCOMPARE(minji.ok("room.viewers", {{"room", rooms[2]}})[u"count"].toInt(), 0);
    QCOMPARE(minji.ok("server.info")[u"limits"][u"viewed_rooms"].toInt(), 2);
}

void TestPresenceDialogue::passingEventsAreNotCounted()
{
    TestServer server(hurry);
    Peer minji = server.person("minji", 0);
    Peer joon = server.person("joon", 1);
    const QString room = groupOf(minji, {joon.user});
    minji.event("room.changed");
    minji.ok("room.enter", {{"room", room}});
    joon.ok("presence.set", {{"state", "away"}});
    QCOMPARE(minji.event("presence.changed")[u"state"].toString(), "away");
    QVERIFY(!minji.event("viewers.changed").isEmpty());
    const qint64 counted = minji.received();
    QCOMPARE(minji.fails("stream.ack", {{"received", counted + 1}}), 422);
    minji.ok("stream.ack", {{"received", counted}});
}

QTEST_GUILESS_MAIN(TestPresenceDialogue)
#include "tst_presencedialogue.moc"
