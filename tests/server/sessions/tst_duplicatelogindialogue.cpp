#include "tests/dialogue/testserver.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::test;

namespace {

TestServer::Tune with(server::DuplicateLogins policy)
{
    return [policy](server::ChatServer::Options& options) { options.auth.duplicateLogins = policy; };
}

QJsonObject loginOf(const Peer& person, const char* kind)
{
    return {{"handle", person.handle}, {"password", "a long password"},
        {"device", QJsonObject{{"name", "민지의 기기"}, {"kind", kind}}}};
}

} // namespace

// What somebody sees who is signed in and signs in elsewhere.
class TestDuplicateLoginDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOldOneIsToldByWhatAndFromWhereAndClosed();
    void oneOfEachKindMayStay();
    void anyNumberMayStay();
    void resumingIsNoNewLogin();
    void ofManyAtOnceOneConnectionIsLeft();
};

void TestDuplicateLoginDialogue::theOldOneIsToldByWhatAndFromWhereAndClosed()
{
    TestServer server(with(server::DuplicateLogins::One));
    Peer first = server.person("minji", 0);
    Peer bystander = server.person("joon", 0);
    Peer second = server.connect(1, QHostAddress(QStringLiteral("203.0.113.9")));
    second.ok("auth.login", loginOf(first, "mobile"));

    const QJsonObject ending = first.event("session.ending");
    QCOMPARE(ending[u"reason"].toString(), "replaced");
    QCOMPARE(ending[u"device"].toObject(), (QJsonObject{{"name", "민지의 기기"}, {"kind", "mobile"}}));
    QCOMPARE(ending[u"address"].toString(), "203.0.113.9");
    QCOMPARE(first.closeCode(), 4003);
    QCOMPARE(first.closeReason, "replaced");
    QCOMPARE(second.ok("auth.sessions")[u"sessions"].toArray().size(), 1);
    bystander.ok("user.me");

    // Neither of its tokens is worth anything.
    Peer back = server.connect();
    QCOMPARE(back.fails("auth.resume", {{"access_token", first.tokens[u"access_token"]}}), 401);
    QCOMPARE(back.fails("auth.refresh", {{"refresh_token", first.tokens[u"refresh_token"]}}), 401);
    second.ok("user.me");
}

void TestDuplicateLoginDialogue::oneOfEachKindMayStay()
{
    TestServer server(with(server::DuplicateLogins::OnePerKind));
    Peer other = server.person("minji"); // of kind "other"
    Peer phone = server.connect();
    phone.ok("auth.login", loginOf(other, "mobile"));
    Peer desktop = server.connect();
    desktop.ok("auth.login", loginOf(other, "desktop"));
    Peer tablet = server.connect();
    tablet.ok("auth.login", loginOf(other, "mobile"));
    QCOMPARE(phone.closeCode(), 4003);
    other.ok("user.me");
    desktop.ok("user.me");
    QCOMPARE(tablet.ok("auth.sessions")[u"sessions"].toArray().size(), 3);
}

void TestDuplicateLoginDialogue::anyNumberMayStay()
{
    TestServer server;
    Peer first = server.person("minji");
    Peer second = server.connect();
    second.ok("auth.login", loginOf(first, "other"));
    QVERIFY(first.silent("session.ending"));
    QCOMPARE(first.ok("auth.sessions")[u"sessions"].toArray().size(), 2);
}

void TestDuplicateLoginDialogue::resumingIsNoNewLogin()
{
    TestServer server(with(server::DuplicateLogins::One));
    Peer first = server.person("minji");
    Peer window = server.connect();
    window.ok("auth.resume", {{"access_token", first.tokens[u"access_token"]}});
    window.ok("auth.refresh", {{"refresh_token", first.tokens[u"refresh_token"]}});
    QVERIFY(first.silent("session.ending"));
    first.ok("user.me");
    window.ok("user.me");
}

void TestDuplicateLoginDialogue::ofManyAtOnceOneConnectionIsLeft()
{
    TestServer server(with(server::DuplicateLogins::One));
    const Peer first = server.person("minji");
    std::vector<Peer> peers;
    std::vector<qint64> logins;
    for (int i = 0; i < 6; ++i) {
        peers.push_back(server.connect(i % 2));
        logins.push_back(peers.back().start("auth.login", loginOf(first, "desktop")));
    }
    // Each was let in, or was ended by a later one before it could be told so.
    for (size_t i = 0; i < peers.size(); ++i) {
        const QJsonObject answer = peers[i].collect(logins[i]);
        QVERIFY(answer.contains("result") || answer[u"error"][u"code"].toInt() == 401);
    }
    const auto open = [&] {
        int count = 0;
        for (Peer& peer : peers)
            count += peer.closeCode(0) == 0 ? 1 : 0;
        return count;
    };
    QTRY_COMPARE(open(), 1);
}

QTEST_GUILESS_MAIN(TestDuplicateLoginDialogue)
#include "tst_duplicatelogindialogue.moc"
