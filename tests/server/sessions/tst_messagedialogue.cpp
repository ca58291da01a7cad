#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

class TestMessageDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init();

    void everyoneGetsItInOrder();
    void theSenderGetsItToo();
    void sendingAgainGivesTheFirst();
    void anotherBodyIsRefused();
    void aClientIdIsTheSendersOwn();
    void retriesAfterAnEditAndADeletion();
    void wrongTexts_data();
    void wrongTexts();
    void hostileTextsComeBackAsTheyWere();
    void repliesNeedATarget();
    void editsOwnMessagesOnly();
    void deletionsKeepThePlace();
    void adminsDeleteAnything();
    void historyBeforeAfterAround();
    void wrongPages();
    void changesTellEverythingSince();
    void tooManyChangesAskForAReload();
    void pagesFitTheFrame();
    void manyAtOnceHaveNoHoles();
    void notificationsAreCarriedOutUnanswered();
    void badFrames_data();
    void badFrames();
    void tooBigAFrameCloses();
    void fastSendersAreToldToWait();
    void floodsAreCutOff();
    void everythingIsThereAfterARestart();

private:
    QJsonObject say(Peer& peer, const QString& text, const QJsonObject& more = {});
    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_mina;
    std::optional<Peer> m_juno;
    QString m_room;
};

void TestMessageDialogue::init()
{
    m_mina.emplace(m_server->person("mina", 0));
    m_juno.emplace(m_server->person("juno", 1));
    m_room = group(*m_mina, {m_juno->user});
}

QJsonObject TestMessageDialogue::say(Peer& peer, const QString& text, const QJsonObject& more)
{
    QJsonObject params{{"room", m_room}, {"client_id", newId()}, {"text", text}};
    for (auto it = more.begin(); it != more.end(); ++it)
        params[it.key()] = it.value();
    return peer.ok("message.send", params)[u"message"].toObject();
}

void TestMessageDialogue::everyoneGetsItInOrder()
{
    for (int i = 1; i <= 50; ++i)
        say(i % 2 ? *m_mina : *m_juno, QString::number(i));
    for (Peer* peer : {&*m_mina, &*m_juno}) {
        for (int i = 1; i <= 50; ++i) {
            const QJsonObject message = peer->event("message.created")[u"message"].toObject();
            QCOMPARE(message[u"seq"].toInt(), i);
            QCOMPARE(message[u"rev"].toInt(), i);
            QCOMPARE(message[u"text"].toString(), QString::number(i));
        }
    }
}

void TestMessageDialogue::theSenderGetsItToo()
{
    Peer phone = m_server->connect();
    phone.ok("auth.resume", {{"access_token", m_mina->tokens[u"access_token"]}});
    const QString id = newId();
    const QJsonObject sent
        = m_mina->ok("message.send", {{"room", m_room}, {"client_id", id}, {"text", "hi"}})[u"message"]
              .toObject();
    QCOMPARE(sent[u"client_id"].toString(), id);
    QCOMPARE(sent[u"sender"].toString(), m_mina->user);
    QCOMPARE(m_mina->event("message.created")[u"message"].toObject(), sent);
    QCOMPARE(phone.event("message.created")[u"message"].toObject(), sent);
}

void TestMessageDialogue::sendingAgainGivesTheFirst()
{
    const QJsonObject params{{"room", m_room}, {"client_id", newId()}, {"text", "once"}};
    std::vector<qint64> ids;
    for (int i = 0; i < 10; ++i)
        ids.push_back(m_mina->start("message.send", params));
    for (qint64 id : ids)
        QCOMPARE(m_mina->collect(id)[u"result"][u"message"][u"seq"].toInt(), 1);
    say(*m_juno, "another");
    QCOMPARE(m_mina->ok("message.send", params)[u"message"][u"seq"].toInt(), 1);
    QCOMPARE(m_juno->event("message.created")[u"message"][u"text"].toString(), "once");
    QCOMPARE(m_juno->event("message.created")[u"message"][u"text"].toString(), "another");
    QVERIFY(m_juno->silent("message.created"));
}

void TestMessageDialogue::anotherBodyIsRefused()
{
    const QString id = newId();
    m_mina->ok("message.send", {{"room", m_room}, {"client_id", id}, {"text", "first"}});
    QCOMPARE(m_mina->fails("message.send", {{"room", m_room}, {"client_id", id}, {"text", "second"}}), 409);
    QCOMPARE(
        m_mina->fails("message.send", {{"room", m_room}, {"client_id", id.toUpper()}, {"text", "second"}}),
        409);
    const QString other
        = m_mina->ok("room.create", {{"kind", "direct"}, {"user", m_juno->user}})[u"room"][u"id"].toString();
    QCOMPARE(m_mina->fails("message.send", {{"room", other}, {"client_id", id}, {"text", "first"}}), 409);
    QCOMPARE(m_mina->ok("message.history", {{"room", m_room}})[u"head"][u"seq"].toInt(), 1);
}

void TestMessageDialogue::aClientIdIsTheSendersOwn()
{
    const QString id = newId();
    m_mina->ok("message.send", {{"room", m_room}, {"client_id", id}, {"text", "mine"}});
    QCOMPARE(m_juno
                 ->ok("message.send",
                     {{"room", m_room}, {"client_id", id}, {"text", "mine too"}})[u"message"][u"seq"]
                 .toInt(),
        2);
}

void TestMessageDialogue::retriesAfterAnEditAndADeletion()
{
    const QJsonObject params{{"room", m_room}, {"client_id", newId()}, {"text", "first words"}};
    m_mina->ok("message.send", params);
    m_mina->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "other words"}});
    QJsonObject again = m_mina->ok("message.send", params)[u"message"].toObject();
    QCOMPARE(again[u"seq"].toInt(), 1);
    QCOMPARE(again[u"text"].toString(), "other words");
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    again = m_mina->ok("message.send", params)[u"message"].toObject();
    QCOMPARE(again[u"seq"].toInt(), 1);
    QCOMPARE(again[u"text"].toString(), "");
    QVERIFY(again[u"deleted_at"].toInteger() > 0);
}

void TestMessageDialogue::wrongTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("blank") << " \n\t ";
    QTest::newRow("4001") << QString(4001, u'가');
    QTest::newRow("NUL") << QString(u"a\0b"_qs);
    QTest::newRow("bell") << QString(QChar(7));
    QTest::newRow("escape") << QString("\x1b[31mred");
    QTest::newRow("C1") << QString(QChar(0x85)) + "x" + QString(QChar(0x9b));
}

void TestMessageDialogue::wrongTexts()
{
    QFETCH(QString, text);
    say(*m_mina, "before");
    QCOMPARE(m_mina->fails("message.send", {{"room", m_room}, {"client_id", newId()}, {"text", text}}), 422);
    QCOMPARE(m_mina->lastError[u"data"][u"field"].toString(), "text");
    QCOMPARE(m_mina->fails("message.edit", {{"room", m_room}, {"seq", 1}, {"text", text}}), 422);
    QCOMPARE(m_mina->ok("message.history", {{"room", m_room}})[u"head"][u"rev"].toInt(), 1);
}

void TestMessageDialogue::hostileTextsComeBackAsTheyWere()
{
    const QStringList texts{"ㄱㅏ 가 각 ᄀ\u1161", "👨‍👩‍👧‍👦🏳️‍🌈",
        "\u202Eright to left\u202C",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝"
        "̳"
        "͂"
        "̌"
        "̌"
        "͘"
        "!",
        "line\nline\ttab", "'; DROP TABLE messages; --", "<script>alert(1)</script>",
        "\\\"/\b"[0] + QString("\"quoted\" \\ back"), QString(4000, u'가'),
        QString::fromUcs4(U"\U0001F600").repeated(4000), "\uFEFFbyte order\uFEFFmarks"};
    for (const QString& text : texts) {
        const QString kept = say(*m_mina, text)[u"text"].toString();
        QCOMPARE(kept, text.trimmed());
        QCOMPARE(m_juno->event("message.created")[u"message"][u"text"].toString(), kept);
    }
    const QJsonArray history = m_juno->ok("message.history", {{"room", m_room}})[u"messages"].toArray();
    for (int i = 0; i < texts.size(); ++i)
        QCOMPARE(history[i][u"text"].toString(), texts[i].trimmed());
}

void TestMessageDialogue::repliesNeedATarget()
{
    say(*m_mina, "question");
    QCOMPARE(say(*m_juno, "answer", {{"reply_to", 1}})[u"reply_to"].toInt(), 1);
    for (const int target : {-1, 0, 3, 1'000'000}) {
        QCOMPARE(m_juno->fails("message.send",
                     {{"room", m_room}, {"client_id", newId()}, {"text", "?"}, {"reply_to", target}}),
            422);
        QCOMPARE(m_juno->lastError[u"data"][u"field"].toString(), "reply_to");
    }
}

void TestMessageDialogue::editsOwnMessagesOnly()
{
    say(*m_mina, "mine");
    QCOMPARE(m_juno->fails("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "yours"}}), 403);
    QCOMPARE(m_mina->fails("message.edit", {{"room", m_room}, {"seq", 2}, {"text", "?"}}), 404);
    QCOMPARE(m_mina->fails("message.edit", {{"room", m_room}, {"seq", 0}, {"text", "?"}}), 422);
    const QJsonObject edited
        = m_mina->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", " better "}})[u"message"]
              .toObject();
    QCOMPARE(edited[u"text"].toString(), "better");
    QCOMPARE(edited[u"rev"].toInt(), 2);
    QVERIFY(edited[u"edited_at"].toInteger() > 0);
    QCOMPARE(m_juno->event("message.changed")[u"message"].toObject(), edited);
    // The same text once more is no change.
    QCOMPARE(
        m_mina->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "better"}})[u"message"].toObject(),
        edited);
    QVERIFY(m_juno->silent("message.changed"));
}

void TestMessageDialogue::deletionsKeepThePlace()
{
    say(*m_mina, "1");
    say(*m_mina, "2");
    QCOMPARE(m_juno->fails("message.delete", {{"room", m_room}, {"seq", 1}}), 403);
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    QVERIFY(m_juno->event("message.changed")[u"message"][u"deleted_at"].toInteger() > 0);
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    QVERIFY(m_juno->silent("message.changed"));
    QCOMPARE(m_mina->fails("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "back"}}), 422);
    const QJsonArray messages = m_juno->ok("message.history", {{"room", m_room}})[u"messages"].toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0][u"text"].toString(), "");
    QCOMPARE(messages[0][u"seq"].toInt(), 1);
}

void TestMessageDialogue::adminsDeleteAnything()
{
    say(*m_juno, "rude");
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", 1}}); // the owner
    m_room
        = m_mina->ok("room.create", {{"kind", "direct"}, {"user", m_juno->user}})[u"room"][u"id"].toString();
    say(*m_juno, "to you alone");
    QCOMPARE(m_mina->fails("message.delete", {{"room", m_room}, {"seq", 1}}),
        403); // nobody moderates a chat of two
}

void TestMessageDialogue::historyBeforeAfterAround()
{
    for (int i = 1; i <= 30; ++i)
        say(*m_mina, QString::number(i));
    const auto page = [&](QJsonObject params) {
        params[u"room"] = m_room;
        params[u"limit"] = 10;
        const QJsonObject result = m_juno->ok("message.history", params);
        const QJsonArray messages = result[u"messages"].toArray();
        return QString("%1-%2 %3%4")
            .arg(messages.first()[u"seq"].toInt())
            .arg(messages.last()[u"seq"].toInt())
            .arg(result[u"has_before"].toBool() ? "<" : "")
            .arg(result[u"has_after"].toBool() ? ">" : "");
    };
    QCOMPARE(page({}), "21-30 <");
    QCOMPARE(page({{"before", 21}}), "11-20 <>");
    QCOMPARE(page({{"before", 11}}), "1-10 >");
    QCOMPARE(page({{"after", 0}}), "1-10 >");
    QCOMPARE(page({{"after", 20}}), "21-30 <");
    QCOMPARE(page({{"before", 1000}}), "21-30 <");
    const QString around = page({{"around", 15}});
    QVERIFY2(around == "10-19 <>" || around == "11-20 <>", qPrintable(around));
    QVERIFY(
        m_juno->ok("message.history", {{"room", m_room}, {"before", 1}})[u"messages"].toArray().isEmpty());
    QVERIFY(
        m_juno->ok("message.history", {{"room", m_room}, {"after", 30}})[u"messages"].toArray().isEmpty());
}

void TestMessageDialogue::wrongPages()
{
    QCOMPARE(m_mina->fails("message.history", {{"room", m_room}, {"before", 1}, {"after", 1}}), -32602);
    QCOMPARE(m_mina->fails("message.history", {{"room", m_room}, {"limit", 0}}), 422);
    QCOMPARE(m_mina->fails("message.history", {{"room", m_room}, {"limit", 101}}), 422);
    QCOMPARE(m_mina->fails("message.changes", {{"room", m_room}, {"since", -1}}), 422);
    QCOMPARE(m_mina->fails("message.changes", {{"room", m_room}, {"since", 0}, {"limit", 201}}), 422);
    for (const char* where : {"before", "after", "around"})
        m_mina->ok("message.history", {{"room", m_room}, {where, -5}});
    QCOMPARE(m_mina->fails("message.history", {{"room", m_room}, {"before", 1e300}}), -32602);
}

void TestMessageDialogue::changesTellEverythingSince()
{
    for (int i = 1; i <= 5; ++i)
        say(*m_mina, QString::number(i));
    m_mina->ok("message.edit", {{"room", m_room}, {"seq", 2}, {"text", "two"}}); // rev 6
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", 4}}); // rev 7
    const auto changes = [&](int since, int limit) {
        return m_juno->ok("message.changes", {{"room", m_room}, {"since", since}, {"limit", limit}});
    };
    const QJsonObject all = changes(0, 100);
    QList<int> seqs;
    for (const auto& message : all[u"messages"].toArray())
        seqs += message[u"seq"].toInt();
    QCOMPARE(seqs, (QList<int>{1, 3, 5, 2, 4})); // each once, by its last change
    QCOMPARE(all[u"rev"].toInt(), 7);
    QCOMPARE(all[u"more"].toBool(true), false);
    QCOMPARE(changes(5, 100)[u"messages"].toArray().size(), 2);
    QCOMPARE(changes(7, 100)[u"messages"].toArray().size(), 0);
    int since = 0;
    int rounds = 0;
    QSet<int> seen;
    for (bool more = true; more && rounds < 20; ++rounds) {
        const QJsonObject page = changes(since, 2);
        for (const auto& message : page[u"messages"].toArray())
            seen += message[u"seq"].toInt();
        since = page[u"rev"].toInt();
        more = page[u"more"].toBool();
    }
    QCOMPARE(seen.size(), 5);
    QCOMPARE(rounds, 3);
    // A rev from another life, such as of a database that was put back: begin anew.
    QCOMPARE(changes(1000, 100)[u"reset"].toBool(), true);
}

void TestMessageDialogue::tooManyChangesAskForAReload()
{
    TestServer server([](auto& options) { options.limits.changesReset = 5; });
    Peer mina = server.person("mina");
    m_room = mina.ok("room.create",
                     {{"kind", "group"}, {"title", "T"}, {"members", QJsonArray()}})[u"room"][u"id"]
                 .toString();
    for (int i = 0; i < 6; ++i)
        say(mina, "x");
    const QJsonObject reset = mina.ok("message.changes", {{"room", m_room}, {"since", 0}});
    QCOMPARE(reset[u"reset"].toBool(), true);
    QVERIFY(!reset.contains("messages"));
    QCOMPARE(reset[u"head"][u"rev"].toInt(), 6);
    QCOMPARE(mina.ok("message.changes", {{"room", m_room}, {"since", 1}})[u"messages"].toArray().size(), 5);
}

void TestMessageDialogue::pagesFitTheFrame()
{
    const QString heavy = QString::fromUcs4(U"\U0001F600").repeated(4000); // 16,000 bytes each
    for (int i = 0; i < 100; ++i)
        say(*m_mina, heavy);
    const QJsonObject page = m_juno->ok("message.history", {{"room", m_room}, {"limit", 100}});
    const int count = int(page[u"messages"].toArray().size());
    QVERIFY(count >= 20 && count < 100);
    QCOMPARE(page[u"has_before"].toBool(), true);
    QCOMPARE(page[u"messages"][count - 1][u"seq"].toInt(), 100);
    const QJsonObject changes
        = m_juno->ok("message.changes", {{"room", m_room}, {"since", 0}, {"limit", 100}});
    QCOMPARE(changes[u"more"].toBool(), true);
    QCOMPARE(changes[u"messages"][0][u"seq"].toInt(), 1);
}

void TestMessageDialogue::manyAtOnceHaveNoHoles()
{
    constexpr int kEach = 200;
    std::vector<qint64> mina;
    std::vector<qint64> juno;
    for (int i = 0; i < kEach; i += 50) { // a connection may have 64 requests under way
        std::vector<std::pair<Peer*, qint64>> under;
        for (int j = 0; j < 50; ++j) {
            under.push_back({&*m_mina,
                m_mina->start("message.send",
                    {{"room", m_room}, {"client_id", newId()}, {"text", "m" + QString::number(i + j)}})});
            under.push_back({&*m_juno,
                m_juno->start("message.send",
                    {{"room", m_room}, {"client_id", newId()}, {"text", "j" + QString::number(i + j)}})});
        }
        for (auto& [peer, id] : under)
            (peer == &*m_mina ? mina : juno)
                .push_back(peer->collect(id)[u"result"][u"message"][u"seq"].toInteger());
    }
    QVERIFY(std::is_sorted(mina.begin(), mina.end())); // one connection's messages keep their order
    QVERIFY(std::is_sorted(juno.begin(), juno.end()));
    for (int i = 1; i <= 2 * kEach; ++i)
        QCOMPARE(m_juno->event("message.created")[u"message"][u"seq"].toInt(), i);
}

void TestMessageDialogue::notificationsAreCarriedOutUnanswered()
{
    m_mina->notify("message.send", {{"room", m_room}, {"client_id", newId()}, {"text", "no answer, please"}});
    QVERIFY(!m_juno->event("message.created").isEmpty());
    m_mina->notify("message.send", {{"room", 7}});
    m_mina->notify("no.such.method", {});
    m_mina->ok("user.me");
    QVERIFY(m_mina->ok("server.info").contains("limits"));
}

void TestMessageDialogue::badFrames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::newRow("garbage") << QByteArray("garbage") << -32700;
    QTest::newRow("empty") << QByteArray() << -32700;
    QTest::newRow("batch") << QByteArray(R"([{"jsonrpc":"2.0","id":1,"method":"user.me"}])") << -32600;
    QTest::newRow("no version") << QByteArray(R"({"id":1,"method":"user.me"})") << -32600;
    QTest::newRow("no method") << QByteArray(R"({"jsonrpc":"2.0","id":1})") << -32600;
    QTest::newRow("array id") << QByteArray(R"({"jsonrpc":"2.0","id":[1],"method":"user.me"})") << -32600;
    QTest::newRow("array params") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"user.me","params":[]})")
                                  << -32602;
    QTest::newRow("deep") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"user.me","params":)")
            + QByteArray(20'000, '[') + QByteArray(20'000, ']')
            + "}" << -32600;
    QTest::newRow("invalid UTF-8") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}")
                                   << -32700;
}

void TestMessageDialogue::badFrames()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    m_mina->raw(frame);
    QCOMPARE(m_mina->nextAnswer()[u"error"][u"code"].toInt(), code);
    m_mina->ok("user.me"); // nothing was hurt
}

void TestMessageDialogue::tooBigAFrameCloses()
{
    m_mina->raw(QByteArray(70'000, ' '));
    QCOMPARE(m_mina->closeCode(), 1009);
    m_juno->ok("user.me");
}

void TestMessageDialogue::fastSendersAreToldToWait()
{
    TestServer server([](auto& options) { options.limits.personMessages = {20, 60}; });
    Peer mina = server.person("mina");
    m_room = mina.ok("room.create",
                     {{"kind", "group"}, {"title", "T"}, {"members", QJsonArray()}})[u"room"][u"id"]
                 .toString();
    // Two connections of one person share the rate.
    Peer phone = server.connect();
    phone.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    int sent = 0;
    int refused = 0;
    QJsonObject last;
    for (int i = 0; i < 100; ++i) {
        last = {{"room", m_room}, {"client_id", newId()}, {"text", "x"}};
        const QJsonObject answer = (i % 2 ? mina : phone).call("message.send", last);
        sent += answer.contains("result");
        if (answer[u"error"][u"code"].toInt() == 429) {
            ++refused;
            QVERIFY(answer[u"error"][u"data"][u"retry_after_ms"].toInteger() <= 100);
        }
    }
    QCOMPARE(sent + refused, 100);
    QVERIFY2(sent >= 60 && sent < 100, qPrintable(QString::number(sent)));
    QTest::qWait(200);
    mina.ok("message.send", last); // the same request unchanged
}

void TestMessageDialogue::floodsAreCutOff()
{
    TestServer server([](auto& options) { options.limits.connectionRequests = {1, 5}; });
    Peer mina = server.person("mina");
    Peer juno = server.person("juno");
    for (int i = 0; i < 1200; ++i)
        mina.notify("stream.ack", {{"received", 0}});
    QCOMPARE(mina.closeCode(), 4009);
    juno.ok("user.me");
}

void TestMessageDialogue::everythingIsThereAfterARestart()
{
    TestServer server;
    Peer mina = server.person("mina");
    m_room = mina.ok("room.create",
                     {{"kind", "group"}, {"title", "오래"}, {"members", QJsonArray()}})[u"room"][u"id"]
                 .toString();
    const QJsonObject params{{"room", m_room}, {"client_id", newId()}, {"text", "남는다"}};
    const QJsonObject sent = mina.ok("message.send", params)[u"message"].toObject();
    mina.ok("room.read", {{"room", m_room}, {"seq", 1}});
    server.restart();
    Peer back = server.connect();
    back.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    QCOMPARE(back.ok("message.history", {{"room", m_room}})[u"messages"][0].toObject(), sent);
    QCOMPARE(back.ok("message.send", params)[u"message"].toObject(), sent);
    QCOMPARE(back.ok("room.list")[u"rooms"][0][u"title"].toString(), "오래");
    QCOMPARE(back.ok("room.list")[u"rooms"][0][u"me"][u"read_seq"].toInt(), 1);
    QCOMPARE(
        back.ok("message.send", {{"room", m_room}, {"client_id", newId()}, {"text", "x"}})[u"message"][u"seq"]
            .toInt(),
        2);
}

QTEST_GUILESS_MAIN(TestMessageDialogue)
#include "tst_messagedialogue.moc"
