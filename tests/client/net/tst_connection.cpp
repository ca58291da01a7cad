#include "client/net/connection.h"
#include "shared/protocol/methods.h"
#include "tests/client/peer/memoryvault.h"
#include "tests/client/peer/peer.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
ConnectionTiming quick()
{
    ConnectionTiming timing;
    timing.backoffBaseMs = 20;
    timing.backoffCapMs = 60;
    timing.requestMs = 2000;
    timing.pingAfterMs = 10'000;
    timing.silenceMs = 20'000;
    timing.ackEveryMs = 60'000;
    timing.refreshLeastMs = 60'000;
    return timing;
}

QCoro::Task<void> signIn(Connection& connection, std::optional<Result<protocol::User>>& outcome)
{
    protocol::AuthLogin::Params params;
    params.handle = QStringLiteral("mina");
    params.password = QStringLiteral("correct horse");
    outcome = co_await connection.login(QUrl(QStringLiteral("ws://chat.test/ws")), std::move(params));
}

QCoro::Task<void> read(Connection& connection, std::optional<Error>& error)
{
    protocol::RoomRead::Params params;
    params.room = RoomId(5);
    const auto result = co_await connection.call<protocol::RoomRead>(params);
    if (!result)
        error = result.error();
}

QJsonObject readEvent(qint64 seq)
{
    return {{QStringLiteral("room"), RoomId(5).toString()}, {QStringLiteral("user"), UserId(6).toString()},
        {QStringLiteral("seq"), seq}};
}
} // namespace

class TestConnection : public QObject {
    Q_OBJECT

    void make(ConnectionTiming timing = quick())
    {
        m_connection
            = std::make_unique<Connection>(m_peer->factory(), *m_vault, m_clock, timing, [] { return 0.5; });
        m_started.clear();
        m_events.clear();
        connect(m_connection.get(), &Connection::sessionStarted, this,
            [this](const protocol::User&, bool resumed) { m_started.append(resumed); });
        connect(m_connection.get(), &Connection::notified, this,
            [this](const protocol::Notification& one) { m_events.append(one.method); });
    }
    bool login()
    {
        std::optional<Result<protocol::User>> outcome;
        signIn(*m_connection, outcome);
        return QTest::qWaitFor([&] { return outcome.has_value(); }) && outcome->ok();
    }
    bool waitConnected()
    {
        return QTest::qWaitFor([&] { return m_connection->isConnected(); });
    }
    void sendEvents(int count)
    {
        const auto before = m_events.size();
        for (int i = 0; i < count; ++i)
            m_peer->notify(QStringLiteral("read.changed"), readEvent(i));
        QTRY_COMPARE(m_events.size(), before + count);
    }
    QJsonObject lastResume() const { return m_peer->asked(QStringLiteral("auth.resume")).last().params; }

private Q_SLOTS:
    void init()
    {
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_vault = std::make_unique<MemoryVault>();
        make();
    }
    void cleanup()
    {
        m_connection.reset();
        m_vault.reset();
        m_peer.reset();
    }

    void loginKeepsTheTokensAndStartsFromNothing()
    {
        QVERIFY(login());
        QCOMPARE(m_connection->state(), Connection::State::Connected);
        QCOMPARE(m_started, QList<bool>{false});
        QVERIFY(m_vault->held);
        QCOMPARE(m_vault->held->accessToken, m_peer->validAccess);
    }

    void wrongPasswordIsToldAndNothingIsKept()
    {
        m_peer->on(QStringLiteral("auth.login"),
            [](const QJsonObject&) { return Peer::Reply::fail(401, QStringLiteral("unauthenticated")); });
        std::optional<Result<protocol::User>> outcome;
        signIn(*m_connection, outcome);
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->error().code, ErrorCode::Unauthenticated);
        QCOMPARE(m_connection->state(), Connection::State::SignedOut);
        QVERIFY(!m_vault->held);
    }

    void unreachableServerIsTheServersFault()
    {
        m_peer->reachable = false;
        std::optional<Result<protocol::User>> outcome;
        signIn(*m_connection, outcome);
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->error().code, ErrorCode::Unavailable);
        QCOMPARE(outcome->error().field, QStringLiteral("server"));
    }

    void aKeychainThatWaitsForItsPasswordHoldsNothingUp()
    {
        m_vault->slow = true;
        QVERIFY(login());
        sendEvents(2);
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(
            lastResume().value(QStringLiteral("stream")).toObject().value(QStringLiteral("received")).toInt(),
            2);
        m_vault->release.give(true); // the person has typed it
    }

    void aBreakIsResumedWhereItWas()
    {
        QVERIFY(login());
        sendEvents(7);
        m_peer->notify(QStringLiteral("typing.changed"),
            {{QStringLiteral("room"), RoomId(5).toString()}, {QStringLiteral("user"), UserId(6).toString()},
                {QStringLiteral("on"), true}});
        m_peer->notify(QStringLiteral("event.of.tomorrow"), {});
        QTRY_COMPARE(m_events.size(), 9);
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(m_started, (QList<bool>{false, true}));
        const QJsonObject stream = lastResume().value(QStringLiteral("stream")).toObject();
        QCOMPARE(stream.value(QStringLiteral("id")).toString(), m_peer->streamId);
        // Passing and unknown ones are not counted.
        QCOMPARE(stream.value(QStringLiteral("received")).toInt(), 7);
        // And the count goes on from there.
        sendEvents(3);
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(
            lastResume().value(QStringLiteral("stream")).toObject().value(QStringLiteral("received")).toInt(),
            10);
    }

    void aStreamThatIsGoneBeginsAnewFromZero()
    {
        QVERIFY(login());
        sendEvents(5);
        m_peer->resumes = false;
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(m_started, (QList<bool>{false, false}));
        m_peer->resumes = true;
        sendEvents(2);
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(
            lastResume().value(QStringLiteral("stream")).toObject().value(QStringLiteral("received")).toInt(),
            2);
        QCOMPARE(m_started.last(), true);
    }

    void everyHundredEventsAreAcknowledged()
    {
        QVERIFY(login());
        sendEvents(99);
        QVERIFY(m_peer->asked(QStringLiteral("stream.ack")).isEmpty());
        sendEvents(1);
        QTRY_COMPARE(m_peer->asked(QStringLiteral("stream.ack")).size(), 1);
        sendEvents(150);
        QTRY_COMPARE(m_peer->asked(QStringLiteral("stream.ack")).size(), 2);
        QCOMPARE(m_peer->asked(QStringLiteral("stream.ack"))
                     .last()
                     .params.value(QStringLiteral("received"))
                     .toInt(),
            200);
    }

    void fewEventsAreAcknowledgedInTime()
    {
        ConnectionTiming timing = quick();
        timing.ackEveryMs = 40;
        make(timing);
        QVERIFY(login());
        QTest::qWait(100);
        QVERIFY(m_peer->asked(QStringLiteral("stream.ack")).isEmpty()); // nothing to tell
        sendEvents(3);
        const auto acks = [this] { return m_peer->asked(QStringLiteral("stream.ack")); };
        QTRY_VERIFY(!acks().isEmpty() && acks().last().params.value(QStringLiteral("received")).toInt() == 3);
        const auto told = acks().size();
        QTest::qWait(100);
        QCOMPARE(acks().size(), told);
    }

    void anUnreadableFrameIsNotTrustedToBeNoEvent()
    {
        QVERIFY(login());
        sendEvents(3);
        m_peer->sendRaw("{garbage");
        QTRY_COMPARE(m_peer->opened, 2);
        QVERIFY(waitConnected());
        QVERIFY(!lastResume().contains(QStringLiteral("stream")));
        QCOMPARE(m_started.last(), false);
    }

    void expiredAccessIsRefreshedOnceBeforeItIsUsed()
    {
        m_peer->accessLifeMs = -1;
        QVERIFY(login());
        m_peer->accessLifeMs = 900'000;
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(m_peer->refreshes, 1);
        QCOMPARE(m_vault->stored, 2);
        QCOMPARE(m_vault->held->refreshToken, m_peer->validRefresh);
        QCOMPARE(lastResume().value(QStringLiteral("access_token")).toString(), m_peer->validAccess);
    }

    void theNewPairIsStoredBeforeItIsUsed()
    {
        m_peer->accessLifeMs = -1;
        QVERIFY(login());
        m_peer->accessLifeMs = 900'000;
        m_vault->slow = true;
        const auto resumesBefore = m_peer->asked(QStringLiteral("auth.resume")).size();
        m_peer->cut();
        QTRY_COMPARE(m_vault->stored, 2);
        QTest::qWait(50);
        QCOMPARE(m_peer->asked(QStringLiteral("auth.resume")).size(), resumesBefore);
        m_vault->release.give(true);
        QVERIFY(waitConnected());
        QCOMPARE(m_peer->refreshes, 1);
    }

    void aTokenThatTheServerRefusesIsRefreshedToo()
    {
        QVERIFY(login());
        m_peer->validAccess = QStringLiteral("another key signs now");
        m_peer->cut();
        QVERIFY(waitConnected());
        QCOMPARE(m_peer->refreshes, 1);
    }

    void aRefusalInMidSessionRenewsTheLogin()
    {
        QVERIFY(login());
        m_peer->on(QStringLiteral("room.read"),
            [](const QJsonObject&) { return Peer::Reply::fail(401, QStringLiteral("unauthenticated")); });
        std::optional<Error> error;
        read(*m_connection, error);
        QTRY_VERIFY(error);
        QTRY_COMPARE(m_peer->opened, 2);
        QVERIFY(waitConnected());
        QCOMPARE(m_peer->refreshes, 1);
    }

    void accessIsRefreshedAheadWhileConnected()
    {
        ConnectionTiming timing = quick();
        timing.refreshLeastMs = 30;
        timing.refreshAheadMs = 60'000;
        make(timing);
        m_peer->accessLifeMs = 60'010;
        QVERIFY(login());
        m_peer->accessLifeMs = 900'000;
        QTRY_COMPARE(m_peer->refreshes, 1);
        QTest::qWait(100);
        QCOMPARE(m_peer->refreshes, 1);
        QVERIFY(m_connection->isConnected());
        QCOMPARE(m_peer->opened, 1);
    }

    void aSpentRefreshTokenEndsTheSession()
    {
        QVERIFY(login());
        QSignalSpy ended(m_connection.get(), &Connection::sessionEnded);
        m_peer->validAccess.clear();
        m_peer->validRefresh.clear();
        m_peer->cut();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(m_connection->state(), Connection::State::SignedOut);
        QVERIFY(!m_vault->held);
        QTest::qWait(150);
        QCOMPARE(m_peer->opened, 2); // and nobody tries again
    }

    void aRevokedSessionEnds()
    {
        QVERIFY(login());
        QSignalSpy ended(m_connection.get(), &Connection::sessionEnded);
        m_peer->cut(4002);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<Connection::End>(), Connection::End::Revoked);
        QVERIFY(!m_vault->held);
    }

    void aReplacedConnectionWaitsForThePerson()
    {
        QVERIFY(login());
        m_peer->cut(4003);
        QTRY_COMPARE(m_connection->state(), Connection::State::Replaced);
        QTest::qWait(150);
        QCOMPARE(m_peer->opened, 1);
        m_connection->retryNow();
        QVERIFY(waitConnected());
        // The stream belongs to the one that took over.
        QVERIFY(!lastResume().contains(QStringLiteral("stream")));
    }

    void aDrainingServerIsNotAskedBeforeItsTime()
    {
        QVERIFY(login());
        m_peer->notify(
            QStringLiteral("session.ending"), {{QStringLiteral("reason"), QStringLiteral("draining")}});
        QTest::qWait(20);
        QElapsedTimer since;
        since.start();
        m_peer->cut(1001, QStringLiteral("retry_after_ms=200"));
        QCOMPARE(m_connection->state(), Connection::State::Draining);
        QVERIFY(waitConnected());
        QVERIFY(since.elapsed() >= 200);
        QCOMPARE(m_started, (QList<bool>{false, true}));
    }

    void aBusyServerIsAskedAgainWhenItSaid()
    {
        QVERIFY(login());
        m_peer->on(QStringLiteral("auth.resume"), [this](const QJsonObject&) {
            m_peer->serveSessions(); // from the next time on
            m_peer->resumes = false;
            return Peer::Reply::fail(
                503, QStringLiteral("unavailable"), {{QStringLiteral("retry_after_ms"), 300}});
        });
        QElapsedTimer since;
        since.start();
        m_peer->cut();
        QTRY_COMPARE(m_connection->state(), Connection::State::Offline);
        QVERIFY(waitConnected());
        QVERIFY(since.elapsed() >= 300);
        QCOMPARE(m_peer->opened, 3);
    }

    void attemptsGoOnUntilTheServerIsBack()
    {
        QVERIFY(login());
        m_peer->reachable = false;
        m_peer->cut();
        QTRY_COMPARE(m_connection->state(), Connection::State::Offline);
        QTest::qWait(200);
        m_peer->reachable = true;
        QVERIFY(waitConnected());
        QCOMPARE(m_started, (QList<bool>{false, true}));
    }

    void aServerThatThrowsOutAtOnceIsNotStormed()
    {
        ConnectionTiming timing = quick();
        timing.backoffBaseMs = 50;
        timing.backoffCapMs = 10'000;
        make(timing);
        QVERIFY(login());
        qint64 before = 0;
        for (int i = 0; i < 4; ++i) {
            m_peer->cut(4008);
            const qint64 wait = m_connection->retryInMs();
            QVERIFY2(wait > before, qPrintable(QString::number(wait)));
            before = wait;
            QVERIFY(waitConnected());
        }
    }

    void silenceIsProbedAndThenGivenUp()
    {
        ConnectionTiming timing = quick();
        timing.pingAfterMs = 50;
        timing.silenceMs = 1500;
        make(timing);
        QVERIFY(login());
        QTRY_VERIFY(m_peer->pings >= 3); // answered: no reason to go
        QCOMPARE(m_peer->opened, 1);
        m_peer->answersPings = false;
        QTRY_VERIFY(m_peer->opened >= 2);
    }

    void withoutAConnectionCallsFailAtOnce()
    {
        std::optional<Error> error;
        read(*m_connection, error);
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::Unavailable);
    }

    void stopAnswersEverythingThatWaits()
    {
        QVERIFY(login());
        m_peer->on(QStringLiteral("room.read"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        std::optional<Error> error;
        read(*m_connection, error);
        m_connection->stop();
        QVERIFY(error);
        QVERIFY(m_vault->held); // the session stays
    }

    void logoutEndsItHereAlsoWhereTheServerIsSilent()
    {
        ConnectionTiming timing = quick();
        timing.requestMs = 100;
        make(timing);
        QVERIFY(login());
        m_peer->on(QStringLiteral("auth.logout"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        QSignalSpy ended(m_connection.get(), &Connection::sessionEnded);
        m_connection->logout();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(m_peer->asked(QStringLiteral("auth.logout")).size(), 1);
        QCOMPARE(ended.first().first().value<Connection::End>(), Connection::End::Asked);
        QVERIFY(!m_vault->held);
    }

private:
    SystemClock m_clock;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<MemoryVault> m_vault;
    std::unique_ptr<Connection> m_connection;
    QList<bool> m_started;
    QStringList m_events;
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
