#include "shared/protocol/methods.h"
#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

using Params = QJsonObject;

// What a method wants, filled so that it would succeed, and what is done to it.
struct Row {
    Params good;
    bool reads = true; // may be called any number of times without harm
};

constexpr auto kClientId = "01890a5d-ac96-774b-bcce-b302099a8057";
constexpr auto kSecondId = "01890a5d-ac96-774b-bcce-b302099a8058";

} // namespace

// What holds of every method alike. A method of the protocol that has no row here fails the test.
class TestEveryMethod : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void allAreServed();
    void needALoginFirst_data() { rows(); }
    void needALoginFirst();
    void nameTheFirstBadField_data() { rows(); }
    void nameTheFirstBadField();
    void hideRoomsOfOthers_data() { rows(); }
    void hideRoomsOfOthers();
    void takeUnknownMembers_data() { rows(); }
    void takeUnknownMembers();
    void unknownMethodsAreRefused();

private:
    void rows();

    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_owner;
    std::optional<Peer> m_stranger;
    std::optional<Peer> m_anonymous;
    QMap<QString, Row> m_rows;
    QMap<QString, bool> m_needsLogin;
};

void TestEveryMethod::initTestCase()
{
    m_server = std::make_unique<TestServer>();
    m_owner.emplace(m_server->person());
    m_stranger.emplace(m_server->person());
    m_anonymous.emplace(m_server->connect());
    const QString room
        = m_owner
              ->ok("room.create",
                  {{"kind", "group"}, {"title", "Mine"}, {"members", QJsonArray()}})[u"room"][u"id"]
              .toString();
    m_owner->ok("message.send", {{"room", room}, {"client_id", kClientId}, {"text", "hello"}});
    const QJsonObject device{{"name", "d"}, {"kind", "desktop"}};

    m_rows = {
        {"server.info", {{}}},
        {"server.keys", {{}}},
        {"rpc.discover", {{}}},
        {"auth.register",
            {{{"handle", "newcomer"}, {"password", "a long password"}, {"name", "New"}, {"device", device}},
                false}},
        {"auth.login",
            {{{"handle", m_owner->handle}, {"password", "a long password"}, {"device", device}}, false}},
        {"auth.refresh", {{{"refresh_token", m_owner->tokens[u"refresh_token"]}}, false}},
        {"auth.resume", {{{"access_token", m_owner->tokens[u"access_token"]}}, false}},
        {"stream.ack", {{{"received", 0}}}},
        {"auth.logout", {{}, false}},
        {"auth.sessions", {{}}},
        {"auth.revoke", {{{"session", m_owner->tokens[u"session"]}}, false}},
        {"auth.change_password", {{{"old", "a long password"}, {"new", "another long one"}}, false}},
        {"auth.delete_account", {{{"password", "a long password"}}, false}},
        {"user.me", {{}}},
        {"user.get", {{{"user", m_stranger->user}}}},
        {"user.search", {{{"query", "some"}, {"limit", 5}}}},
        {"room.create",
            {{{"kind", "group"}, {"title", "Two"}, {"members", QJsonArray{m_stranger->user}}}, false}},
        {"room.list", {{{"limit", 10}}}},
        {"room.get", {{{"room", room}, {"limit", 10}}}},
        {"room.leave", {{{"room", room}}, false}},
        {"room.set_expiry", {{{"room", room}, {"after_ms", 0}}}},
        {"room.read", {{{"room", room}, {"seq", 1}}}},
        {"room.typing", {{{"room", room}, {"on", true}}}},
        {"room.enter", {{{"room", room}}}},
        {"room.exit", {{{"room", room}}}},
        {"room.viewers", {{{"room", room}}}},
        {"presence.set", {{{"state", "online"}}}},
        {"presence.get", {{{"users", QJsonArray{m_stranger->user}}}}},
        {"message.send", {{{"room", room}, {"client_id", kClientId}, {"text", "hello"}}}},
        {"message.edit", {{{"room", room}, {"seq", 1}, {"text", "hello"}}}},
        {"message.delete", {{{"room", room}, {"seq", 1}}, false}},
        {"message.history", {{{"room", room}, {"limit", 10}}}},
        {"message.changes", {{{"room", room}, {"since", 0}, {"limit", 10}}}},
        {"message.react", {{{"room", room}, {"seq", 1}, {"emoji", "\u2764"}, {"on", true}}}},
        {"message.pin", {{{"room", room}, {"seq", 1}, {"on", true}}}},
        {"message.pins", {{{"room", room}, {"limit", 10}}}},
        {"message.edits", {{{"room", room}, {"seq", 1}, {"limit", 10}}}},
        {"message.forward", {{{"room", room}, {"seq", 1}, {"to", room}, {"client_id", kSecondId}}}},
        {"draft.set", {{{"room", room}, {"text", "to be"}, {"reply_to", 1}}}},
        {"draft.list", {{{"limit", 10}}}},
        {"message.search",
            {{{"query", "hello"}, {"room", room}, {"sender", m_stranger->user}, {"before_at", 1},
                {"limit", 5}}}},
    };
    protocol::forEachType(protocol::AllMethods{},
        [&]<class M>(std::type_identity<M>) { m_needsLogin.insert(M::method, M::needsLogin); });
}

void TestEveryMethod::rows()
{
    QTest::addColumn<QString>("method");
    for (auto it = m_needsLogin.cbegin(); it != m_needsLogin.cend(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.key();
}

void TestEveryMethod::allAreServed()
{
    QCOMPARE(m_rows.keys(), m_needsLogin.keys());
    for (const QString& method : m_needsLogin.keys())
        QVERIFY2(m_anonymous->fails(method) != int(ErrorCode::MethodNotFound), qPrintable(method));
}

void TestEveryMethod::needALoginFirst()
{
    QFETCH(QString, method);
    if (!m_needsLogin[method])
        return;
    QCOMPARE(m_anonymous->fails(method, m_rows[method].good), 401);
    // Asked before the params are looked at: nothing is told to those who have not said who they are.
    QCOMPARE(m_anonymous->fails(method, {{"room", 7}}), 401);
}

void TestEveryMethod::nameTheFirstBadField()
{
    QFETCH(QString, method);
    Peer& peer = m_needsLogin[method] ? *m_owner : *m_anonymous;
    const Params good = m_rows[method].good;
    for (auto field = good.begin(); field != good.end(); ++field) {
        for (const QJsonValue& wrong : {QJsonValue(QJsonArray{1}), QJsonValue(1.5),
                 QJsonValue(QJsonObject{{"a", 1}}), QJsonValue(true)}) {
            if (wrong.type() == field.value().type() && !wrong.isDouble() && !wrong.isArray()
                && !wrong.isObject())
                continue;
            Params params = good;
            params[field.key()] = wrong;
            QVERIFY2(peer.fails(method, params) == -32602, qPrintable(field.key()));
            QVERIFY(peer.lastError[u"data"][u"field"].toString().startsWith(field.key()));
        }
    }
}

void TestEveryMethod::hideRoomsOfOthers()
{
    QFETCH(QString, method);
    Params params = m_rows[method].good;
    if (!params.contains("room"))
        return;
    QCOMPARE(m_stranger->fails(method, params), 404);
    const QJsonObject forbidden = m_stranger->lastError;
    for (const char* unknown : {"r0000000000001", "no-such-room", "r"}) {
        params[u"room"] = unknown;
        QCOMPARE(m_stranger->fails(method, params), 404);
        QCOMPARE(m_stranger->lastError, forbidden); // to the letter, so that nothing can be told from it
    }
}

void TestEveryMethod::takeUnknownMembers()
{
    QFETCH(QString, method);
    if (!m_rows[method].reads)
        return;
    Params params = m_rows[method].good;
    params[u"a_later_version_has_this"] = QJsonObject{{"x", 1}};
    m_owner->ok(method, params);
}

void TestEveryMethod::unknownMethodsAreRefused()
{
    for (const char* method : {"", "message", "message.sendd", "Message.Send", "rpc.nothing"})
        QCOMPARE(m_owner->fails(QString::fromLatin1(method)), -32601);
}

QTEST_GUILESS_MAIN(TestEveryMethod)
#include "tst_everymethod.moc"
