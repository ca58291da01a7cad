#include "client/cache/outboxcache.h"
#include "client/cache/profiledatabase.h"
#include "client/net/connection.h"
#include "client/stores/messagestore.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "tests/client/peer/memoryvault.h"
#include "tests/client/peer/peer.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
const RoomId room1{11};
const RoomId room2{12};
const QString account = QStringLiteral("me@server");

ConnectionTiming quick()
{
    ConnectionTiming timing;
    timing.backoffBaseMs = 10;
    timing.backoffCapMs = 20;
    return timing;
}
} // namespace

// A server that stores: once per client_id, and says the first seq again.
class Storing {
public:
    explicit Storing(Peer& peer)
        : m_peer(peer)
    {
        peer.on(QStringLiteral("message.send"), [this](const QJsonObject& params) { return send(params); });
    }
    Peer::Reply send(const QJsonObject& params)
    {
        const QString id = params.value(QStringLiteral("client_id")).toString();
        const QString text = params.value(QStringLiteral("text")).toString();
        if (refuse.contains(text))
            return Peer::Reply::fail(403, QStringLiteral("forbidden"));
        if (!busy.isEmpty() && busy == text) {
            busy.clear();
            return Peer::Reply::fail(
                429, QStringLiteral("rate_limited"), {{QStringLiteral("retry_after_ms"), 20}});
        }
        if (!seqs.contains(id)) {
            seqs.insert(id, qint64(texts.size()) + 1);
            texts.append(text);
        }
        if (loseAnswers > 0) {
            --loseAnswers;
            QMetaObject::invokeMethod(
                &m_peer, [this] { m_peer.cut(); }, Qt::QueuedConnection);
            return Peer::Reply::nothing();
        }
        const qint64 seq = seqs.value(id);
        return Peer::Reply::ok({{QStringLiteral("message"),
            QJsonObject{{QStringLiteral("room"), params.value(QStringLiteral("room"))},
                {QStringLiteral("seq"), seq}, {QStringLiteral("rev"), seq},
                {QStringLiteral("sender"), m_peer.userId}, {QStringLiteral("client_id"), id},
                {QStringLiteral("sent_at"), 1000}, {QStringLiteral("kind"), QStringLiteral("text")},
                {QStringLiteral("text"), text}}}});
    }

    QStringList texts; // stored, in order
    QHash<QString, qint64> seqs;
    QStringList refuse;
    QString busy;
    int loseAnswers = 0;

private:
    Peer& m_peer;
};

// One run of the client on a profile; leaving it without a word is a crash.
struct Run {
    Run(Peer& peer, MemoryVault& vault, const QString& folder)
        : database(ProfileDatabase::open(folder).value().release())
        , cache(*database)
        , connection(peer.factory(), vault, clock, quick())
    {
        protocol::User me;
        me.id = UserId(1);
        people.setMe(me);
        outbox.open(account);
    }
    ~Run() { connection.stop(); }
    void connectNow() { connection.start(QUrl(QStringLiteral("ws://chat.test/ws"))); }

    SystemClock clock;
    std::unique_ptr<ProfileDatabase> database;
    OutboxCache cache;
    Connection connection;
    PeopleStore people{connection};
    RoomStore rooms{people};
    MessageStore messages{connection, rooms, people};
    Outbox outbox{connection, messages, rooms, cache, clock};
};

class TestOutbox : public QObject {
    Q_OBJECT

    std::unique_ptr<Run> run() { return std::make_unique<Run>(*m_peer, *m_vault, m_folder->path()); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_server = std::make_unique<Storing>(*m_peer);
        m_vault = std::make_unique<MemoryVault>();
        const QJsonObject tokens = m_peer->freshTokens();
        m_vault->held = protocol::decode<protocol::Tokens>(tokens).value();
    }
    void cleanup()
    {
        m_server.reset();
        m_peer.reset();
        m_vault.reset();
        m_folder.reset();
    }

    void whatIsWrittenOfflineGoesOutInOrder()
    {
        const auto client = run();
        for (int i = 0; i < 20; ++i)
            QVERIFY(client->outbox.enqueue(room1, QString::number(i)).ok());
        QCOMPARE(client->outbox.waiting(), 20);
        client->connectNow();
        QTRY_COMPARE(client->outbox.waiting(), 0);
        QStringList expected;
        for (int i = 0; i < 20; ++i)
            expected.append(QString::number(i));
        QCOMPARE(m_server->texts, expected);
        QVERIFY(client->cache.load(account).isEmpty());
    }

    void oneRoomDoesNotWaitForAnother()
    {
        const auto client = run();
        const auto handler = [this](const QJsonObject& params) {
            return params.value(QStringLiteral("room")).toString() == room1.toString()
                ? Peer::Reply::nothing()
                : m_server->send(params);
        };
        m_peer->on(QStringLiteral("message.send"), handler);
        QVERIFY(client->outbox.enqueue(room1, QStringLiteral("stuck")).ok());
        QVERIFY(client->outbox.enqueue(room1, QStringLiteral("behind")).ok());
        QVERIFY(client->outbox.enqueue(room2, QStringLiteral("free")).ok());
        client->connectNow();
        QTRY_COMPARE(m_server->texts, QStringList{QStringLiteral("free")});
        QCOMPARE(m_peer->asked(QStringLiteral("message.send")).size(), 2); // "behind" waits its turn
    }

    void anAnswerThatIsLostMakesNoSecondMessage()
    {
        const auto client = run();
        m_server->loseAnswers = 3;
        for (int i = 0; i < 5; ++i)
            QVERIFY(client->outbox.enqueue(room1, QString::number(i)).ok());
        client->connectNow();
        QTRY_COMPARE(client->outbox.waiting(), 0);
        QCOMPARE(m_server->texts.size(), 5);
        QCOMPARE(m_server->texts.first(), QStringLiteral("0"));
        QCOMPARE(m_server->texts.last(), QStringLiteral("4"));
        // Every attempt at one message bore the same id.
        QHash<QString, QSet<QString>> ids;
        for (const auto& request : m_peer->asked(QStringLiteral("message.send")))
            ids[request.params.value(QStringLiteral("text")).toString()].insert(
                request.params.value(QStringLiteral("client_id")).toString());
        for (const auto& one : std::as_const(ids))
            QCOMPARE(one.size(), 1);
        QVERIFY(m_peer->asked(QStringLiteral("message.send")).size() > 5);
    }

    void aCrashLosesNothingAndDoublesNothing()
    {
        QUuid first;
        {
            const auto client = run();
            m_server->loseAnswers = 1'000; // however soon it comes back
            first = client->outbox.enqueue(room1, QStringLiteral("stored, but never confirmed")).value();
            QVERIFY(client->outbox.enqueue(room1, QStringLiteral("never sent")).ok());
            client->connectNow();
            QTRY_COMPARE(m_server->texts.size(), 1);
        }
        m_server->loseAnswers = 0;
        const auto client = run();
        QCOMPARE(client->outbox.waiting(), 2);
        QCOMPARE(client->outbox.ofRoom(room1).first().clientId, first);
        client->connectNow();
        QTRY_COMPARE(client->outbox.waiting(), 0);
        QCOMPARE(m_server->texts,
            (QStringList{QStringLiteral("stored, but never confirmed"), QStringLiteral("never sent")}));
    }

    void aRefusedOneWaitsForThePersonAndHoldsNobodyUp()
    {
        const auto client = run();
        m_server->refuse = {QStringLiteral("bad")};
        const QUuid bad = client->outbox.enqueue(room1, QStringLiteral("bad")).value();
        QVERIFY(client->outbox.enqueue(room1, QStringLiteral("good")).ok());
        client->connectNow();
        QTRY_COMPARE(m_server->texts, QStringList{QStringLiteral("good")});
        QTRY_COMPARE(client->outbox.ofRoom(room1).size(), 1);
        QVERIFY(client->outbox.ofRoom(room1).first().failed);
        QCOMPARE(client->outbox.ofRoom(room1).first().error.code, ErrorCode::Forbidden);
        QCOMPARE(client->outbox.waiting(), 0);
        // Also over a restart; then it is allowed, and the person sends it again.
        client->outbox.close();
        client->outbox.open(account);
        QVERIFY(client->outbox.ofRoom(room1).first().failed);
        QCOMPARE(client->outbox.ofRoom(room1).first().error.code, ErrorCode::Forbidden);
        m_server->refuse.clear();
        client->outbox.retry(bad);
        QTRY_COMPARE(m_server->texts, (QStringList{QStringLiteral("good"), QStringLiteral("bad")}));
        QVERIFY(m_server->seqs.contains(bad.toString(QUuid::WithoutBraces)));
    }

    void aRefusedOneCanBeThrownAway()
    {
        const auto client = run();
        m_server->refuse = {QStringLiteral("bad")};
        const QUuid bad = client->outbox.enqueue(room1, QStringLiteral("bad")).value();
        client->connectNow();
        QTRY_VERIFY(client->outbox.ofRoom(room1).first().failed);
        client->outbox.discard(bad);
        QVERIFY(client->outbox.ofRoom(room1).isEmpty());
        QVERIFY(client->cache.load(account).isEmpty());
    }

    void aBusyServerIsAskedAgainInOrder()
    {
        const auto client = run();
        m_server->busy = QStringLiteral("0");
        for (int i = 0; i < 3; ++i)
            QVERIFY(client->outbox.enqueue(room1, QString::number(i)).ok());
        client->connectNow();
        QTRY_COMPARE(client->outbox.waiting(), 0);
        QCOMPARE(
            m_server->texts, (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}));
    }

    void whatCannotBeSentIsNotTaken()
    {
        const auto client = run();
        QVERIFY(!client->outbox.enqueue(room1, QStringLiteral("   ")).ok());
        QVERIFY(!client->outbox.enqueue(room1, QString(4001, QLatin1Char('x'))).ok());
        QCOMPARE(client->outbox.waiting(), 0);
        QVERIFY(client->cache.load(account).isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<Storing> m_server;
    std::unique_ptr<MemoryVault> m_vault;
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
