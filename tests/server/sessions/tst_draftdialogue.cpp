#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

// What somebody has begun to write, on all of their devices.
class TestDraftDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void followsToTheOtherDevice();
    void otherPeopleHearNothing();
    void isAsItWasTyped();
    void revsCountUp();
    void settingItAgainChangesNothing();
    void removal();
    void wrongInput_data();
    void wrongInput();
    void onlyInOnesRooms();
    void goneAfterLeaving();
    void goneWithTheAccount();
    void pages();
    void twoDevicesAtOnce();
    void missedDraftsComeOnResuming();
    void isThereAfterARestart();
    void fastTypistsAreToldToWait();
    void notBeforeLogin();

private:
    Peer again(const Peer& peer);
    QJsonObject set(Peer& peer, const QString& text, const QJsonObject& more = {});
    QStringList texts(Peer& peer);
    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_mina;
    std::optional<Peer> m_juno;
    QString m_room;
};

void TestDraftDialogue::initTestCase()
{
    m_server = std::make_unique<TestServer>([](auto& options) {
        options.limits.personDrafts = {10'000, 10'000};
    });
}

void TestDraftDialogue::init()
{
    m_mina.emplace(m_server->person("mina", 0));
    m_juno.emplace(m_server->person("juno", 1));
    m_room = group(*m_mina, {m_juno->user});
}

Peer TestDraftDialogue::again(const Peer& peer)
{
    Peer device = m_server->connect();
    device.ok("auth.resume", {{"access_token", peer.tokens[u"access_token"]}});
    return device;
}

QJsonObject TestDraftDialogue::set(Peer& peer, const QString& text, const QJsonObject& more)
{
    QJsonObject params{{"room", m_room}, {"text", text}};
    for (auto it = more.begin(); it != more.end(); ++it)
        params[it.key()] = it.value();
    return peer.ok("draft.set", params)[u"draft"].toObject();
}

QStringList TestDraftDialogue::texts(Peer& peer)
{
    QStringList texts;
    for (const auto& draft : peer.ok("draft.list")[u"drafts"].toArray())
        texts << draft[u"text"].toString();
    return texts;
}

void TestDraftDialogue::followsToTheOtherDevice()
{
    Peer phone = again(*m_mina);
    const QJsonObject draft = set(*m_mina, "내일 봐", {{"reply_to", 1}});
    QCOMPARE(draft[u"room"].toString(), m_room);
    QCOMPARE(draft[u"text"].toString(), "내일 봐");
    QCOMPARE(draft[u"reply_to"].toInt(), 1);
    QCOMPARE(draft[u"rev"].toInt(), 1);
    QVERIFY(draft[u"changed_at"].toDouble() > 0);
    QCOMPARE(phone.event("draft.changed")[u"draft"].toObject(), draft);
    QVERIFY(m_mina->silent("draft.changed")); // it has the answer
    QCOMPARE(phone.ok("draft.list")[u"drafts"].toArray(), QJsonArray{draft});
    // And back.
    const QJsonObject more = set(phone, "내일 봐요");
    QCOMPARE(more[u"rev"].toInt(), 2);
    QVERIFY(!more.contains(u"reply_to"));
    QCOMPARE(m_mina->event("draft.changed")[u"draft"].toObject(), more);
}

void TestDraftDialogue::otherPeopleHearNothing()
{
    set(*m_mina, "secret plans");
    QVERIFY(m_juno->silent("draft.changed"));
    QCOMPARE(texts(*m_juno), QStringList());
    set(*m_juno, "mine");
    QCOMPARE(texts(*m_mina), QStringList{"secret plans"});
}

void TestDraftDialogue::isAsItWasTyped()
{
    const QString text = QStringLiteral("  two\n\tlines \U0001F600 ");
    QCOMPARE(set(*m_mina, text)[u"text"].toString(), text);
    QCOMPARE(texts(*m_mina), QStringList{text});
    const QString longest(4000, u'가');
    QCOMPARE(set(*m_mina, longest)[u"text"].toString(), longest);
    QCOMPARE(set(*m_mina, "   ")[u"text"].toString(), "   ");
    QCOMPARE(texts(*m_mina), QStringList{"   "});
}

void TestDraftDialogue::revsCountUp()
{
    for (int i = 1; i <= 20; ++i)
        QCOMPARE(set(*m_mina, QString::number(i))[u"rev"].toInt(), i);
    QCOMPARE(set(*m_juno, "another person's")[u"rev"].toInt(), 1);
}

void TestDraftDialogue::settingItAgainChangesNothing()
{
    Peer phone = again(*m_mina);
    const QJsonObject first = set(*m_mina, "same");
    QCOMPARE(phone.event("draft.changed")[u"draft"].toObject(), first);
    QCOMPARE(set(*m_mina, "same"), first);
    QVERIFY(phone.silent("draft.changed"));
}

void TestDraftDialogue::removal()
{
    Peer phone = again(*m_mina);
    QCOMPARE(set(*m_mina, "")[u"rev"].toInt(), 0); // there was none
    set(*m_mina, "to be sent");
    phone.event("draft.changed");
    const QJsonObject removed = set(*m_mina, "");
    QCOMPARE(removed[u"text"].toString(), "");
    QCOMPARE(removed[u"rev"].toInt(), 2);
    QCOMPARE(phone.event("draft.changed")[u"draft"].toObject(), removed);
    QCOMPARE(texts(*m_mina), QStringList());
    QCOMPARE(set(*m_mina, ""), removed);
    QVERIFY(phone.silent("draft.changed"));
    QCOMPARE(set(*m_mina, "next")[u"rev"].toInt(), 3);
    // A reply that has no word yet is one.
    set(*m_mina, "", {{"reply_to", 3}});
    QCOMPARE(texts(*m_mina), QStringList{""});
}

void TestDraftDialogue::wrongInput_data()
{
    QTest::addColumn<QJsonObject>("more");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const QJsonObject& more, const char* field) {
        QTest::newRow(name) << more << field;
    };
    row("too long", {{"text", QString(4001, u'x')}}, "text");
    row("a control character", {{"text", QString(QChar(7))}}, "text");
    row("a carriage return", {{"text", "a\r\nb"}}, "text");
    row("a reply to nothing", {{"reply_to", 0}}, "reply_to");
    row("a reply before the first", {{"reply_to", -1}}, "reply_to");
}

void TestDraftDialogue::wrongInput()
{
    QFETCH(QJsonObject, more);
    QFETCH(QString, field);
    QJsonObject params{{"room", m_room}, {"text", "x"}};
    for (auto it = more.begin(); it != more.end(); ++it)
        params[it.key()] = it.value();
    QCOMPARE(m_mina->fails("draft.set", params), 422);
    QCOMPARE(m_mina->lastError[u"data"][u"field"].toString(), field);
    QCOMPARE(texts(*m_mina), QStringList());
}

void TestDraftDialogue::onlyInOnesRooms()
{
    Peer eve = m_server->person("eve");
    for (const char* text : {"let me in", ""}) {
        QCOMPARE(eve.fails("draft.set", {{"room", m_room}, {"text", text}}), 404);
        QCOMPARE(eve.fails("draft.set", {{"room", "r0000000000001"}, {"text", text}}), 404);
    }
}

void TestDraftDialogue::goneAfterLeaving()
{
    set(*m_juno, "before I go");
    m_juno->ok("room.leave", {{"room", m_room}});
    QCOMPARE(texts(*m_juno), QStringList());
    QCOMPARE(m_juno->fails("draft.set", {{"room", m_room}, {"text", "but wait"}}), 404);
}

void TestDraftDialogue::goneWithTheAccount()
{
    const QString direct
        = m_mina->ok("room.create", {{"kind", "direct"}, {"user", m_juno->user}})[u"room"][u"id"].toString();
    m_juno->ok("draft.set", {{"room", direct}, {"text", "half a sent"}});
    m_mina->ok("draft.set", {{"room", direct}, {"text", "mine"}});
    m_juno->ok("auth.delete_account", {{"password", "a long password"}});
    QCOMPARE(texts(*m_mina), QStringList{"mine"});
}

void TestDraftDialogue::pages()
{
    QStringList expected;
    for (int i = 0; i < 5; ++i) {
        const QString room = group(*m_mina, {});
        m_mina->ok("draft.set", {{"room", room}, {"text", QString::number(i)}});
        expected << QString::number(i);
    }
    QStringList found;
    QJsonObject params{{"limit", 2}};
    for (int page = 0; page < 3; ++page) {
        const QJsonObject result = m_mina->ok("draft.list", params);
        for (const auto& draft : result[u"drafts"].toArray())
            found << draft[u"text"].toString();
        QCOMPARE(result.contains(u"next"), page < 2);
        params[u"after"] = result[u"next"];
    }
    found.sort();
    QCOMPARE(found, expected);
    for (int limit : {0, -1, 101})
        QCOMPARE(m_mina->fails("draft.list", {{"limit", limit}}), 422);
    QCOMPARE(m_mina->fails("draft.list", {{"after", "nonsense"}}), 422);
}

void TestDraftDialogue::twoDevicesAtOnce()
{
    Peer phone = again(*m_mina);
    std::vector<qint64> ids;
    for (int i = 0; i < 20; ++i) {
        ids.push_back(
            m_mina->start("draft.set", {{"room", m_room}, {"text", "laptop " + QString::number(i)}}));
        ids.push_back(phone.start("draft.set", {{"room", m_room}, {"text", "phone " + QString::number(i)}}));
    }
    QMap<int, QString> byRev;
    for (size_t i = 0; i < ids.size(); ++i) {
        const QJsonObject draft = (i % 2 ? phone : *m_mina).collect(ids[i])[u"result"][u"draft"].toObject();
        byRev[draft[u"rev"].toInt()] = draft[u"text"].toString();
    }
    QCOMPARE(byRev.size(), 40);
    QCOMPARE(byRev.lastKey(), 40);
    QCOMPARE(texts(*m_mina), QStringList{byRev.last()});
    // Each has heard of the other's, all of them.
    for (int i = 0; i < 20; ++i) {
        QVERIFY(m_mina->event("draft.changed")[u"draft"][u"text"].toString().startsWith("phone"));
        QVERIFY(phone.event("draft.changed")[u"draft"][u"text"].toString().startsWith("laptop"));
    }
}

void TestDraftDialogue::missedDraftsComeOnResuming()
{
    Peer phone = again(*m_mina);
    Peer watch = m_server->connect();
    const QJsonObject resumed = watch.ok("auth.resume", {{"access_token", m_mina->tokens[u"access_token"]}});
    watch.hangUp();
    const QJsonObject draft = set(phone, "written meanwhile");
    Peer back = m_server->connect();
    const QJsonObject result = back.ok(
        "auth.resume", {{"access_token", m_mina->tokens[u"access_token"]}, {"stream", resumed[u"stream"]}});
    QVERIFY(result[u"resumed"].toBool());
    QCOMPARE(back.event("draft.changed")[u"draft"].toObject(), draft);
}

void TestDraftDialogue::isThereAfterARestart()
{
    TestServer server;
    Peer mina = server.person("mina");
    m_room = group(mina, {});
    const QJsonObject draft = set(mina, "half a");
    server.restart();
    Peer back = server.connect();
    back.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    QCOMPARE(back.ok("draft.list")[u"drafts"].toArray(), QJsonArray{draft});
    QCOMPARE(set(back, "half a sentence")[u"rev"].toInt(), 2);
}

void TestDraftDialogue::fastTypistsAreToldToWait()
{
    TestServer server;
    Peer mina = server.person("mina");
    const QString room = group(mina, {});
    int refused = 0;
    for (int i = 0; i < 30; ++i)
        refused += mina.fails("draft.set", {{"room", room}, {"text", QString::number(i)}}) == 429 ? 1 : 0;
    QVERIFY(refused >= 5);
    QVERIFY(mina.lastError[u"data"][u"retry_after_ms"].toInt() > 0);
    mina.ok("message.send", {{"room", room}, {"client_id", newId()}, {"text", "is not held up by it"}});
}

void TestDraftDialogue::notBeforeLogin()
{
    Peer nobody = m_server->connect();
    QCOMPARE(nobody.fails("draft.set", {{"room", m_room}, {"text", "x"}}), 401);
    QCOMPARE(nobody.fails("draft.list"), 401);
}

QTEST_GUILESS_MAIN(TestDraftDialogue)
#include "tst_draftdialogue.moc"
