#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

// Forwarding, and the texts that edits replaced.
class TestForwardDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void bearsItsAuthorAndNothingOfTheRoom();
    void forwardedAgainBearsTheFirst();
    void againGivesTheFirst();
    void againAfterTheOriginalIsGone();
    void anotherMessageIsRefused();
    void onlyWhatOneCanRead();
    void onlyWhereOneIs();
    void whatCannotBeForwarded();
    void cannotBeEdited();
    void severalAtOnce();

    void earlierTexts();
    void earlierTextsInPages();
    void marksAreNoEdits();
    void deletionTakesThem();
    void strangersReadNoEdits();
    void wrongEdits();

private:
    QJsonObject forward(Peer& peer, const QString& from, int seq, const QString& to);
    QStringList edits(Peer& peer, int seq = 1);
    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_mina;
    std::optional<Peer> m_juno;
    QString m_room; // both
    QString m_other; // mina's
};

void TestForwardDialogue::initTestCase()
{
    m_server = std::make_unique<TestServer>([](auto& options) {
        options.limits.personMessages = {10'000, 10'000};
        options.limits.connectionRequests = {10'000, 10'000};
        options.limits.personRequests = {10'000, 10'000};
    });
}

void TestForwardDialogue::init()
{
    m_mina.emplace(m_server->person("mina", 0));
    m_juno.emplace(m_server->person("juno", 1));
    m_room = group(*m_mina, {m_juno->user}, "secret club");
    m_other = group(*m_mina, {});
    say(*m_juno, m_room, "juno's words");
}

QJsonObject TestForwardDialogue::forward(Peer& peer, const QString& from, int seq, const QString& to)
{
    return peer
        .ok("message.forward", {{"room", from}, {"seq", seq}, {"to", to}, {"client_id", newId()}})[u"message"]
        .toObject();
}

QStringList TestForwardDialogue::edits(Peer& peer, int seq)
{
    QStringList texts;
    for (const auto& edit : peer.ok("message.edits", {{"room", m_room}, {"seq", seq}})[u"edits"].toArray())
        texts << edit[u"text"].toString();
    return texts;
}

void TestForwardDialogue::bearsItsAuthorAndNothingOfTheRoom()
{
    const QString id = newId();
    const QJsonObject sent
        = m_mina
              ->ok("message.forward",
                  {{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", id}})[u"message"]
              .toObject();
    QCOMPARE(sent[u"room"].toString(), m_other);
    QCOMPARE(sent[u"seq"].toInt(), 1);
    QCOMPARE(sent[u"sender"].toString(), m_mina->user);
    QCOMPARE(sent[u"client_id"].toString(), id);
    QCOMPARE(sent[u"text"].toString(), "juno's words");
    const QJsonObject author{
        {"user", m_juno->user}, {"name", m_mina->ok("user.get", {{"user", m_juno->user}})[u"user"][u"name"]}};
    QCOMPARE(sent[u"forwarded"].toObject(), author);
    QVERIFY(!QJsonDocument(sent).toJson().contains(m_room.toUtf8()));
    QVERIFY(!QJsonDocument(sent).toJson().contains("secret club"));
    QJsonObject told;
    do {
        told = m_mina->event("message.created")[u"message"].toObject();
    } while (!told.isEmpty() && told[u"room"] != m_other);
    QCOMPARE(told, sent);
    QCOMPARE(m_mina->ok("message.history", {{"room", m_other}})[u"messages"].toArray(), QJsonArray{sent});
}

void TestForwardDialogue::forwardedAgainBearsTheFirst()
{
    forward(*m_mina, m_room, 1, m_other);
    const QJsonObject back = forward(*m_mina, m_other, 1, m_room);
    QCOMPARE(back[u"forwarded"][u"user"].toString(), m_juno->user);
    QCOMPARE(back[u"sender"].toString(), m_mina->user);
    QCOMPARE(forward(*m_juno, m_room, 2, m_room)[u"forwarded"][u"user"].toString(), m_juno->user);
}

void TestForwardDialogue::againGivesTheFirst()
{
    const QJsonObject params{{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", newId()}};
    const QJsonObject first = m_mina->ok("message.forward", params);
    QCOMPARE(m_mina->ok("message.forward", params), first);
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "other words"}});
    QCOMPARE(m_mina->ok("message.forward", params), first);
    QCOMPARE(m_mina->ok("message.history", {{"room", m_other}})[u"head"][u"seq"].toInt(), 1);
}

void TestForwardDialogue::againAfterTheOriginalIsGone()
{
    const QJsonObject params{{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", newId()}};
    const QJsonObject first = m_mina->ok("message.forward", params);
    m_juno->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    QCOMPARE(m_mina->ok("message.forward", params), first);
    m_mina->ok("room.leave", {{"room", m_room}});
    QCOMPARE(m_mina->ok("message.forward", params), first);
    QJsonObject another = params;
    another[u"client_id"] = newId();
    QCOMPARE(m_mina->fails("message.forward", another), 404);
}

void TestForwardDialogue::anotherMessageIsRefused()
{
    say(*m_juno, m_room, "more words");
    QJsonObject params{{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", newId()}};
    m_mina->ok("message.forward", params);
    params[u"seq"] = 2;
    QCOMPARE(m_mina->fails("message.forward", params), 409);
    params[u"seq"] = 1;
    params[u"to"] = m_room;
    QCOMPARE(m_mina->fails("message.forward", params), 409);
    QCOMPARE(m_mina->fails("message.send",
                 {{"room", m_other}, {"client_id", params[u"client_id"]}, {"text", "juno's words"}}),
        409);
}

void TestForwardDialogue::onlyWhatOneCanRead()
{
    const QString mine = group(*m_juno, {});
    say(*m_mina, m_other, "mina's secret");
    const auto fails = [&](const QString& room, int seq) {
        return m_juno->fails(
            "message.forward", {{"room", room}, {"seq", seq}, {"to", mine}, {"client_id", newId()}});
    };
    QCOMPARE(fails(m_other, 1), 404);
    const QJsonObject error = m_juno->lastError;
    QCOMPARE(fails("r0000000000001", 1), 404);
    QCOMPARE(m_juno->lastError, error);
    QCOMPARE(fails(m_room, 2), 404);
    QCOMPARE(fails(m_room, 0), 422);
    QCOMPARE(m_juno->lastError[u"data"][u"field"].toString(), "seq");
    QCOMPARE(m_juno->ok("message.history", {{"room", mine}})[u"head"][u"seq"].toInt(), 0);
}

void TestForwardDialogue::onlyWhereOneIs()
{
    QCOMPARE(m_juno->fails(
                 "message.forward", {{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", newId()}}),
        404);
    QCOMPARE(m_juno->fails("message.forward",
                 {{"room", m_room}, {"seq", 1}, {"to", "nowhere"}, {"client_id", newId()}}),
        404);
    QCOMPARE(m_mina->ok("message.history", {{"room", m_other}})[u"head"][u"seq"].toInt(), 0);
}

void TestForwardDialogue::whatCannotBeForwarded()
{
    m_juno->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    QCOMPARE(m_mina->fails(
                 "message.forward", {{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", newId()}}),
        422);
    QCOMPARE(m_mina->lastError[u"data"][u"field"].toString(), "seq");
}

void TestForwardDialogue::cannotBeEdited()
{
    forward(*m_mina, m_room, 1, m_other);
    QCOMPARE(
        m_mina->fails("message.edit", {{"room", m_other}, {"seq", 1}, {"text", "words in juno's mouth"}}),
        422);
    QCOMPARE(m_mina->lastError[u"data"][u"field"].toString(), "seq");
    const QJsonObject gone
        = m_mina->ok("message.delete", {{"room", m_other}, {"seq", 1}})[u"message"].toObject();
    QVERIFY(!gone.contains(u"forwarded"));
}

void TestForwardDialogue::severalAtOnce()
{
    const QJsonObject params{{"room", m_room}, {"seq", 1}, {"to", m_other}, {"client_id", newId()}};
    std::vector<qint64> ids;
    for (int i = 0; i < 10; ++i)
        ids.push_back(m_mina->start("message.forward", params));
    for (qint64 id : ids)
        QCOMPARE(m_mina->collect(id)[u"result"][u"message"][u"seq"].toInt(), 1);
    QCOMPARE(m_mina->ok("message.history", {{"room", m_other}})[u"head"][u"rev"].toInt(), 1);
}

void TestForwardDialogue::earlierTexts()
{
    QCOMPARE(edits(*m_mina), QStringList());
    const QJsonObject before = m_mina->ok("message.history", {{"room", m_room}})[u"messages"][0].toObject();
    const QJsonObject second
        = m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "second"}})[u"message"]
              .toObject();
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "third"}});
    const QJsonArray found = m_mina->ok("message.edits", {{"room", m_room}, {"seq", 1}})[u"edits"].toArray();
    QCOMPARE(found,
        (QJsonArray{QJsonObject{{"text", "juno's words"}, {"edited_at", before[u"sent_at"]}},
            QJsonObject{{"text", "second"}, {"edited_at", second[u"edited_at"]}}}));
    QCOMPARE(edits(*m_juno), (QStringList{"juno's words", "second"}));
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "third"}}); // is so already
    QCOMPARE(edits(*m_juno).size(), 2);
}

void TestForwardDialogue::earlierTextsInPages()
{
    QStringList expected{"juno's words"};
    for (int i = 0; i < 9; ++i) {
        m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", QString::number(i)}});
        expected << QString::number(i);
    }
    expected.removeLast();
    QStringList found;
    QJsonObject params{{"room", m_room}, {"seq", 1}, {"limit", 4}};
    for (int page = 0; page < 3; ++page) {
        const QJsonObject result = m_mina->ok("message.edits", params);
        for (const auto& edit : result[u"edits"].toArray())
            found << edit[u"text"].toString();
        QCOMPARE(result.contains(u"next"), page < 2);
        params[u"after"] = result[u"next"];
    }
    QCOMPARE(found, expected);
}

void TestForwardDialogue::marksAreNoEdits()
{
    const auto react = [&](bool on) {
        m_mina->ok("message.react", {{"room", m_room}, {"seq", 1}, {"emoji", "🎉"}, {"on", on}});
    };
    react(true);
    QCOMPARE(edits(*m_mina), QStringList());
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "second"}});
    react(false);
    m_mina->ok("message.pin", {{"room", m_room}, {"seq", 1}, {"on", true}});
    QCOMPARE(edits(*m_mina), QStringList{"juno's words"});
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "third"}});
    QCOMPARE(edits(*m_mina), (QStringList{"juno's words", "second"}));
}

void TestForwardDialogue::deletionTakesThem()
{
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "second"}});
    m_juno->ok("message.delete", {{"room", m_room}, {"seq", 1}});
    QCOMPARE(edits(*m_mina), QStringList());
    QCOMPARE(edits(*m_juno), QStringList());
}

void TestForwardDialogue::strangersReadNoEdits()
{
    m_juno->ok("message.edit", {{"room", m_room}, {"seq", 1}, {"text", "second"}});
    Peer eve = m_server->person("eve");
    QCOMPARE(eve.fails("message.edits", {{"room", m_room}, {"seq", 1}}), 404);
    m_juno->ok("room.leave", {{"room", m_room}});
    QCOMPARE(m_juno->fails("message.edits", {{"room", m_room}, {"seq", 1}}), 404);
}

void TestForwardDialogue::wrongEdits()
{
    QCOMPARE(m_mina->fails("message.edits", {{"room", m_room}, {"seq", 2}}), 404);
    for (int seq : {0, -1})
        QCOMPARE(m_mina->fails("message.edits", {{"room", m_room}, {"seq", seq}}), 422);
    for (int limit : {0, -1, 101})
        QCOMPARE(m_mina->fails("message.edits", {{"room", m_room}, {"seq", 1}, {"limit", limit}}), 422);
    QCOMPARE(m_mina->fails("message.edits", {{"room", m_room}, {"seq", 1}, {"after", "x"}}), 422);
}

QTEST_GUILESS_MAIN(TestForwardDialogue)
#include "tst_forwarddialogue.moc"
