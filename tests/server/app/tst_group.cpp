#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

QJsonObject roomOf(Peer& peer, const QString& room)
{
    const QJsonArray rooms = peer.ok("room.list", {{"limit", 100}})[u"rooms"].toArray();
    for (const auto& listed : rooms) {
        if (listed[u"id"] == room)
            return listed.toObject();
    }
    return {};
}

// All that the peer is told of a room's messages until it heard of this rev: "seq:rev text", in its order.
QStringList heardUntil(Peer& peer, const QString& room, qint64 rev)
{
    QStringList heard;
    for (qint64 last = 0; last < rev;) {
        const QJsonObject message = peer.event("message.created")[u"message"].toObject();
        if (message.isEmpty())
            return heard << QStringLiteral("silence");
        if (message[u"room"] != room)
            continue;
        last = message[u"rev"].toInteger();
        heard << QStringLiteral("%1:%2 %3")
                     .arg(message[u"seq"].toInteger())
                     .arg(last)
                     .arg(message[u"text"].toString());
    }
    return heard;
}

} // namespace

// Several servers over one PostgreSQL and one Redis are one to those who use them.
class TestGroup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void messagesReachEveryServer();
    void everyReaderSeesOneOrder();
    void aRetryToAnotherServerIsTheFirst();
    void changesReachEveryServer();
    void reactionsAndPinsReachEveryServer();
    void aMarkIsNoNewMessage();
    void reactionsAtTwoServersAreOneOrder();
    void earlierTextsAreReadAnywhere();
    void forwardedThroughAnotherServerOnce();
    void draftsFollowToEveryServer();
    void readMarksAndUnreadAreOne();
    void typingIsTold();
    void whoLeavesHearsNoMoreAnywhere();
    void whoLeavesElsewhereCannotWrite();
    void directRoomsFromBothSidesAreOne();
    void aGroupAskedForAtTwoServersIsOne();
    void aRevokedSessionEndsEverywhere();
    void aChangedPasswordEndsEverywhere();
    void whoDeletesTheAccountIsGoneEverywhere();
    void aTokenIsGoodEverywhere();
    void aServerThatComesLaterKnowsEverything();

private:
    std::shared_ptr<Stores> m_stores;
    std::unique_ptr<TestServer> m_one;
    std::unique_ptr<TestServer> m_two;
    int m_names = 0;
    Peer person(TestServer& server)
    {
        Peer peer = server.connect();
        peer.registerAs(QStringLiteral("person%1").arg(++m_names));
        return peer;
    }
};

void TestGroup::initTestCase()
{
    m_stores = std::make_shared<Stores>(Stores::Kind::Services);
    m_one = std::make_unique<TestServer>(m_stores);
    m_two = std::make_unique<TestServer>(m_stores);
    QTest::qWait(1500); // until they have met
}

void TestGroup::messagesReachEveryServer()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    QCOMPARE(juno.event("room.changed")[u"room"][u"id"].toString(), room);
    const QJsonObject sent = say(mina, room, "안녕");
    QCOMPARE(juno.event("message.created")[u"message"].toObject(), sent);
    QCOMPARE(mina.event("message.created")[u"message"].toObject(), sent);
    const QJsonObject answer = say(juno, room, "반가워");
    QCOMPARE(answer[u"seq"].toInt(), 2);
    QCOMPARE(mina.event("message.created")[u"message"].toObject(), answer);
    const QJsonObject history = mina.ok("message.history", {{"room", room}, {"limit", 10}});
    QCOMPARE(history[u"messages"].toArray(), (QJsonArray{sent, answer}));
    QCOMPARE(juno.ok("message.history", {{"room", room}, {"limit", 10}}), history);
}

void TestGroup::everyReaderSeesOneOrder()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    Peer reader = person(*m_one);
    Peer other = person(*m_two);
    const QString room = group(mina, {juno.user, reader.user, other.user});
    constexpr int kEach = 60;
    std::vector<std::pair<Peer*, qint64>> asked;
    for (int i = 0; i < kEach; ++i) {
        for (Peer* peer : {&mina, &juno})
            asked.emplace_back(peer,
                peer->start("message.send",
                    {{"room", room}, {"client_id", newId()}, {"text", peer->handle + QString::number(i)}}));
    }
    QSet<qint64> seqs;
    for (auto [peer, id] : asked)
        seqs.insert(peer->collect(id)[u"result"][u"message"][u"seq"].toInteger());
    QCOMPARE(int(seqs.size()), 2 * kEach);
    const QStringList heard = heardUntil(mina, room, 2 * kEach);
    QCOMPARE(int(heard.size()), 2 * kEach);
    for (int i = 0; i < heard.size(); ++i)
        QVERIFY2(heard[i].startsWith(QStringLiteral("%1:%1 ").arg(i + 1)), qPrintable(heard[i]));
    QCOMPARE(heardUntil(juno, room, 2 * kEach), heard);
    QCOMPARE(heardUntil(reader, room, 2 * kEach), heard);
    QCOMPARE(heardUntil(other, room, 2 * kEach), heard);
}

void TestGroup::aRetryToAnotherServerIsTheFirst()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    Peer again = m_two->connect();
    again.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    const QJsonObject body{{"room", room}, {"client_id", newId()}, {"text", "한 번"}};
    const QJsonObject first = mina.ok("message.send", body);
    QCOMPARE(again.ok("message.send", body), first);
    QJsonObject otherBody = body;
    otherBody[u"text"] = "두 번";
    QCOMPARE(again.fails("message.send", otherBody), 409);
    QCOMPARE(roomOf(juno, room)[u"head"][u"seq"].toInt(), 1);
}

void TestGroup::changesReachEveryServer()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    say(mina, room, "하나");
    say(mina, room, "둘");
    mina.ok("message.edit", {{"room", room}, {"seq", 1}, {"text", "고침"}});
    QCOMPARE(juno.event("message.changed")[u"message"][u"text"].toString(), "고침");
    mina.ok("message.delete", {{"room", room}, {"seq", 2}});
    QVERIFY(juno.event("message.changed")[u"message"][u"deleted_at"].toInteger() > 0);
    QCOMPARE(juno.fails("message.edit", {{"room", room}, {"seq", 1}, {"text", "남의 것"}}), 403);
    const QJsonObject changes = juno.ok("message.changes", {{"room", room}, {"since", 2}});
    QCOMPARE(int(changes[u"messages"].toArray().size()), 2);
    QCOMPARE(changes[u"rev"].toInt(), 4);
}

void TestGroup::reactionsAndPinsReachEveryServer()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    say(mina, room, "어때?");
    const QJsonObject reacted
        = juno.ok("message.react", {{"room", room}, {"seq", 1}, {"emoji", "🎉"}, {"on", true}})[u"message"]
              .toObject();
    QCOMPARE(reacted[u"reactions"].toArray(),
        QJsonArray{(QJsonObject{{"emoji", "🎉"}, {"count", 1}, {"mine", true}})});
    QCOMPARE(mina.event("message.changed")[u"message"][u"reactions"].toArray(),
        QJsonArray{(QJsonObject{{"emoji", "🎉"}, {"count", 1}})});
    mina.ok("message.pin", {{"room", room}, {"seq", 1}, {"on", true}});
    QVERIFY(juno.event("message.changed")[u"message"][u"reactions"].isArray()); // her own first
    QVERIFY(juno.event("message.changed")[u"message"][u"pinned_at"].isDouble());
    // At once, also while the database does not know yet.
    QCOMPARE(juno.ok("message.pins", {{"room", room}})[u"messages"].toArray().size(), 1);
    QCOMPARE(roomOf(juno, room)[u"last"][u"reactions"][0][u"mine"].toBool(), true);
    QCOMPARE(roomOf(mina, room)[u"last"][u"reactions"][0][u"mine"].toBool(), false);
    QCOMPARE(roomOf(juno, room)[u"me"][u"unread"].toInt(), 1); // as it was
    mina.ok("message.pin", {{"room", room}, {"seq", 1}, {"on", false}});
    QVERIFY(juno.ok("message.pins", {{"room", room}})[u"messages"].toArray().isEmpty());
}

// A server that has not yet heard of the room takes a change of its newest message for what it is.
void TestGroup::aMarkIsNoNewMessage()
{
    Peer mina = person(*m_one);
    const QString reacted = group(mina, {});
    const QString pinned = group(mina, {});
    say(mina, reacted, "어때?");
    say(mina, pinned, "어때?");
    TestServer later(m_stores);
    Peer phone = later.connect();
    phone.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    mina.ok("message.react", {{"room", reacted}, {"seq", 1}, {"emoji", "🎉"}, {"on", true}});
    mina.ok("message.pin", {{"room", pinned}, {"seq", 1}, {"on", true}});
    mina.ok("message.pin", {{"room", pinned}, {"seq", 1}, {"on", false}});
    QSet<QString> rooms;
    for (int i = 0; i < 3; ++i)
        rooms.insert(phone.event("message.changed")[u"message"][u"room"].toString());
    QCOMPARE(rooms, (QSet<QString>{reacted, pinned}));
    QVERIFY(phone.silent("message.created"));
}

void TestGroup::reactionsAtTwoServersAreOneOrder()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    say(mina, room, "어때?");
    std::vector<std::pair<Peer*, qint64>> asked;
    for (int i = 0; i < 20; ++i) {
        for (Peer* peer : {&mina, &juno})
            asked.emplace_back(peer,
                peer->start("message.react",
                    {{"room", room}, {"seq", 1}, {"emoji", i % 2 ? "😀" : "🎉"}, {"on", i % 4 < 2}}));
    }
    QSet<qint64> revs;
    for (auto [peer, id] : asked)
        revs.insert(peer->collect(id)[u"result"][u"message"][u"rev"].toInteger());
    const qint64 rev = *std::max_element(revs.cbegin(), revs.cend());
    for (Peer* peer : {&mina, &juno}) {
        for (qint64 expected = 2; expected <= rev; ++expected)
            QCOMPARE(peer->event("message.changed")[u"message"][u"rev"].toInteger(), expected);
    }
    QVERIFY(!mina.ok("message.history", {{"room", room}})[u"messages"][0][u"reactions"].isArray());
    // On a device of hers at the other server it is hers as well.
    Peer phone = m_two->connect();
    phone.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    mina.ok("message.react", {{"room", room}, {"seq", 1}, {"emoji", "🎉"}, {"on", true}});
    int hers = 0;
    for (int i = 0; i < 2; ++i) {
        const QJsonObject told = phone.event("message.changed")[u"message"].toObject();
        QCOMPARE(told[u"rev"].toInteger(), rev + 1);
        hers += told[u"reactions"][0][u"mine"].toBool() ? 1 : 0;
    }
    QCOMPARE(hers, 1);
    QVERIFY(!juno.event("message.changed")[u"message"][u"reactions"][0].toObject().contains(u"mine"));
    QVERIFY(juno.silent("message.changed"));
}

void TestGroup::earlierTextsAreReadAnywhere()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    say(mina, room, "first");
    QJsonArray expected;
    for (const char* text : {"second", "third", "fourth"}) {
        const QJsonObject before = juno.ok("message.history", {{"room", room}})[u"messages"][0].toObject();
        mina.ok("message.edit", {{"room", room}, {"seq", 1}, {"text", text}});
        juno.ok("message.react", {{"room", room}, {"seq", 1}, {"emoji", "🎉"}, {"on", expected.size() != 1}});
        expected.append(QJsonObject{{"text", before[u"text"]},
            {"edited_at", before.contains(u"edited_at") ? before[u"edited_at"] : before[u"sent_at"]}});
        // Whatever has not reached the database by now is waited for.
        QCOMPARE(juno.ok("message.edits", {{"room", room}, {"seq", 1}})[u"edits"].toArray(), expected);
    }
    mina.ok("message.delete", {{"room", room}, {"seq", 1}});
    QVERIFY(juno.ok("message.edits", {{"room", room}, {"seq", 1}})[u"edits"].toArray().isEmpty());
}

void TestGroup::forwardedThroughAnotherServerOnce()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    const QString other = group(mina, {});
    say(juno, room, "her words");
    Peer elsewhere = m_two->connect();
    elsewhere.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    const QJsonObject params{{"room", room}, {"seq", 1}, {"to", other}, {"client_id", newId()}};
    const QJsonObject first = mina.ok("message.forward", params);
    QCOMPARE(first[u"message"][u"forwarded"][u"user"].toString(), juno.user);
    QCOMPARE(elsewhere.ok("message.forward", params), first);
    juno.ok("message.delete", {{"room", room}, {"seq", 1}});
    QCOMPARE(elsewhere.ok("message.forward", params), first);
    QCOMPARE(mina.ok("message.history", {{"room", other}})[u"head"][u"seq"].toInt(), 1);
}

void TestGroup::draftsFollowToEveryServer()
{
    Peer mina = person(*m_one);
    const QString room = group(mina, {});
    Peer phone = m_two->connect();
    phone.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    const QJsonObject draft
        = mina.ok("draft.set", {{"room", room}, {"text", "반쯤 쓴"}})[u"draft"].toObject();
    QCOMPARE(phone.event("draft.changed")[u"draft"].toObject(), draft);
    QCOMPARE(phone.ok("draft.list")[u"drafts"].toArray(), QJsonArray{draft});
    const QJsonObject more = phone.ok("draft.set", {{"room", room}, {"text", ""}})[u"draft"].toObject();
    QCOMPARE(more[u"rev"].toInt(), 2);
    QCOMPARE(mina.event("draft.changed")[u"draft"].toObject(), more);
    QVERIFY(mina.silent("draft.changed"));
}

void TestGroup::readMarksAndUnreadAreOne()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    for (int i = 0; i < 5; ++i)
        say(mina, room, QString::number(i));
    // At once: what is not in the database yet counts as well.
    QJsonObject listed = roomOf(juno, room);
    QCOMPARE(listed[u"me"][u"unread"].toInt(), 5);
    QCOMPARE(listed[u"last"][u"text"].toString(), "4");
    QCOMPARE(listed[u"head"][u"seq"].toInt(), 5);
    Peer phone = m_one->connect(); // of the same person, on the other server
    phone.ok("auth.resume", {{"access_token", juno.tokens[u"access_token"]}});
    QCOMPARE(juno.ok("room.read", {{"room", room}, {"seq", 3}})[u"unread"].toInt(), 2);
    QCOMPARE(mina.event("read.changed")[u"seq"].toInt(), 3);
    QCOMPARE(phone.event("room.changed")[u"room"][u"me"][u"unread"].toInt(), 2);
    QCOMPARE(phone.ok("room.read", {{"room", room}, {"seq", 1}})[u"read_seq"].toInt(), 3);
    QCOMPARE(phone.ok("room.read", {{"room", room}, {"seq", 99}})[u"read_seq"].toInt(), 5);
    QTRY_COMPARE(roomOf(juno, room)[u"me"][u"unread"].toInt(), 0);
}

void TestGroup::typingIsTold()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    juno.event("room.changed");
    say(juno, room, "그래");
    mina.event("message.created");
    mina.ok("room.typing", {{"room", room}, {"on", true}});
    const QJsonObject typing = juno.event("typing.changed");
    QCOMPARE(typing[u"user"].toString(), mina.user);
    QVERIFY(mina.silent("typing.changed"));
}

void TestGroup::whoLeavesHearsNoMoreAnywhere()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    Peer phone = m_one->connect(); // of the one who leaves, on the other server
    phone.ok("auth.resume", {{"access_token", juno.tokens[u"access_token"]}});
    say(mina, room, "들리니");
    phone.event("message.created");
    juno.event("message.created");
    juno.ok("room.leave", {{"room", room}});
    QCOMPARE(phone.event("room.removed")[u"room"].toString(), room);
    QCOMPARE(mina.event("member.changed")[u"left"].toBool(), true);
    say(mina, room, "갔구나");
    QVERIFY(phone.silent("message.created"));
    QVERIFY(juno.silent("message.created"));
    for (Peer* gone : {&phone, &juno}) {
        QCOMPARE(gone->fails("message.history", {{"room", room}}), 404);
        QCOMPARE(gone->fails("message.changes", {{"room", room}, {"since", 0}}), 404);
        QCOMPARE(gone->fails("message.send", {{"room", room}, {"client_id", newId()}, {"text", "나"}}), 404);
    }
}

void TestGroup::whoLeavesElsewhereCannotWrite()
{
    // However early the other server asks: the log itself refuses what was decided by an earlier membership.
    for (int i = 0; i < 10; ++i) {
        Peer mina = person(*m_one);
        Peer juno = person(*m_two);
        const QString room = group(mina, {juno.user});
        Peer phone = m_one->connect();
        phone.ok("auth.resume", {{"access_token", juno.tokens[u"access_token"]}});
        say(phone, room, "아직");
        juno.ok("room.leave", {{"room", room}});
        QCOMPARE(phone.fails("message.send", {{"room", room}, {"client_id", newId()}, {"text", "나"}}), 404);
        QCOMPARE(roomOf(mina, room)[u"head"][u"seq"].toInt(), 1);
    }
}

void TestGroup::directRoomsFromBothSidesAreOne()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const qint64 one = mina.start("room.create", {{"kind", "direct"}, {"user", juno.user}});
    const qint64 two = juno.start("room.create", {{"kind", "direct"}, {"user", mina.user}});
    const QString room = mina.collect(one)[u"result"][u"room"][u"id"].toString();
    QVERIFY(!room.isEmpty());
    QCOMPARE(juno.collect(two)[u"result"][u"room"][u"id"].toString(), room);
    QCOMPARE(say(juno, room, "둘이서")[u"seq"].toInt(), 1);
    QCOMPARE(mina.event("message.created")[u"message"][u"text"].toString(), "둘이서");
}

void TestGroup::aGroupAskedForAtTwoServersIsOne()
{
    Peer mina = person(*m_one);
    Peer phone = m_two->connect();
    phone.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    for (int i = 0; i < 20; ++i) {
        const QJsonObject request{
            {"kind", "group"}, {"title", "한 번"}, {"members", QJsonArray{}}, {"client_id", newId()}};
        const qint64 one = mina.start("room.create", request);
        const qint64 two = phone.start("room.create", request);
        const QString room = mina.collect(one)[u"result"][u"room"][u"id"].toString();
        QVERIFY(!room.isEmpty());
        QCOMPARE(phone.collect(two)[u"result"][u"room"][u"id"].toString(), room);
    }
}

void TestGroup::aRevokedSessionEndsEverywhere()
{
    Peer mina = person(*m_one);
    Peer phone = m_two->connect();
    const QJsonObject login = phone.ok("auth.login",
        {{"handle", mina.handle}, {"password", "a long password"},
            {"device", QJsonObject{{"name", "phone"}, {"kind", "mobile"}}}});
    const QString session = login[u"tokens"][u"session"].toString();
    Peer third = m_one->connect();
    third.ok("auth.resume", {{"access_token", login[u"tokens"][u"access_token"]}});
    mina.ok("auth.revoke", {{"session", session}});
    QCOMPARE(phone.closeCode(1000), 4002);
    QCOMPARE(third.closeCode(1000), 4002);
    Peer back = m_two->connect();
    QCOMPARE(back.fails("auth.resume", {{"access_token", login[u"tokens"][u"access_token"]}}), 401);
    QCOMPARE(back.fails("auth.refresh", {{"refresh_token", login[u"tokens"][u"refresh_token"]}}), 401);
}

void TestGroup::aChangedPasswordEndsEverywhere()
{
    Peer mina = person(*m_one);
    Peer phone = m_two->connect();
    phone.ok("auth.login",
        {{"handle", mina.handle}, {"password", "a long password"},
            {"device", QJsonObject{{"name", "phone"}, {"kind", "mobile"}}}});
    mina.ok("auth.change_password", {{"old", "a long password"}, {"new", "another long one"}});
    QCOMPARE(phone.closeCode(1000), 4002);
    QCOMPARE(mina.ok("user.me")[u"user"][u"id"].toString(), mina.user);
}

void TestGroup::whoDeletesTheAccountIsGoneEverywhere()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(juno, {mina.user});
    QCOMPARE(juno.ok("user.get", {{"user", mina.user}})[u"user"][u"handle"].toString(), mina.handle);
    Peer phone = m_two->connect();
    phone.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    mina.ok("auth.delete_account", {{"password", "a long password"}});
    QCOMPARE(phone.closeCode(1000), 4002);
    QCOMPARE(juno.event("member.changed")[u"left"].toBool(), true);
    QTRY_COMPARE(juno.ok("user.get", {{"user", mina.user}})[u"user"][u"handle"].toString(), QString());
    QCOMPARE(roomOf(juno, room)[u"member_count"].toInt(), 1);
}

void TestGroup::aTokenIsGoodEverywhere()
{
    Peer mina = person(*m_one);
    Peer there = m_two->connect();
    QCOMPARE(
        there.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}})[u"user"][u"id"].toString(),
        mina.user);
    QCOMPARE(there.ok("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}})[u"user"][u"id"]
                 .toString(),
        mina.user);
    // The same one again, at the other server.
    Peer thief = m_one->connect();
    QCOMPARE(thief.fails("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}}), 401);
    QCOMPARE(there.closeCode(1000), 4002);
}

void TestGroup::aServerThatComesLaterKnowsEverything()
{
    Peer mina = person(*m_one);
    Peer juno = person(*m_two);
    const QString room = group(mina, {juno.user});
    for (int i = 0; i < 10; ++i)
        say(mina, room, QString::number(i));
    TestServer third(m_stores);
    Peer late = third.connect();
    late.ok("auth.resume", {{"access_token", juno.tokens[u"access_token"]}});
    QCOMPARE(roomOf(late, room)[u"me"][u"unread"].toInt(), 10);
    QCOMPARE(
        int(late.ok("message.history", {{"room", room}, {"limit", 50}})[u"messages"].toArray().size()), 10);
    // It tells of a room that nobody has asked it for before.
    say(mina, room, "열하나");
    QCOMPARE(late.event("message.created")[u"message"][u"text"].toString(), "열하나");
    QCOMPARE(say(late, room, "열둘")[u"seq"].toInt(), 12);
    QVERIFY(heardUntil(mina, room, 12).last().endsWith(QStringLiteral("열둘")));
}

QTEST_GUILESS_MAIN(TestGroup)
#include "tst_group.moc"
