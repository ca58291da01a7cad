#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

QJsonArray history(Peer& peer, const QString& room)
{
    return peer.ok("message.history", {{"room", room}})[u"messages"].toArray();
}

QJsonObject roomOf(Peer& peer, const QString& room)
{
    return peer.ok("room.get", {{"room", room}})[u"room"].toObject();
}

} // namespace

// Messages that are deleted when they are old enough, by the server's rule or a room's own.
class TestExpiryDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ownersSetTheirRoomsRule();
    void nobodyElseDoes();
    void saneTimesOnly();
    void oldMessagesGo();
    void retriesAreAnsweredForEver();
    void goneIsGone();
    void unreadCountsWhatIsLeft();
    void roomsHaveTheirOwnRule();

private:
    // A server on which messages stay for a moment.
    static std::unique_ptr<TestServer> forgetful(qint64 keepMs = 500)
    {
        return std::make_unique<TestServer>([keepMs](auto& options) {
            options.expiry.keepMs = keepMs;
            options.expiry.periodMs = 50;
            options.limits.keepMessagesMs = keepMs;
            options.limits.expiryMinMs = 200;
        });
    }
};

void TestExpiryDialogue::ownersSetTheirRoomsRule()
{
    TestServer server;
    Peer mina = server.person("mina", 0);
    Peer juno = server.person("juno", 1);
    const QString room = group(mina, {juno.user});
    QVERIFY(!roomOf(mina, room).contains(u"expires_after_ms"));
    for (Peer* peer : {&mina, &juno})
        QCOMPARE(peer->event("room.changed")[u"room"][u"id"].toString(), room);
    const QJsonObject set = mina.ok("room.set_expiry", {{"room", room}, {"after_ms", 86'400'000}});
    QCOMPARE(set[u"room"][u"expires_after_ms"].toInteger(), 86'400'000);
    QCOMPARE(set[u"room"][u"me"][u"role"].toString(), "owner");
    for (Peer* peer : {&mina, &juno}) {
        const QJsonObject told = peer->event("room.changed")[u"room"].toObject();
        QCOMPARE(told[u"expires_after_ms"].toInteger(), 86'400'000);
        QVERIFY(!told.contains(u"me")); // it went to several people
    }
    QCOMPARE(roomOf(juno, room)[u"expires_after_ms"].toInteger(), 86'400'000);
    mina.ok("room.set_expiry", {{"room", room}, {"after_ms", 0}});
    QVERIFY(!juno.event("room.changed")[u"room"].toObject().contains(u"expires_after_ms"));
}

void TestExpiryDialogue::nobodyElseDoes()
{
    TestServer server;
    Peer mina = server.person("mina");
    Peer juno = server.person("juno");
    Peer stranger = server.person("stranger");
    const QString room = group(mina, {juno.user});
    const QJsonObject wish{{"room", room}, {"after_ms", 86'400'000}};
    QCOMPARE(juno.fails("room.set_expiry", wish), 403);
    QCOMPARE(stranger.fails("room.set_expiry", wish), 404);
    QVERIFY(!roomOf(mina, room).contains(u"expires_after_ms"));
    const QString direct
        = mina.ok("room.create", {{"kind", "direct"}, {"user", juno.user}})[u"room"][u"id"].toString();
    QCOMPARE(mina.fails("room.set_expiry", {{"room", direct}, {"after_ms", 86'400'000}}), 403);
    // An heir may.
    mina.ok("room.leave", {{"room", room}});
    juno.ok("room.set_expiry", wish);
    QCOMPARE(mina.fails("room.set_expiry", wish), 404);
}

void TestExpiryDialogue::saneTimesOnly()
{
    TestServer server;
    Peer mina = server.person("mina");
    const QString room = group(mina, {});
    const QJsonObject limits = mina.ok("server.info")[u"limits"].toObject();
    const qint64 least = limits[u"expiry_min_ms"].toInteger();
    const qint64 most = limits[u"expiry_max_ms"].toInteger();
    QCOMPARE(limits[u"keep_messages_ms"].toInteger(-1), 0);
    QVERIFY(0 < least && least < most);
    for (const qint64 bad : {qint64(-1), qint64(1), least - 1, most + 1, qint64(1) << 52}) {
        QCOMPARE(mina.fails("room.set_expiry", {{"room", room}, {"after_ms", bad}}), 422);
        QCOMPARE(mina.lastError[u"data"][u"field"].toString(), "after_ms");
    }
    for (const qint64 good : {least, most})
        mina.ok("room.set_expiry", {{"room", room}, {"after_ms", good}});
}

void TestExpiryDialogue::oldMessagesGo()
{
    const auto server = forgetful();
    Peer mina = server->person("mina");
    const QString room = group(mina, {});
    for (int i = 0; i < 5; ++i)
        say(mina, room, QString::number(i));
    QTRY_VERIFY(history(mina, room).isEmpty());
    const QJsonObject page = mina.ok("message.history", {{"room", room}});
    QVERIFY(!page[u"has_before"].toBool());
    QVERIFY(!page[u"has_after"].toBool());
    QCOMPARE(page[u"head"][u"seq"].toInteger(), 5);
    QVERIFY(!roomOf(mina, room).contains(u"last"));
    const QJsonObject changes = mina.ok("message.changes", {{"room", room}, {"since", 0}});
    QVERIFY(changes[u"messages"].toArray().isEmpty());
    QVERIFY(!changes[u"more"].toBool());
    QCOMPARE(changes[u"rev"].toInteger(), changes[u"head"][u"rev"].toInteger());
    QCOMPARE(say(mina, room, "on we go")[u"seq"].toInteger(), 6);
    const QJsonObject after = mina.ok("message.history", {{"room", room}, {"after", 0}});
    QCOMPARE(after[u"messages"][0][u"seq"].toInteger(), 6);
    QVERIFY(!after[u"has_before"].toBool());
}

void TestExpiryDialogue::retriesAreAnsweredForEver()
{
    const auto server = forgetful();
    Peer mina = server->person("mina", 0);
    const QString room = group(mina, {});
    QJsonObject wish{{"room", room}, {"client_id", newId()}, {"text", "once"}};
    const QJsonObject first = mina.ok("message.send", wish)[u"message"].toObject();
    QTRY_VERIFY(history(mina, room).isEmpty());
    for (int i = 0; i < 2; ++i) {
        const QJsonObject again = mina.ok("message.send", wish)[u"message"].toObject();
        QCOMPARE(again[u"seq"], first[u"seq"]);
        QCOMPARE(again[u"sent_at"], first[u"sent_at"]);
        QCOMPARE(again[u"text"].toString(), "");
        QVERIFY(again[u"deleted_at"].toInteger() > 0);
    }
    QCOMPARE(roomOf(mina, room)[u"head"][u"seq"].toInteger(), 1);
    wish[u"text"] = "twice";
    QCOMPARE(mina.fails("message.send", wish), 409);
    wish[u"text"] = "once";
    wish[u"room"] = group(mina, {});
    QCOMPARE(mina.fails("message.send", wish), 409);
}

void TestExpiryDialogue::goneIsGone()
{
    const auto server = forgetful();
    Peer mina = server->person("mina");
    const QString room = group(mina, {});
    say(mina, room, "soon gone");
    mina.ok("message.edit", {{"room", room}, {"seq", 1}, {"text", "soon gone, too"}});
    QTRY_VERIFY(history(mina, room).isEmpty());
    QCOMPARE(mina.fails("message.edit", {{"room", room}, {"seq", 1}, {"text", "?"}}), 404);
    QCOMPARE(mina.fails("message.delete", {{"room", room}, {"seq", 1}}), 404);
    const QJsonObject reply = mina.ok(
        "message.send", {{"room", room}, {"client_id", newId()}, {"text", "to nothing"}, {"reply_to", 1}});
    QCOMPARE(reply[u"message"][u"reply_to"].toInteger(), 1);
    QCOMPARE(mina.ok("room.read", {{"room", room}, {"seq", 1}})[u"read_seq"].toInteger(), 1);
}

void TestExpiryDialogue::unreadCountsWhatIsLeft()
{
    const auto server = forgetful(2'000);
    Peer mina = server->person("mina", 0);
    Peer juno = server->person("juno", 1);
    const QString room = group(mina, {juno.user});
    for (int i = 0; i < 3; ++i)
        say(mina, room, "early");
    QTest::qWait(1'200);
    say(mina, room, "late");
    QTRY_COMPARE(history(juno, room).size(), 1);
    QCOMPARE(roomOf(juno, room)[u"me"][u"unread"].toInteger(), 1);
    QCOMPARE(juno.ok("room.read", {{"room", room}, {"seq", 2}})[u"unread"].toInteger(), 1);
    QTRY_COMPARE(history(juno, room).size(), 0);
    QCOMPARE(roomOf(juno, room)[u"me"][u"unread"].toInteger(), 0);
}

void TestExpiryDialogue::roomsHaveTheirOwnRule()
{
    const auto server = forgetful(0);
    Peer mina = server->person("mina");
    const QString kept = group(mina, {});
    const QString forgotten = group(mina, {});
    for (const QString& room : {kept, forgotten})
        say(mina, room, "hello");
    mina.ok("room.set_expiry", {{"room", forgotten}, {"after_ms", 300}});
    QTRY_VERIFY(history(mina, forgotten).isEmpty());
    QCOMPARE(history(mina, kept).size(), 1);
    mina.ok("room.set_expiry", {{"room", forgotten}, {"after_ms", 0}});
    say(mina, forgotten, "to stay");
    QTest::qWait(600);
    QCOMPARE(history(mina, forgotten).size(), 1);
}

QTEST_GUILESS_MAIN(TestExpiryDialogue)
#include "tst_expirydialogue.moc"
