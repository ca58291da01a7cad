#include "server/eventloop/loopthread.h"
#include "server/sessions/sessionloop.h"
#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"

#include <QCoroTask>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>
#include <thread>

using namespace madang;
using namespace madang::test;

// Coming back after a break, slow readers, and the end of a server.
class TestStreamDialogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void resumesWhereItWas_data();
    void resumesWhereItWas();
    void nothingIsLostWhileTrafficGoesOn_data() { resumesWhereItWas_data(); }
    void nothingIsLostWhileTrafficGoesOn();
    void tooLongAwayBeginsAnew();
    void afterTwoMinutesBeginsAnew();
    void theOldSocketIsReplaced_data() { resumesWhereItWas_data(); }
    void theOldSocketIsReplaced();
    void wrongStreamsBeginAnew();
    void wrongAcknowledgementsAreRefused();
    void slowReadersGetTheLatestMarkOnly();
    void tooSlowReadersAreCutOffAndOthersAreNot();
    void silentConnectionsAreDropped();
    void drainAnswersWhatIsUnderWay();

private:
    QJsonObject say(const QString& text) { return test::say(*m_mina, m_room, text); }
    QJsonObject resume(Peer& peer, qint64 received, QString streamId = {})
    {
        return peer.ok("auth.resume",
            {{"access_token", m_juno->tokens[u"access_token"]},
                {"stream",
                    QJsonObject{{"id", streamId.isEmpty() ? m_juno->stream[u"id"].toString() : streamId},
                        {"received", received}}}});
    }
    void rebuild(const TestServer::Tune& tune);

    std::unique_ptr<TestServer> m_server;
    std::optional<Peer> m_mina;
    std::optional<Peer> m_juno; // lives on loop 0
    QString m_room;
};

void TestStreamDialogue::init()
{
    rebuild({});
}

void TestStreamDialogue::rebuild(const TestServer::Tune& tune)
{
    m_mina.reset();
    m_juno.reset();
    m_server = std::make_unique<TestServer>(tune);
    m_mina.emplace(m_server->person("mina", 1));
    m_juno.emplace(m_server->person("juno", 0));
    m_room
        = m_mina
              ->ok("room.create",
                  {{"kind", "group"}, {"title", "T"}, {"members", QJsonArray{m_juno->user}}})[u"room"][u"id"]
              .toString();
    QVERIFY(!m_juno->event("room.changed").isEmpty());
}

void TestStreamDialogue::resumesWhereItWas_data()
{
    QTest::addColumn<int>("loop");
    QTest::newRow("on the same loop") << 0;
    QTest::newRow("on another loop") << 1;
}

void TestStreamDialogue::resumesWhereItWas()
{
    QFETCH(int, loop);
    say("1");
    QVERIFY(!m_juno->event("message.created").isEmpty());
    m_juno->hangUp();
    for (int i = 2; i <= 20; ++i)
        say(QString::number(i));
    Peer back = m_server->connect(loop);
    const QJsonObject resumed = resume(back, m_juno->received());
    QCOMPARE(resumed[u"resumed"].toBool(), true);
    QCOMPARE(resumed[u"stream"][u"id"], m_juno->stream[u"id"]);
    say("21");
    for (int i = 2; i <= 21; ++i)
        QCOMPARE(back.event("message.created")[u"message"][u"text"].toString(), QString::number(i));
    QVERIFY(back.silent("message.created", 100));
    // And once more, over to the other loop, with what came meanwhile acknowledged.
    const qint64 received = m_juno->received() + back.received();
    back.notify("stream.ack", {{"received", received}});
    back.hangUp();
    say("22");
    Peer again = m_server->connect(1 - loop);
    QCOMPARE(resume(again, received)[u"resumed"].toBool(), true);
    QCOMPARE(again.event("message.created")[u"message"][u"text"].toString(), "22");
}

void TestStreamDialogue::nothingIsLostWhileTrafficGoesOn()
{
    QFETCH(int, loop);
    // Mina talks without a pause while Juno's line is cut again and again.
    std::atomic<bool> stop{false};
    std::atomic<int> sent{0};
    std::thread talker([&] {
        while (!stop) {
            say(QString::number(sent + 1));
            ++sent;
        }
    });
    std::vector<Peer> lines;
    lines.push_back(std::move(*m_juno));
    Peer& first = lines.front();
    const QJsonObject tokens = first.tokens;
    const QString stream = first.stream[u"id"].toString();
    QList<int> heard;
    qint64 received = 0;
    const auto hear = [&](Peer& line, int count) {
        for (int i = 0; i < count; ++i) {
            const QJsonObject message = line.event("message.created")[u"message"].toObject();
            QVERIFY(!message.isEmpty());
            heard += message[u"seq"].toInt();
        }
    };
    bool resumed = true;
    int reloads = 0;
    for (int round = 0; round < 40 && resumed; ++round) {
        Peer& line = lines.back();
        hear(line, 5);
        line.hangUp();
        // Everything that this line has given so far, and not what the hanging up left behind.
        while (true) {
            const QJsonObject rest = line.event("message.created", 20)[u"message"].toObject();
            if (rest.isEmpty())
                break;
            heard += rest[u"seq"].toInt();
        }
        received += line.received();
        Peer next = m_server->connect((round + loop) % 2);
        const QJsonObject answer = next.ok("auth.resume",
            {{"access_token", tokens[u"access_token"]},
                {"stream", QJsonObject{{"id", stream}, {"received", received}}}});
        resumed = answer[u"resumed"].toBool();
        reloads += !resumed;
        lines.push_back(std::move(next));
    }
    stop = true;
    talker.join();
    QVERIFY(resumed);
    while (heard.size() < sent) {
        const QJsonObject message = lines.back().event("message.created", 2000)[u"message"].toObject();
        QVERIFY2(
            !message.isEmpty(), qPrintable(QString("%1 of %2 heard").arg(heard.size()).arg(sent.load())));
        heard += message[u"seq"].toInt();
    }
    for (int i = 0; i < heard.size(); ++i)
        QCOMPARE(heard[i], i + 1); // none missing, none twice, none out of order
    m_juno.reset();
}

void TestStreamDialogue::tooLongAwayBeginsAnew()
{
    m_juno->hangUp();
    const qint64 received = m_juno->received();
    for (int i = 0; i < 300; ++i)
        say("x");
    Peer back = m_server->connect(0);
    const QJsonObject resumed = resume(back, received);
    QCOMPARE(resumed[u"resumed"].toBool(true), false);
    QVERIFY(resumed[u"stream"][u"id"] != m_juno->stream[u"id"]);
    QCOMPARE(resumed[u"stream"][u"received"].toInt(-1), 0);
    QVERIFY(back.silent("message.created", 100));
    // Level two: what was missed is asked for.
    QCOMPARE(back.ok("room.list")[u"rooms"][0][u"head"][u"rev"].toInt(), 300);
    QCOMPARE(back.ok("message.changes", {{"room", m_room}, {"since", 0}, {"limit", 200}})[u"messages"]
                 .toArray()
                 .size(),
        200);
    say("now");
    QCOMPARE(back.event("message.created")[u"message"][u"text"].toString(), "now");
}

void TestStreamDialogue::afterTwoMinutesBeginsAnew()
{
    rebuild([](auto& options) { options.limits.streamKeepMs = 200; });
    m_juno->hangUp();
    QTest::qWait(600);
    Peer back = m_server->connect(0);
    QCOMPARE(resume(back, m_juno->received())[u"resumed"].toBool(true), false);
}

void TestStreamDialogue::theOldSocketIsReplaced()
{
    QFETCH(int, loop);
    Peer back = m_server->connect(loop);
    QCOMPARE(resume(back, m_juno->received())[u"resumed"].toBool(), true);
    QCOMPARE(m_juno->closeCode(), 4003);
    say("to the new one");
    QCOMPARE(back.event("message.created")[u"message"][u"text"].toString(), "to the new one");
    QVERIFY(m_juno->silent("message.created", 100));
}

void TestStreamDialogue::wrongStreamsBeginAnew()
{
    Peer other = m_server->person("other", 0);
    m_juno->hangUp();
    const auto resumed = [&](const QString& id, qint64 received) {
        Peer back = m_server->connect(0);
        return resume(back, received, id)[u"resumed"].toBool(true);
    };
    QCOMPARE(resumed("t0000000000001", 0), false);
    QCOMPARE(resumed("nonsense", 0), false);
    QCOMPARE(resumed(other.stream[u"id"].toString(), 0), false); // somebody else's
    say("x");
    QVERIFY(other.silent("message.created", 50));
    other.ok("user.me"); // and it is still theirs
    QCOMPARE(resumed(m_juno->stream[u"id"].toString(), 1000), false); // more than was ever sent
}

void TestStreamDialogue::wrongAcknowledgementsAreRefused()
{
    QCOMPARE(m_juno->fails("stream.ack", {{"received", 1000}}), 422);
    QCOMPARE(m_juno->fails("stream.ack", {{"received", -1}}), 422);
    m_juno->ok("stream.ack", {{"received", m_juno->received()}});
}

void TestStreamDialogue::slowReadersGetTheLatestMarkOnly()
{
    for (int i = 0; i < 100; ++i)
        say(QString(2000, u'x'));
    QVERIFY(!m_juno->event("message.created").isEmpty());
    QVERIFY(m_mina->received() > 0);
    m_mina->stall();
    // Fill the window of the stalled socket, then move the mark many times.
    for (int i = 0; i < 60; ++i)
        m_juno->ok("message.send", {{"room", m_room}, {"client_id", newId()}, {"text", QString(2000, u'y')}});
    for (int i = 1; i <= 100; ++i)
        m_juno->ok("room.read", {{"room", m_room}, {"seq", i}});
    m_mina->readAll();
    QCOMPARE(m_mina->event("read.changed")[u"seq"].toInt(), 100);
    QVERIFY(m_mina->silent("read.changed", 100));
    for (int i = 0; i < 160; ++i)
        QVERIFY(!m_mina->event("message.created").isEmpty());
    // What the server counted is what arrived, merged ones counted once.
    QCOMPARE(m_mina->fails("stream.ack", {{"received", m_mina->received() + 1}}), 422);
    m_mina->ok("stream.ack", {{"received", m_mina->received()}});
}

void TestStreamDialogue::tooSlowReadersAreCutOffAndOthersAreNot()
{
    rebuild([](auto& options) { options.limits.outQueueEvents = 50; });
    Peer third = m_server->person("third", 0);
    m_room = m_mina
                 ->ok("room.create",
                     {{"kind", "group"}, {"title", "T"},
                         {"members", QJsonArray{m_juno->user, third.user}}})[u"room"][u"id"]
                 .toString();
    m_juno->stall();
    for (int i = 0; i < 150;
         i += 50) { // many at once, so that some come while the connection is being closed
        std::vector<qint64> ids;
        for (int j = 0; j < 50; ++j)
            ids.push_back(m_mina->start(
                "message.send", {{"room", m_room}, {"client_id", newId()}, {"text", QString(2000, u'x')}}));
        for (qint64 id : ids)
            QVERIFY(m_mina->collect(id).contains("result"));
    }
    QCOMPARE(m_juno->closeCode(), 4008);
    for (int i = 0; i < 150; ++i)
        QVERIFY(!third.event("message.created").isEmpty());

    // Nothing is missing when the slow one comes back.
    QList<qint64> heard;
    const auto hear = [&](Peer& line) {
        for (QJsonObject told = line.event("message.created", 300); !told.isEmpty();
             told = line.event("message.created", 300))
            heard += told[u"message"][u"seq"].toInteger();
    };
    hear(*m_juno);
    const qint64 received = m_juno->received();
    QVERIFY(heard.size() < 150);
    Peer back = m_server->connect(0);
    QCOMPARE(resume(back, received)[u"resumed"].toBool(), true);
    hear(back);
    QCOMPARE(heard.size(), 150);
    for (int i = 0; i < 150; ++i)
        QCOMPARE(heard[i], i + 1);
}

void TestStreamDialogue::silentConnectionsAreDropped()
{
    rebuild([](auto& options) {
        options.limits.pingMs = 100;
        options.limits.silenceMs = 600;
    });
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 1200 && m_juno->closeCode(50) == 0)
        m_mina->pong();
    QCOMPARE(m_juno->closeCode(2000), 1000);
    QVERIFY(m_juno->pings() >= 2);
    QCOMPARE(m_mina->closeCode(10), 0);
}

void TestStreamDialogue::drainAnswersWhatIsUnderWay()
{
    std::vector<qint64> ids;
    for (int i = 0; i < 50; ++i)
        ids.push_back(m_mina->start(
            "message.send", {{"room", m_room}, {"client_id", newId()}, {"text", QString::number(i)}}));
    m_mina->ok("server.info");
    QCoro::waitFor(m_server->server().drain(1234));
    for (qint64 id : ids)
        QVERIFY(m_mina->collect(id).contains("result"));
    for (Peer* peer : {&*m_mina, &*m_juno}) {
        QCOMPARE(peer->closeCode(), 1001);
        QCOMPARE(peer->closeReason, "retry_after_ms=1234");
        const QJsonObject ending = peer->event("session.ending");
        QCOMPARE(ending[u"reason"].toString(), "draining");
        QCOMPARE(ending[u"retry_after_ms"].toInt(), 1234);
    }
}

QTEST_GUILESS_MAIN(TestStreamDialogue)
#include "tst_streamdialogue.moc"
