#include "server/app/serverwatch.h"
#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

QStringList texts(const QJsonObject& result)
{
    QStringList texts;
    for (const auto& hit : result[u"hits"].toArray())
        texts << hit[u"message"][u"text"].toString();
    return texts;
}

double metric(TestServer& server, const QByteArray& name)
{
    for (const QByteArray& line : server.server().watch()->metrics().split('\n')) {
        if (line.startsWith(name + ' '))
            return line.mid(name.size()).toDouble();
    }
    return -1;
}

} // namespace

// Looking for messages by what is in them.
class TestSearchDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void findsWhatWasSaidAtOnce();
    void findsItOnceItIsIndexed();
    void hitsSayWhere();
    void editsAndDeletionsAtOnce();
    void onlyMyRooms();
    void notAfterLeaving();
    void bySenderDateAndRoom();
    void pages();
    void wrongInput_data();
    void wrongInput();
    void hostileUnicode();
    void notBeforeLogin();
    void longMessagesFitTheFrame();
    void searchersAreToldToWait();
    void oldMessagesAreIndexedAfterAStart();

private:
    QStringList found(Peer& peer, const QString& query, QJsonObject more = {});
    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_mina;
    std::optional<Peer> m_juno;
    QString m_room;
};

void TestSearchDialogue::initTestCase()
{
    m_server = std::make_unique<TestServer>([](auto& options) {
        options.limits.personSearches = {1000, 1000};
        options.limits.personMessages = {10'000, 10'000};
        options.limits.connectionRequests = {10'000, 10'000};
        options.limits.personRequests = {10'000, 10'000};
        options.indexing.periodMs = 20;
    });
}

void TestSearchDialogue::init()
{
    m_mina.emplace(m_server->person("mina", 0));
    m_juno.emplace(m_server->person("juno", 1));
    m_room = group(*m_mina, {m_juno->user});
}

QStringList TestSearchDialogue::found(Peer& peer, const QString& query, QJsonObject more)
{
    more[u"query"] = query;
    return texts(peer.ok("message.search", more));
}

void TestSearchDialogue::findsWhatWasSaidAtOnce()
{
    say(*m_mina, m_room, "내일 회의실에서 봅시다");
    say(*m_juno, m_room, "네, 내일 봐요 🎉");
    // A server that has its log elsewhere finds a message when that is in the database.
    QTRY_COMPARE(found(*m_juno, "회의실"), QStringList{"내일 회의실에서 봅시다"});
    QTRY_COMPARE(found(*m_mina, "내일"), (QStringList{"네, 내일 봐요 🎉", "내일 회의실에서 봅시다"}));
    QCOMPARE(found(*m_mina, "🎉"), QStringList{"네, 내일 봐요 🎉"});
    QCOMPARE(found(*m_mina, "모레"), QStringList());
}

void TestSearchDialogue::findsItOnceItIsIndexed()
{
    for (int i = 0; i < 70; ++i)
        say(*m_mina, m_room, QStringLiteral("줄 %1").arg(i));
    QTRY_COMPARE(found(*m_juno, "줄 69"), QStringList{"줄 69"});
    // Whatever the indexer has done meanwhile, nothing is ever missing.
    QStringList expected;
    for (const int line :
        {39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 3, 63, 53, 43, 23, 13}) // as typed, then apart
        expected << QStringLiteral("줄 %1").arg(line);
    for (int i = 0; i < 40; ++i) {
        QCOMPARE(found(*m_juno, "줄", {{"limit", 50}}).size(), 50);
        QCOMPARE(found(*m_juno, "줄 3"), expected);
        QTest::qWait(5);
    }
}

void TestSearchDialogue::hitsSayWhere()
{
    const QJsonObject sent = say(*m_mina, m_room, "🎉 축하해요\nＣａｆé에서 cafe까지");
    QTRY_COMPARE(found(*m_juno, "cafe").size(), 1);
    const QJsonObject result = m_juno->ok("message.search", {{"query", "CAFE"}, {"room", m_room}});
    const QJsonObject hit = result[u"hits"][0].toObject();
    QCOMPARE(hit[u"message"].toObject(), sent);
    QCOMPARE(hit[u"snippet"][u"text"].toString(), "🎉 축하해요 Ｃａｆé에서 cafe까지");
    QCOMPARE(hit[u"snippet"][u"marks"].toArray(),
        (QJsonArray{QJsonObject{{"offset", 7}, {"length", 4}}, QJsonObject{{"offset", 14}, {"length", 4}}}));
    QVERIFY(!result.contains(u"next"));
    QVERIFY(!result.contains(u"incomplete"));
}

void TestSearchDialogue::editsAndDeletionsAtOnce()
{
    const QJsonObject first = say(*m_mina, m_room, "사과 하나");
    const QJsonObject second = say(*m_mina, m_room, "사과 둘");
    QTRY_COMPARE(found(*m_juno, "사과").size(), 2);
    m_mina->ok("message.delete", {{"room", m_room}, {"seq", first[u"seq"]}});
    QCOMPARE(found(*m_juno, "사과"), QStringList{"사과 둘"});
    m_mina->ok("message.edit", {{"room", m_room}, {"seq", second[u"seq"]}, {"text", "수박 둘"}});
    QCOMPARE(found(*m_juno, "사과"), QStringList());
    QTRY_COMPARE(found(*m_juno, "수박"), QStringList{"수박 둘"});
}

void TestSearchDialogue::onlyMyRooms()
{
    say(*m_mina, m_room, "비밀 이야기");
    QTRY_COMPARE(found(*m_juno, "비밀").size(), 1);
    Peer eve = m_server->person("eve");
    QCOMPARE(found(eve, "비밀"), QStringList());
    QCOMPARE(eve.fails("message.search", {{"query", "비밀"}, {"room", m_room}}), 404);
    const QJsonObject forbidden = eve.lastError;
    QCOMPARE(eve.fails("message.search", {{"query", "비밀"}, {"room", "r0000000000001"}}), 404);
    QCOMPARE(eve.lastError, forbidden);
    // A cursor opens no door.
    for (int i = 0; i < 3; ++i)
        say(*m_mina, m_room, "비밀 또");
    QTRY_COMPARE(found(*m_mina, "비밀").size(), 4);
    const QJsonValue next = m_mina->ok("message.search", {{"query", "비밀"}, {"limit", 1}})[u"next"];
    QVERIFY(next.isString());
    QCOMPARE(found(eve, "비밀", {{"after", next}}), QStringList());
}

void TestSearchDialogue::notAfterLeaving()
{
    say(*m_mina, m_room, "떠나기 전");
    QTRY_COMPARE(found(*m_juno, "떠나기").size(), 1);
    m_juno->ok("room.leave", {{"room", m_room}});
    QCOMPARE(found(*m_juno, "떠나기"), QStringList());
    QCOMPARE(m_juno->fails("message.search", {{"query", "떠나기"}, {"room", m_room}}), 404);
}

void TestSearchDialogue::bySenderDateAndRoom()
{
    const QString other = group(*m_mina, {m_juno->user});
    const QJsonObject first = say(*m_mina, m_room, "말 하나");
    QTest::qWait(2); // so that they are of different moments
    const QJsonObject second = say(*m_juno, m_room, "말 둘");
    QTest::qWait(2);
    say(*m_mina, other, "말 셋");
    QTRY_COMPARE(found(*m_mina, "말"), (QStringList{"말 셋", "말 둘", "말 하나"}));
    QCOMPARE(found(*m_mina, "말", {{"room", m_room}}), (QStringList{"말 둘", "말 하나"}));
    QCOMPARE(found(*m_mina, "말", {{"sender", m_juno->user}}), QStringList{"말 둘"});
    QCOMPARE(found(*m_mina, "말", {{"before_at", second[u"sent_at"]}}), QStringList{"말 하나"});
    QCOMPARE(found(*m_mina, "말", {{"before_at", first[u"sent_at"]}}), QStringList());
    QCOMPARE(found(*m_mina, "말", {{"sender", "nobody-has-this"}}), QStringList());
}

void TestSearchDialogue::pages()
{
    for (int i = 0; i < 25; ++i)
        say(*m_mina, m_room, QStringLiteral("쪽 %1").arg(i));
    QTRY_COMPARE(found(*m_juno, "쪽", {{"limit", 50}}).size(), 25);
    QStringList all;
    QJsonObject params{{"query", "쪽"}, {"limit", 10}};
    for (int page = 0; page < 3; ++page) {
        const QJsonObject result = m_juno->ok("message.search", params);
        all += texts(result);
        QCOMPARE(result.contains(u"next"), page < 2);
        params[u"after"] = result[u"next"];
    }
    QCOMPARE(all.size(), 25);
    QCOMPARE((QSet<QString>{all.begin(), all.end()}).size(), 25);
    QCOMPARE(all.first(), "쪽 24");
    QCOMPARE(all.last(), "쪽 0");
    QCOMPARE(found(*m_juno, "쪽").size(), 20); // unless asked otherwise
}

void TestSearchDialogue::wrongInput_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const QJsonObject& params, int code, const char* field) {
        QTest::newRow(name) << params << code << QString::fromLatin1(field);
    };
    row("no query", {}, -32602, "query");
    row("query of another type", {{"query", 7}}, -32602, "query");
    row("room of another type", {{"query", "a"}, {"room", 7}}, -32602, "room");
    row("sender of another type", {{"query", "a"}, {"sender", true}}, -32602, "sender");
    row("date of another type", {{"query", "a"}, {"before_at", "today"}}, -32602, "before_at");
    row("cursor of another type", {{"query", "a"}, {"after", 1}}, -32602, "after");
    row("limit of another type", {{"query", "a"}, {"limit", "9"}}, -32602, "limit");
    row("half a limit", {{"query", "a"}, {"limit", 1.5}}, -32602, "limit");
    row("empty", {{"query", ""}}, 422, "query");
    row("white space", {{"query", " \n\t "}}, 422, "query");
    row("punctuation", {{"query", "?!… —"}}, 422, "query");
    row("wildcards of databases", {{"query", "%*_"}}, 422, "query");
    row("4,000 characters", {{"query", QString(4000, QChar(0xAC00))}}, 422, "query");
    row("201 characters", {{"query", QString(201, 'a')}}, 422, "query");
    row("11 words", {{"query", "a b c d e f g h i j k"}}, 422, "query");
    row("lone surrogate", {{"query", QString(QChar(0xD83D))}}, 422, "query");
    row("only marks", {{"query", QString(100, QChar(0x0301))}}, 422, "query");
    row("unseen", {{"query", QStringLiteral("\u200b\u202e\u2066")}}, 422, "query");
    row("limit 0", {{"query", "a"}, {"limit", 0}}, 422, "limit");
    row("limit -1", {{"query", "a"}, {"limit", -1}}, 422, "limit");
    row("limit 51", {{"query", "a"}, {"limit", 51}}, 422, "limit");
    row("huge limit", {{"query", "a"}, {"limit", 2147483647}}, 422, "limit");
    row("limit past all numbers", {{"query", "a"}, {"limit", 1e300}}, -32602, "limit");
    row("date 0", {{"query", "a"}, {"before_at", 0}}, 422, "before_at");
    row("date before 1970", {{"query", "a"}, {"before_at", -5}}, 422, "before_at");
    row("cursor of one's own", {{"query", "a"}, {"after", "page 2"}}, 422, "after");
    row("empty room", {{"query", "a"}, {"room", ""}}, -32602, "room");
    row("unknown room", {{"query", "a"}, {"room", "r0000000000001"}}, 404, "");
}

void TestSearchDialogue::wrongInput()
{
    QFETCH(QJsonObject, params);
    QFETCH(int, code);
    QFETCH(QString, field);
    QCOMPARE(m_mina->fails("message.search", params), code);
    QCOMPARE(m_mina->lastError[u"data"][u"field"].toString(), field);
}

void TestSearchDialogue::hostileUnicode()
{
    const QString zalgo = "z" + QString(1000, QChar(0x0301)) + "algo";
    const QStringList said{zalgo, QString(1000, QChar(0xFDFA)), QStringLiteral("a\u202Eb\u2066c"),
        QStringLiteral("\U000E0041\U0001F469\u200D\U0001F469\u200D\U0001F467"), "'; DROP TABLE messages; --",
        "{\"a\":\"}\\\\\"", QString(4000, QChar('x'))};
    for (const QString& text : said)
        say(*m_mina, m_room, text);
    QTRY_COMPARE(found(*m_juno, "xxxx").size(), 1);
    QCOMPARE(found(*m_juno, "zalgo"), QStringList{zalgo});
    QCOMPARE(found(*m_juno, "z" + QString(150, QChar(0x0301))), QStringList{zalgo});
    QCOMPARE(found(*m_juno, QString(QChar(0xFDFA))).size(), 1);
    QCOMPARE(found(*m_juno, "abc").size(), 1);
    QCOMPARE(found(*m_juno, QStringLiteral("\U0001F467")).size(), 1);
    QCOMPARE(found(*m_juno, "'; drop table").size(), 1);
    QCOMPARE(found(*m_juno, QString(200, QChar('x'))).size(), 1);
    QCOMPARE(found(*m_juno,
                 "%"
                 "x%")
                 .size(),
        1);
    for (const QString& text : said)
        m_juno->call("message.search", {{"query", text.left(60)}});
}

void TestSearchDialogue::notBeforeLogin()
{
    Peer anonymous = m_server->connect();
    QCOMPARE(anonymous.fails("message.search", {{"query", "a"}}), 401);
    QCOMPARE(anonymous.fails("message.search", {{"query", 7}}), 401);
}

void TestSearchDialogue::longMessagesFitTheFrame()
{
    const QString text = QString(1333, QChar(0x1F)).replace(QChar(0x1F), QStringLiteral("긴말 "));
    for (int i = 0; i < 50; ++i)
        say(*m_mina, m_room, text.left(3990) + QString::number(i));
    QTRY_COMPARE(found(*m_juno, "긴말 49").size(), 1);
    QSet<QString> all;
    QJsonObject params{{"query", "긴말"}, {"limit", 50}};
    for (int page = 0; page < 60; ++page) {
        const QJsonObject result = m_juno->ok("message.search", params);
        for (const QString& each : texts(result))
            all.insert(each);
        if (!result.contains(u"next"))
            break;
        params[u"after"] = result[u"next"];
    }
    QCOMPARE(all.size(), 50);
}

void TestSearchDialogue::searchersAreToldToWait()
{
    TestServer server; // with the limits that everybody has
    Peer mina = server.person("mina");
    int refused = 0;
    for (int i = 0; i < 30 && refused == 0; ++i)
        refused = mina.fails("message.search", {{"query", "a"}});
    QCOMPARE(refused, 429);
    QVERIFY(mina.lastError[u"data"][u"retry_after_ms"].toInt() > 0);
    mina.ok("user.me"); // of its own class
}

void TestSearchDialogue::oldMessagesAreIndexedAfterAStart()
{
    auto indexing = std::make_shared<bool>(false);
    TestServer server([indexing](auto& options) {
        options.indexing.periodMs = *indexing ? 20 : 3600'000;
        options.limits.personSearches = {1000, 1000};
        options.watched = true;
    });
    Peer mina = server.person("mina");
    const QString room = group(mina, {});
    for (int i = 0; i < 40; ++i)
        say(mina, room, QStringLiteral("옛말 %1").arg(i));
    QTRY_COMPARE(found(mina, "옛말", {{"limit", 50}}).size(), 40);
    *indexing = true;
    server.restart();
    QTRY_COMPARE(metric(server, "madang_search_indexed_total"), 40.0);
    QTRY_COMPARE(metric(server, "madang_search_waiting"), 0.0);
    QCOMPARE(metric(server, "madang_search_leased"), 1.0);
    Peer again = server.connect();
    again.ok("auth.login",
        {{"handle", mina.handle}, {"password", "a long password"},
            {"device", QJsonObject{{"name", "d"}, {"kind", "desktop"}}}});
    QCOMPARE(found(again, "옛말", {{"limit", 50}}).size(), 40);
}

QTEST_GUILESS_MAIN(TestSearchDialogue)
#include "tst_searchdialogue.moc"
