#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

const QJsonObject kDevice{{"name", "Laptop"}, {"kind", "desktop"}};

QJsonObject registration(
    const QString& handle, const QString& password = "a long password", const QString& name = "Somebody")
{
    return {{"handle", handle}, {"password", password}, {"name", name}, {"device", kDevice}};
}

} // namespace

class TestAuthDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_server = std::make_unique<TestServer>(); }
    void cleanup() { m_server.reset(); }

    void registersAndKnowsOneself();
    void wrongRegistrations_data();
    void wrongRegistrations();
    void handlesAreUniqueWithoutCase();
    void oneHandleAtOnceForOneOnly();
    void logsInByPassword();
    void wrongHandleAndWrongPasswordAnswerAlike();
    void guessingIsSlowed();
    void aConnectionLogsInOnce();
    void refreshRotates();
    void aSpentRefreshTokenEndsTheSession();
    void resumesByToken();
    void refusesBadTokens_data();
    void refusesBadTokens();
    void anExpiredTokenSaysSo();
    void logoutEndsTheSessionEverywhere();
    void revokesAnotherDevice();
    void othersSessionsCannotBeRevoked();
    void changingThePasswordEndsOtherSessions();
    void deletingTheAccountNeedsThePassword();
    void deletingTheAccountLeavesGroups();
    void closedRegistrationRefuses();
    void notAuthenticatedInTimeIsClosed();
    void revocationOutlivesARestart();
    void addressesAreLimited();

private:
    std::unique_ptr<TestServer> m_server;
};

void TestAuthDialogue::registersAndKnowsOneself()
{
    Peer peer = m_server->connect();
    const QJsonObject login
        = peer.ok("auth.register", registration("Mina.Park", "비밀번호는 길어야", "  민아  "));
    QCOMPARE(login[u"user"][u"handle"].toString(), "mina.park");
    QCOMPARE(login[u"user"][u"name"].toString(), "민아");
    QCOMPARE(login[u"user"][u"kind"].toString(), "person");
    QCOMPARE(login[u"stream"][u"received"].toInt(-1), 0);
    QVERIFY(login[u"tokens"][u"access_expires_at"].toInteger() > QDateTime::currentMSecsSinceEpoch());
    QCOMPARE(peer.ok("user.me")[u"user"], login[u"user"]);
    QCOMPARE(peer.ok("user.get", {{"user", login[u"user"][u"id"]}})[u"user"], login[u"user"]);
}

void TestAuthDialogue::wrongRegistrations_data()
{
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    QTest::newRow("no handle") << QJsonObject{{"password", "a long password"}, {"name", "N"},
        {"device", kDevice}} << -32602
                               << "handle";
    QTest::newRow("short handle") << registration("ab") << 422 << "handle";
    QTest::newRow("long handle") << registration(QString(33, u'a')) << 422 << "handle";
    QTest::newRow("digit first") << registration("1mina") << 422 << "handle";
    QTest::newRow("hangul handle") << registration("민아야") << 422 << "handle";
    QTest::newRow("space") << registration("mi na") << 422 << "handle";
    QTest::newRow("short password") << registration("mina", "1234567") << 422 << "password";
    QTest::newRow("long password") << registration("mina", QString(129, u'x')) << 422 << "password";
    QTest::newRow("common password") << registration("mina", "password123") << 422 << "password";
    QTest::newRow("empty name") << registration("mina", "a long password", "  ") << 422 << "name";
    QTest::newRow("long name") << registration("mina", "a long password", QString(65, u'가')) << 422
                               << "name";
    QTest::newRow("name of control characters")
        << registration("mina", "a long password", QString(QChar(7)) + "x") << 422 << "name";
    QJsonObject strange = registration("mina");
    strange[u"device"] = QJsonObject{{"name", "x"}, {"kind", "toaster"}};
    QTest::newRow("unknown device") << strange << -32602 << "device.kind";
}

void TestAuthDialogue::wrongRegistrations()
{
    QFETCH(QJsonObject, params);
    QFETCH(int, code);
    QFETCH(QString, field);
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.register", params), code);
    QCOMPARE(peer.lastError[u"data"][u"field"].toString(), field);
    // The connection is as it was: a right attempt works.
    peer.ok("auth.register", registration("right.after"));
}

void TestAuthDialogue::handlesAreUniqueWithoutCase()
{
    Peer first = m_server->connect();
    first.ok("auth.register", registration("mina"));
    Peer second = m_server->connect();
    QCOMPARE(second.fails("auth.register", registration("MINA")), 409);
}

void TestAuthDialogue::oneHandleAtOnceForOneOnly()
{
    std::vector<Peer> peers;
    std::vector<qint64> ids;
    for (int i = 0; i < 20; ++i)
        peers.push_back(m_server->connect());
    for (Peer& peer : peers)
        ids.push_back(peer.start("auth.register", registration("wanted")));
    int winners = 0;
    for (size_t i = 0; i < peers.size(); ++i) {
        const QJsonObject answer = peers[i].collect(ids[i]);
        winners += answer.contains("result");
        QVERIFY(answer.contains("result") || answer[u"error"][u"code"].toInt() == 409);
    }
    QCOMPARE(winners, 1);
}

void TestAuthDialogue::logsInByPassword()
{
    const Peer mina = m_server->person("mina");
    Peer again = m_server->connect();
    const QJsonObject login = again.ok("auth.login",
        {{"handle", mina.handle.toUpper()}, {"password", "a long password"}, {"device", kDevice}});
    QCOMPARE(login[u"user"][u"id"].toString(), mina.user);
    const QJsonArray sessions = again.ok("auth.sessions")[u"sessions"].toArray();
    QCOMPARE(sessions.size(), 2);
    QCOMPARE(sessions[0][u"device"][u"name"].toString(), "Laptop");
    QCOMPARE(sessions[0][u"current"].toBool(), true);
    QCOMPARE(sessions[1][u"current"].toBool(), false);
}

void TestAuthDialogue::wrongHandleAndWrongPasswordAnswerAlike()
{
    const Peer mina = m_server->person("mina");
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails(
                 "auth.login", {{"handle", mina.handle}, {"password", "not this one"}, {"device", kDevice}}),
        401);
    const QJsonObject wrongPassword = peer.lastError;
    QCOMPARE(peer.fails("auth.login",
                 {{"handle", "nobody.at.all"}, {"password", "not this one"}, {"device", kDevice}}),
        401);
    QCOMPARE(peer.lastError, wrongPassword);
    QCOMPARE(
        peer.fails("auth.login", {{"handle", "민아 !"}, {"password", "not this one"}, {"device", kDevice}}),
        401);
    QCOMPARE(peer.lastError, wrongPassword);
}

void TestAuthDialogue::guessingIsSlowed()
{
    const Peer mina = m_server->person("mina");
    Peer peer = m_server->connect();
    int code = 0;
    int guesses = 0;
    for (; guesses < 50 && code != 429; ++guesses)
        code = peer.fails("auth.login",
            {{"handle", mina.handle}, {"password", "guess number " + QString::number(guesses)},
                {"device", kDevice}});
    QCOMPARE(code, 429);
    QVERIFY(peer.lastError[u"data"][u"retry_after_ms"].toInteger() > 0);
    QVERIFY(guesses >= 5);
}

void TestAuthDialogue::aConnectionLogsInOnce()
{
    Peer mina = m_server->person("mina");
    QCOMPARE(mina.fails("auth.register", registration("other")), 409);
    QCOMPARE(mina.fails("auth.login",
                 {{"handle", mina.handle}, {"password", "a long password"}, {"device", kDevice}}),
        409);
    QCOMPARE(mina.fails("auth.resume", {{"access_token", mina.tokens[u"access_token"]}}), 409);
    // Two attempts in one breath: one of them.
    Peer hasty = m_server->connect();
    const qint64 first = hasty.start("auth.register", registration("hasty.one"));
    const qint64 second = hasty.start("auth.register", registration("hasty.two"));
    QVERIFY(hasty.collect(first).contains("result"));
    QCOMPARE(hasty.collect(second)[u"error"][u"code"].toInt(), 409);
}

void TestAuthDialogue::refreshRotates()
{
    const Peer mina = m_server->person("mina");
    Peer peer = m_server->connect();
    const QJsonObject first = peer.ok("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}});
    QCOMPARE(first[u"user"][u"id"].toString(), mina.user);
    QCOMPARE(first[u"tokens"][u"session"], mina.tokens[u"session"]);
    QVERIFY(first[u"tokens"][u"refresh_token"] != mina.tokens[u"refresh_token"]);
    QCOMPARE(peer.fails("user.me"), 401); // refreshing does not log in
    const QJsonObject second
        = peer.ok("auth.refresh", {{"refresh_token", first[u"tokens"][u"refresh_token"]}});
    peer.ok("auth.resume", {{"access_token", second[u"tokens"][u"access_token"]}});
    QCOMPARE(peer.ok("user.me")[u"user"][u"id"].toString(), mina.user);
}

void TestAuthDialogue::aSpentRefreshTokenEndsTheSession()
{
    Peer mina = m_server->person("mina");
    Peer thief = m_server->connect();
    const QJsonObject stolen = thief.ok("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}});
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}}), 401);
    QCOMPARE(mina.closeCode(), 4002);
    QCOMPARE(peer.fails("auth.refresh", {{"refresh_token", stolen[u"tokens"][u"refresh_token"]}}), 401);
    QCOMPARE(peer.fails("auth.resume", {{"access_token", stolen[u"tokens"][u"access_token"]}}), 401);
}

void TestAuthDialogue::resumesByToken()
{
    const Peer mina = m_server->person("mina");
    Peer peer = m_server->connect();
    const QJsonObject resumed = peer.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    QCOMPARE(resumed[u"session"], mina.tokens[u"session"]);
    QCOMPARE(resumed[u"user"][u"id"].toString(), mina.user);
    QCOMPARE(resumed[u"resumed"].toBool(true), false);
}

void TestAuthDialogue::refusesBadTokens_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("empty") << "";
    QTest::newRow("words") << "let me in";
    QTest::newRow("dots") << "..";
    QTest::newRow("none")
        << "eyJhbGciOiJub25lIn0."
           "eyJzdWIiOiJ1MDAwMDAwMDAwMDAwMSIsInNpZCI6InMwMDAwMDAwMDAwMDAxIiwiZXhwIjo5OTk5OTk5OTk5fQ.";
    QTest::newRow("huge") << QString(60'000, u'a');
}

void TestAuthDialogue::refusesBadTokens()
{
    QFETCH(QString, token);
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.resume", {{"access_token", token}}), 401);
    QCOMPARE(peer.fails("auth.refresh", {{"refresh_token", token}}), 401);
    QCOMPARE(peer.fails("user.me"), 401);
}

void TestAuthDialogue::anExpiredTokenSaysSo()
{
    m_server = std::make_unique<TestServer>([](auto& options) { options.auth.accessTtlMs = 1000; });
    const Peer mina = m_server->person("mina");
    QTest::qWait(2100); // exp counts whole seconds
    Peer peer = m_server->connect();
    const int code = peer.fails("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    QVERIFY2(code == 410 || code == 401, qPrintable(QString::number(code)));
    const QJsonObject fresh = peer.ok("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}});
    peer.ok("auth.resume", {{"access_token", fresh[u"tokens"][u"access_token"]}});
}

void TestAuthDialogue::logoutEndsTheSessionEverywhere()
{
    Peer mina = m_server->person("mina", 0);
    Peer second = m_server->connect(1);
    second.ok("auth.resume", {{"access_token", mina.tokens[u"access_token"]}});
    mina.ok("auth.logout"); // answered before it is closed
    QCOMPARE(mina.closeCode(), 4002);
    QCOMPARE(second.closeCode(1000), 4002);
    QCOMPARE(second.event("session.ending")[u"reason"].toString(), "logout");
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.resume", {{"access_token", mina.tokens[u"access_token"]}}), 401);
    QCOMPARE(peer.fails("auth.refresh", {{"refresh_token", mina.tokens[u"refresh_token"]}}), 401);
}

void TestAuthDialogue::revokesAnotherDevice()
{
    Peer phone = m_server->person("mina", 0);
    Peer friendOfMina = m_server->person("friend");
    const QString room
        = friendOfMina.ok("room.create", {{"kind", "direct"}, {"user", phone.user}})[u"room"][u"id"]
              .toString();
    Peer laptop = m_server->connect(1);
    laptop.ok("auth.login", {{"handle", phone.handle}, {"password", "a long password"}, {"device", kDevice}});
    laptop.ok("auth.revoke", {{"session", phone.tokens[u"session"]}});
    QCOMPARE(phone.closeCode(1000), 4002);
    QCOMPARE(laptop.fails("auth.revoke", {{"session", phone.tokens[u"session"]}}), 404);
    friendOfMina.ok("message.send",
        {{"room", room}, {"client_id", "01890a5d-ac96-774b-bcce-b302099a8057"}, {"text", "secret"}});
    QVERIFY(!laptop.event("message.created").isEmpty());
    QVERIFY(phone.silent("message.created"));
}

void TestAuthDialogue::othersSessionsCannotBeRevoked()
{
    Peer mina = m_server->person("mina");
    Peer other = m_server->person("other");
    QCOMPARE(other.fails("auth.revoke", {{"session", mina.tokens[u"session"]}}), 404);
    QCOMPARE(other.fails("auth.revoke", {{"session", "s0000000000001"}}), 404);
    QCOMPARE(mina.closeCode(100), 0);
    mina.ok("user.me");
}

void TestAuthDialogue::changingThePasswordEndsOtherSessions()
{
    Peer mina = m_server->person("mina", 0);
    Peer other = m_server->connect(1);
    other.ok("auth.login", {{"handle", mina.handle}, {"password", "a long password"}, {"device", kDevice}});
    QCOMPARE(
        mina.fails("auth.change_password", {{"old", "wrong old one"}, {"new", "brand new password"}}), 403);
    QCOMPARE(mina.fails("auth.change_password", {{"old", "a long password"}, {"new", "short"}}), 422);
    QCOMPARE(mina.lastError[u"data"][u"field"].toString(), "new");
    mina.ok("auth.change_password", {{"old", "a long password"}, {"new", "brand new password"}});
    QCOMPARE(other.closeCode(1000), 4002);
    mina.ok("user.me");
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.login",
                 {{"handle", mina.handle}, {"password", "a long password"}, {"device", kDevice}}),
        401);
    peer.ok("auth.login", {{"handle", mina.handle}, {"password", "brand new password"}, {"device", kDevice}});
}

void TestAuthDialogue::deletingTheAccountNeedsThePassword()
{
    Peer mina = m_server->person("mina");
    QCOMPARE(mina.fails("auth.delete_account", {{"password", "not mine at all"}}), 403);
    mina.ok("auth.delete_account", {{"password", "a long password"}});
    QCOMPARE(mina.closeCode(), 4002);
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.login",
                 {{"handle", mina.handle}, {"password", "a long password"}, {"device", kDevice}}),
        401);
    QCOMPARE(peer.fails("auth.resume", {{"access_token", mina.tokens[u"access_token"]}}), 401);
    peer.ok("auth.register", registration(mina.handle)); // the handle is free again
}

void TestAuthDialogue::deletingTheAccountLeavesGroups()
{
    Peer mina = m_server->person("mina");
    Peer other = m_server->person("other");
    const QString group
        = mina.ok("room.create",
                  {{"kind", "group"}, {"title", "G"}, {"members", QJsonArray{other.user}}})[u"room"][u"id"]
              .toString();
    const QString direct
        = mina.ok("room.create", {{"kind", "direct"}, {"user", other.user}})[u"room"][u"id"].toString();
    mina.ok("message.send",
        {{"room", direct}, {"client_id", "01890a5d-ac96-774b-bcce-b302099a8057"}, {"text", "still here"}});
    mina.ok("auth.delete_account", {{"password", "a long password"}});
    QCOMPARE(other.ok("room.get", {{"room", group}})[u"room"][u"me"][u"role"].toString(), "owner");
    QCOMPARE(other.ok("room.get", {{"room", group}})[u"members"].toArray().size(), 1);
    QCOMPARE(
        other.ok("message.history", {{"room", direct}})[u"messages"][0][u"text"].toString(), "still here");
    other.ok("user.get", {{"user", mina.user}});
    QVERIFY(other.ok("user.search", {{"query", mina.handle}})[u"users"].toArray().isEmpty());
}

void TestAuthDialogue::closedRegistrationRefuses()
{
    m_server = std::make_unique<TestServer>([](auto& options) { options.auth.registrationOpen = false; });
    Peer peer = m_server->connect();
    QCOMPARE(peer.ok("server.info")[u"registration"].toString(), "closed");
    QCOMPARE(peer.fails("auth.register", registration("mina")), 403);
}

void TestAuthDialogue::notAuthenticatedInTimeIsClosed()
{
    m_server = std::make_unique<TestServer>([](auto& options) { options.limits.authDeadlineMs = 300; });
    Peer idle = m_server->connect();
    Peer talker = m_server->connect();
    Peer mina = m_server->person("mina");
    for (int i = 0; i < 3; ++i)
        talker.ok("server.info"); // talking is not logging in
    QCOMPARE(idle.closeCode(3000), 4001);
    QCOMPARE(talker.closeCode(3000), 4001);
    QCOMPARE(mina.closeCode(500), 0);
}

void TestAuthDialogue::revocationOutlivesARestart()
{
    Peer mina = m_server->person("mina");
    mina.ok("auth.logout");
    m_server->restart();
    Peer peer = m_server->connect();
    QCOMPARE(peer.fails("auth.resume", {{"access_token", mina.tokens[u"access_token"]}}), 401);
}

void TestAuthDialogue::addressesAreLimited()
{
    m_server = std::make_unique<TestServer>([](auto& options) { options.limits.addressLogins = {0.1, 3}; });
    const QHostAddress far(QStringLiteral("192.0.2.7"));
    for (int i = 0; i < 3; ++i)
        m_server->connect(-1, far).ok("auth.register", registration("far" + QString::number(i)));
    Peer one = m_server->connect(-1, far);
    QCOMPARE(one.fails("auth.register", registration("far9")), 429);
    QVERIFY(one.lastError[u"data"][u"retry_after_ms"].toInteger() > 1000);
    m_server->connect(-1, QHostAddress(QStringLiteral("192.0.2.8")))
        .ok("auth.register", registration("other"));
    m_server->connect().ok("auth.register", registration("local")); // loopback is not limited unless set
}

QTEST_GUILESS_MAIN(TestAuthDialogue)
#include "tst_authdialogue.moc"
