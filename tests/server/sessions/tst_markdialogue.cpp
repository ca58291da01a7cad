#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

QString emojiOf(int number)
{
    const char32_t c = U'\U0001F400' + char32_t(number);
    return QString::fromUcs4(&c, 1);
}

// "❤️2" or, of what one has oneself, "❤️2!"; "?" where it does not say.
QStringList reactions(const QJsonObject& message)
{
    QStringList list;
    for (const auto& value : message[u"reactions"].toArray()) {
        const QJsonObject reaction = value.toObject();
        const QString mine = !reaction.contains(u"mine") ? "?" : reaction[u"mine"].toBool() ? "!" : "";
        list << reaction[u"emoji"].toString() + QString::number(reaction[u"count"].toInt()) + mine;
    }
    return list;
}

QList<int> seqs(const QJsonObject& result)
{
    QList<int> seqs;
    for (const auto& message : result[u"messages"].toArray())
        seqs << message[u"seq"].toInt();
    return seqs;
}

} // namespace

// Reactions and pins.
class TestMarkDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void everybodySeesAReaction();
    void mineIsPerPerson();
    void onesOtherDeviceLearnsWhatIsMine();
    void reactingTwiceChangesNothing();
    void takingItBack();
    void wrongEmoji_data();
    void wrongEmoji();
    void oneHeartIsOneHeart();
    void wrongMessages();
    void tooManyReactions();
    void manyAtOnce();
    void reactionsAreNotUnread();
    void roomsAndChangesCarryThem();
    void strangersCannotReact();

    void pinsOfAGroup();
    void anyoneOfTwoPins();
    void pinsInPages();
    void tooManyPins();
    void unpinnedByDeletion();
    void strangersSeeNoPins();
    void marksAreThereAfterARestart();

private:
    QJsonObject react(Peer& peer, int seq, const QString& emoji, bool on = true);
    QJsonObject pin(Peer& peer, int seq, bool on = true);
    QJsonObject message(Peer& peer, int seq = 1);
    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_mina;
    std::optional<Peer> m_juno;
    QString m_room;
};

void TestMarkDialogue::initTestCase()
{
    m_server = std::make_unique<TestServer>([](auto& options) {
        options.limits.personMessages = {10'000, 10'000};
        options.limits.connectionRequests = {10'000, 10'000};
        options.limits.personRequests = {10'000, 10'000};
        options.limits.pins = 7;
    });
}

void TestMarkDialogue::init()
{
    m_mina.emplace(m_server->person("mina", 0));
    m_juno.emplace(m_server->person("juno", 1));
    m_room = group(*m_mina, {m_juno->user});
    say(*m_mina, m_room, "first");
}

QJsonObject TestMarkDialogue::react(Peer& peer, int seq, const QString& emoji, bool on)
{
    return peer
        .ok("message.react", {{"room", m_room}, {"seq", seq}, {"emoji", emoji}, {"on", on}})[u"message"]
        .toObject();
}

QJsonObject TestMarkDialogue::pin(Peer& peer, int seq, bool on)
{
    return peer.ok("message.pin", {{"room", m_room}, {"seq", seq}, {"on", on}})[u"message"].toObject();
}

QJsonObject TestMarkDialogue::message(Peer& peer, int seq)
{
    return peer.ok("message.history", {{"room", m_room}, {"after", seq - 1}, {"limit", 1}})[u"messages"][0]
        .toObject();
}

void TestMarkDialogue::everybodySeesAReaction()
{
    const QJsonObject answered = react(*m_juno, 1, "😀");
    QCOMPARE(reactions(answered), QStringList{"😀1!"});
    QCOMPARE(answered[u"rev"].toInt(), 2);
    QCOMPARE(answered[u"text"].toString(), "first");
    QVERIFY(!answered.contains(u"edited_at"));
    for (Peer* peer : {&*m_mina, &*m_juno}) {
        const QJsonObject told = peer->event("message.changed")[u"message"].toObject();
        QCOMPARE(reactions(told), QStringList{"😀1?"}); // one event for all
        QCOMPARE(told[u"rev"].toInt(), 2);
    }
}

void TestMarkDialogue::mineIsPerPerson()
{
    react(*m_juno, 1, "😀");
    QCOMPARE(reactions(react(*m_mina, 1, "👍🏽")), (QStringList{"😀1", "👍🏽1!"}));
    react(*m_mina, 1, "😀");
    QCOMPARE(reactions(message(*m_juno)), (QStringList{"😀2!", "👍🏽1"}));
    QCOMPARE(reactions(message(*m_mina)), (QStringList{"😀2!", "👍🏽1!"}));
}

void TestMarkDialogue::onesOtherDeviceLearnsWhatIsMine()
{
    Peer phone = m_server->connect();
    phone.ok("auth.resume", {{"access_token", m_mina->tokens[u"access_token"]}});
    react(*m_juno, 1, "😀");
    react(*m_juno, 1, "😀", false);
    for (int rev = 2; rev <= 3; ++rev)
        QCOMPARE(phone.event("message.changed")[u"message"][u"rev"].toInt(), rev);
    react(*m_mina, 1, "😀");
    for (const QString& seen : {QStringLiteral("😀1?"), QStringLiteral("😀1!")}) { // as everybody; then as her
        const QJsonObject told = phone.event("message.changed")[u"message"].toObject();
        QCOMPARE(reactions(told), QStringList{seen});
        QCOMPARE(told[u"rev"].toInt(), 4);
    }
    react(*m_mina, 1, "😀"); // nothing changes
    QVERIFY(phone.silent("message.changed"));
    // Who has the answer hears of it once, and nobody else of what is hers.
    for (Peer* peer : {&*m_mina, &*m_juno}) {
        for (int rev = 2; rev <= 4; ++rev) {
            const QJsonObject told = peer->event("message.changed")[u"message"].toObject();
            QCOMPARE(told[u"rev"].toInt(), rev);
            if (rev == 4)
                QCOMPARE(reactions(told), QStringList{"😀1?"});
        }
        QVERIFY(peer->silent("message.changed"));
    }
}

void TestMarkDialogue::reactingTwiceChangesNothing()
{
    const QJsonObject first = react(*m_juno, 1, "😀");
    m_mina->event("message.changed");
    QCOMPARE(react(*m_juno, 1, "😀"), first);
    QVERIFY(m_mina->silent("message.changed"));
    const QJsonObject none = react(*m_juno, 1, "🎉", false);
    QCOMPARE(none, first);
    QVERIFY(m_mina->silent("message.changed"));
}

void TestMarkDialogue::takingItBack()
{
    react(*m_juno, 1, "😀");
    react(*m_mina, 1, "😀");
    QCOMPARE(reactions(react(*m_juno, 1, "😀", false)), QStringList{"😀1"});
    const QJsonObject none = react(*m_mina, 1, "😀", false);
    QVERIFY(!none.contains(u"reactions"));
    QCOMPARE(none[u"rev"].toInt(), 5);
}

void TestMarkDialogue::wrongEmoji_data()
{
    QTest::addColumn<QString>("emoji");
    for (const char* wrong : {"", " ", "a", "가", "7", "\n", "😀😀", " 😀", "😀 ", "🇰", ":)", "\u200D"})
        QTest::newRow(wrong) << wrong;
    QTest::newRow("very long") << QString("😀").repeated(1000);
    QTest::newRow("NUL") << QString(QChar(u'\0'));
}

void TestMarkDialogue::wrongEmoji()
{
    QFETCH(QString, emoji);
    const QJsonObject params{{"room", m_room}, {"seq", 1}, {"emoji", emoji}, {"on", true}};
    QCOMPARE(m_juno->fails("message.react", params), 422);
    QCOMPARE(m_juno->lastError[u"data"][u"field"].toString(), "emoji");
    QVERIFY(m_mina->silent("message.changed", 1));
}

void TestMarkDialogue::oneHeartIsOneHeart()
{
    react(*m_juno, 1, "\u2764");
    QCOMPARE(reactions(react(*m_mina, 1, "\u2764\uFE0F")), QStringList{"\u2764\uFE0F2!"});
    QVERIFY(!react(*m_mina, 1, "\u2764", false).isEmpty());
    QVERIFY(!react(*m_juno, 1, "\u2764", false).contains(u"reactions"));
    for (const char* emoji : {"🇰🇷", "👨‍👩‍👧‍👦", "7️⃣", "🏳️‍🌈"})
        QCOMPARE(reactions(react(*m_mina, 1, emoji)).last(), emoji + QStringLiteral("1!"));
}

void TestMarkDialogue::wrongMessages()
{
    say(*m_juno, m_room, "second");
    m_juno->ok("message.delete", {{"room", m_room}, {"seq", 2}});
    const auto fails = [&](const char* method, int seq) {
        return m_mina->fails(method, {{"room", m_room}, {"seq", seq}, {"emoji", "😀"}, {"on", true}});
    };
    for (const char* method : {"message.react", "message.pin"}) {
        QCOMPARE(fails(method, 2), 422);
        QCOMPARE(m_mina->lastError[u"data"][u"field"].toString(), "seq");
        QCOMPARE(fails(method, 3), 404);
        QCOMPARE(fails(method, 0), 422);
        QCOMPARE(fails(method, -1), 422);
    }
}

void TestMarkDialogue::tooManyReactions()
{
    for (int i = 0; i < 5; ++i)
        react(*m_juno, 1, emojiOf(i));
    QCOMPARE(
        m_juno->fails("message.react", {{"room", m_room}, {"seq", 1}, {"emoji", emojiOf(5)}, {"on", true}}),
        413);
    QCOMPARE(m_juno->lastError[u"data"][u"limit"].toInt(), 5);
    react(*m_mina, 1, emojiOf(5));
    react(*m_juno, 1, emojiOf(0), false);
    react(*m_juno, 1, emojiOf(5));
}

void TestMarkDialogue::manyAtOnce()
{
    std::vector<Peer> people;
    QStringList members;
    for (int i = 0; i < 12; ++i) {
        people.push_back(m_server->person());
        members << people.back().user;
    }
    const QString room = group(*m_mina, members);
    say(*m_mina, room, "how was it?");
    std::vector<qint64> ids;
    const QJsonObject params{{"room", room}, {"seq", 1}, {"emoji", "🎉"}, {"on", true}};
    for (Peer& person : people) {
        ids.push_back(person.start("message.react", params));
        ids.push_back(person.start("message.react", params)); // and once more
    }
    for (size_t i = 0; i < ids.size(); ++i)
        QVERIFY(people[i / 2].collect(ids[i]).contains(u"result"));
    const QJsonObject result = people[0].ok("message.history", {{"room", room}});
    QCOMPARE(reactions(result[u"messages"][0].toObject()), QStringList{"🎉12!"});
    QCOMPARE(result[u"head"][u"rev"].toInt(), 13);
    for (int rev = 2; rev <= 13; ++rev)
        QCOMPARE(m_mina->event("message.changed")[u"message"][u"rev"].toInt(), rev);
}

void TestMarkDialogue::reactionsAreNotUnread()
{
    m_juno->ok("room.read", {{"room", m_room}, {"seq", 1}});
    const auto unread = [&](Peer& peer) {
        return peer.ok("room.get", {{"room", m_room}})[u"room"][u"me"][u"unread"].toInt();
    };
    QCOMPARE(unread(*m_juno), 0);
    react(*m_mina, 1, "😀");
    pin(*m_mina, 1);
    QCOMPARE(unread(*m_juno), 0);
    QCOMPARE(unread(*m_mina), 0);
}

void TestMarkDialogue::roomsAndChangesCarryThem()
{
    react(*m_juno, 1, "😀");
    const auto last = [&](Peer& peer) {
        for (const auto& room : peer.ok("room.list")[u"rooms"].toArray()) {
            if (room[u"id"] == m_room)
                return room[u"last"].toObject();
        }
        return QJsonObject();
    };
    QTRY_COMPARE(reactions(last(*m_juno)), QStringList{"😀1!"});
    QTRY_COMPARE(reactions(last(*m_mina)), QStringList{"😀1"});
    QCOMPARE(reactions(m_mina->ok("room.get", {{"room", m_room}})[u"room"][u"last"].toObject()),
        QStringList{"😀1"});
    const QJsonArray changes
        = m_juno->ok("message.changes", {{"room", m_room}, {"since", 1}})[u"messages"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(reactions(changes[0].toObject()), QStringList{"😀1!"});
    // Told to all of a group at once: it says nothing of anybody's own.
    m_mina->ok("room.set_expiry", {{"room", m_room}, {"after_ms", 3'600'000}});
    QJsonObject told;
    do {
        told = m_juno->event("room.changed")[u"room"].toObject();
    } while (!told.isEmpty() && told.contains(u"me"));
    QCOMPARE(reactions(told[u"last"].toObject()), QStringList{"😀1?"});
}

void TestMarkDialogue::strangersCannotReact()
{
    Peer eve = m_server->person("eve");
    QCOMPARE(eve.fails("message.react", {{"room", m_room}, {"seq", 1}, {"emoji", "😀"}, {"on", true}}), 404);
    QCOMPARE(eve.fails("message.pin", {{"room", m_room}, {"seq", 1}, {"on", true}}), 404);
    QCOMPARE(eve.fails("message.pin", {{"room", m_room}, {"seq", 1}, {"on", false}}), 404);
    m_juno->ok("room.leave", {{"room", m_room}});
    QCOMPARE(
        m_juno->fails("message.react", {{"room", m_room}, {"seq", 1}, {"emoji", "😀"}, {"on", true}}), 404);
}

void TestMarkDialogue::pinsOfAGroup()
{
    QCOMPARE(m_juno->fails("message.pin", {{"room", m_room}, {"seq", 1}, {"on", true}}), 403);
    const QJsonObject pinned = pin(*m_mina, 1);
    QVERIFY(pinned[u"pinned_at"].toDouble() > 0);
    QCOMPARE(pinned[u"rev"].toInt(), 2);
    QCOMPARE(m_juno->event("message.changed")[u"message"].toObject(), pinned);
    QCOMPARE(pin(*m_mina, 1), pinned);
    QVERIFY(m_juno->silent("message.changed"));
    QCOMPARE(m_juno->ok("message.pins", {{"room", m_room}})[u"messages"].toArray(), QJsonArray{pinned});
    QCOMPARE(m_juno->fails("message.pin", {{"room", m_room}, {"seq", 1}, {"on", false}}), 403);
    QVERIFY(!pin(*m_mina, 1, false).contains(u"pinned_at"));
    QVERIFY(m_juno->ok("message.pins", {{"room", m_room}})[u"messages"].toArray().isEmpty());
}

void TestMarkDialogue::anyoneOfTwoPins()
{
    m_room
        = m_mina->ok("room.create", {{"kind", "direct"}, {"user", m_juno->user}})[u"room"][u"id"].toString();
    say(*m_mina, m_room, "mine");
    QVERIFY(pin(*m_juno, 1).contains(u"pinned_at"));
    QVERIFY(!pin(*m_mina, 1, false).contains(u"pinned_at"));
}

void TestMarkDialogue::pinsInPages()
{
    for (int i = 2; i <= 5; ++i)
        say(*m_mina, m_room, QString::number(i));
    for (int seq : {4, 1, 5, 2, 3}) {
        pin(*m_mina, seq);
        QTest::qWait(2); // two in one millisecond go by their seq
    }
    QCOMPARE(seqs(m_juno->ok("message.pins", {{"room", m_room}})), (QList<int>{3, 2, 5, 1, 4}));
    QJsonObject page = m_juno->ok("message.pins", {{"room", m_room}, {"limit", 2}});
    QCOMPARE(seqs(page), (QList<int>{3, 2}));
    page = m_juno->ok("message.pins", {{"room", m_room}, {"limit", 2}, {"after", page[u"next"]}});
    QCOMPARE(seqs(page), (QList<int>{5, 1}));
    page = m_juno->ok("message.pins", {{"room", m_room}, {"limit", 2}, {"after", page[u"next"]}});
    QCOMPARE(seqs(page), (QList<int>{4}));
    QVERIFY(!page.contains(u"next"));
    for (int limit : {0, -1, 101})
        QCOMPARE(m_juno->fails("message.pins", {{"room", m_room}, {"limit", limit}}), 422);
    for (const char* wrong : {"x", "-", "1-", "01-1", "99999999999999999999-1"})
        QCOMPARE(m_juno->fails("message.pins", {{"room", m_room}, {"after", wrong}}), 422);
}

void TestMarkDialogue::tooManyPins()
{
    for (int i = 2; i <= 8; ++i)
        say(*m_mina, m_room, QString::number(i));
    for (int seq = 1; seq <= 7; ++seq)
        pin(*m_mina, seq);
    QCOMPARE(m_mina->fails("message.pin", {{"room", m_room}, {"seq", 8}, {"on", true}}), 413);
    QCOMPARE(m_mina->lastError[u"data"][u"limit"].toInt(), 7);
    pin(*m_mina, 7); // is there
    pin(*m_mina, 3, false);
    pin(*m_mina, 8);
}

void TestMarkDialogue::unpinnedByDeletion()
{
    pin(*m_mina, 1);
    react(*m_juno, 1, "😀");
    const QJsonObject edited
        = m_mina->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "first, edited"}})[u"message"]
              .toObject();
    QVERIFY(edited.contains(u"pinned_at"));
    QCOMPARE(reactions(edited), QStringList{"😀1"});
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    const QJsonObject gone = message(*m_juno);
    QVERIFY(!gone.contains(u"pinned_at"));
    QVERIFY(!gone.contains(u"reactions"));
    QVERIFY(m_juno->ok("message.pins", {{"room", m_room}})[u"messages"].toArray().isEmpty());
}

void TestMarkDialogue::strangersSeeNoPins()
{
    pin(*m_mina, 1);
    Peer eve = m_server->person("eve");
    QCOMPARE(eve.fails("message.pins", {{"room", m_room}}), 404);
    m_juno->ok("room.leave", {{"room", m_room}});
    QCOMPARE(m_juno->fails("message.pins", {{"room", m_room}}), 404);
}

void TestMarkDialogue::marksAreThereAfterARestart()
{
    TestServer server;
    Peer mina = server.person("mina");
    m_room = group(mina, {});
    say(mina, m_room, "남는다");
    react(mina, 1, "😀");
    const QJsonObject pinned = pin(mina, 1);
    server.restart();
    Peer back = server.connect();
    back.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    QCOMPARE(message(back), pinned);
    QCOMPARE(back.ok("message.pins", {{"room", m_room}})[u"messages"].toArray(), QJsonArray{pinned});
    QCOMPARE(react(back, 1, "😀"), pinned);
}

QTEST_GUILESS_MAIN(TestMarkDialogue)
#include "tst_markdialogue.moc"
