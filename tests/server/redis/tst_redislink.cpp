#include "server/redis/redislink.h"

#include "tests/server/redis/redistest.h"

#include <QtNetwork/QTcpServer>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

// A client, and what its listener was told.
struct Watched {
    Watched(Executor& executor, const RedisOptions& options)
        : client(executor, options,
            {[this] { ++connections; },
                [this](const QString& reason) {
                    ++losses;
                    lastReason = reason;
                }})
    {
        client.open();
    }

    int connections = 0;
    int losses = 0;
    QString lastReason;
    RedisClient client;
};

} // namespace

// The ways into a Redis: password, user, TLS, database, an old protocol.
class tst_RedisLink : public QObject {
    Q_OBJECT

    LoopExecutor m_executor;

    static QByteArray idOf(RedisClient& client)
    {
        const auto info = ask(client, RedisCommand("CLIENT", "LIST"));
        return info ? info->text() : QByteArray();
    }

private Q_SLOTS:
    void greetsWithNameAndProtocol()
    {
        RedisServer redis;
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        options.name = "madang-7";
        Watched watched(m_executor, options);
        QVERIFY(waitUntil([&] { return watched.client.isConnected(); }));
        QCOMPARE(watched.connections, 1);
        const QByteArray list = idOf(watched.client);
        QVERIFY2(list.contains("name=madang-7 ") && list.contains("resp=3"), list.constData());
    }

    void selectsADatabaseAgainAfterARestart()
    {
        RedisServer redis;
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        options.address.database = 3;
        Watched third(m_executor, options);
        Watched first(m_executor, optionsFor(redis));
        QVERIFY(ask(third.client, RedisCommand("SET", "key", "three")).ok());
        QVERIFY(ask(first.client, RedisCommand("GET", "key"))->isNull());
        redis.terminate();
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        QVERIFY(waitUntil([&] { return third.connections == 2; }));
        QCOMPARE(ask(third.client, RedisCommand("GET", "key"))->text(), QByteArray("three"));
    }

    void aDatabaseThatIsNotThereIsSaid()
    {
        RedisServer redis;
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        options.address.database = 99;
        Watched watched(m_executor, options);
        QVERIFY(waitUntil([&] { return watched.losses >= 2; }));
        QVERIFY2(watched.lastReason.contains(QStringLiteral("DB index")), qPrintable(watched.lastReason));
        QCOMPARE(watched.connections, 0);
    }

    void entersWithPasswordAndUser()
    {
        RedisServerOptions setup;
        setup.password = "all's well @ home";
        setup.aclUser = "chat on >pass:word ~chat:* &* +@all -flushall";
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));

        Watched usual(m_executor, optionsFor(redis));
        QVERIFY(ask(usual.client, RedisCommand("SET", "other", 1)).ok());

        RedisOptions options = optionsFor(redis);
        options.address.user = "chat";
        options.address.password = "pass:word";
        Watched chat(m_executor, options);
        QVERIFY(ask(chat.client, RedisCommand("SET", "chat:x", 1)).ok());
        const auto refused = ask(chat.client, RedisCommand("GET", "other"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, QStringLiteral("NOPERM"));

        options.address.password = "wrong";
        Watched stranger(m_executor, options);
        QVERIFY(waitUntil([&] { return stranger.losses >= 1; }));
        QVERIFY2(stranger.lastReason.contains(QStringLiteral("WRONGPASS")), qPrintable(stranger.lastReason));
        QVERIFY(!stranger.lastReason.contains(QStringLiteral("wrong")));

        options.address.user.clear();
        options.address.password.clear();
        Watched nobody(m_executor, options);
        QVERIFY(waitUntil([&] { return nobody.losses >= 1; }));
        QVERIFY2(nobody.lastReason.contains(QStringLiteral("NOAUTH")), qPrintable(nobody.lastReason));
    }

    void speaksTheOldProtocolWhereItMust()
    {
        RedisServerOptions setup;
        setup.password = "secret";
        setup.arguments = {QStringLiteral("--rename-command"), QStringLiteral("HELLO"), QString()};
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        Watched watched(m_executor, optionsFor(redis));
        QVERIFY(ask(watched.client, RedisCommand("HSET", "h", "a", 1)).ok());
        const auto hash = ask(watched.client, RedisCommand("HGETALL", "h"));
        QVERIFY(hash.ok());
        QCOMPARE(hash->type(), RespValue::Type::Array); // RESP3 has a map here
        QCOMPARE(hash->find("a").integer(), 1);
        QVERIFY(ask(watched.client, RedisCommand("GET", "none"))->isNull());
        QVERIFY(idOf(watched.client).contains("name=madang "));
    }

    void speaksTls()
    {
        RedisServerOptions setup;
        setup.tls = true;
        setup.password = "secret";
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        QVERIFY(options.address.tls);

        Watched distrustful(m_executor, options);
        QVERIFY(waitUntil([&] { return distrustful.losses >= 1; }));
        QVERIFY2(distrustful.lastReason.contains(QStringLiteral("certificate")),
            qPrintable(distrustful.lastReason));

        options.address.caFile = redis.caFile();
        Watched trusting(m_executor, options);
        const QByteArray large(3'000'000, 'x');
        QVERIFY(ask(trusting.client, RedisCommand("SET", "large", large)).ok());
        QCOMPARE(ask(trusting.client, RedisCommand("GET", "large"))->text(), large);

        options.address.host = QStringLiteral("localhost.localdomain.invalid");
        Watched nowhere(m_executor, options);
        QVERIFY(waitUntil([&] { return nowhere.losses >= 1; }));

        options.address.host = QStringLiteral("127.0.0.1");
        options.address.caFile = redis.caFile() + QStringLiteral(".none");
        Watched unread(m_executor, options);
        QVERIFY(waitUntil([&] { return unread.losses >= 1; }));
        QVERIFY2(unread.lastReason.contains(QStringLiteral(".none")), qPrintable(unread.lastReason));
        QCOMPARE(distrustful.connections + unread.connections + nowhere.connections, 0);
    }

    void theNameOfACertificateCounts()
    {
        RedisServerOptions setup;
        setup.tls = true;
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        RedisOptions options = optionsFor(redis);
        options.address.caFile = redis.caFile();
        options.address.host = QStringLiteral("127.0.0.2"); // not in it
        // Redis listens on 127.0.0.1 only: something that carries bytes across.
        QTcpServer door;
        QVERIFY(door.listen(QHostAddress(QStringLiteral("127.0.0.2"))));
        connect(&door, &QTcpServer::newConnection, &door, [&] {
            QTcpSocket* in = door.nextPendingConnection();
            auto* out = new QTcpSocket(in);
            out->connectToHost(QStringLiteral("127.0.0.1"), redis.port());
            connect(in, &QTcpSocket::readyRead, out, [in, out] { out->write(in->readAll()); });
            connect(out, &QTcpSocket::connected, in, [in, out] { out->write(in->readAll()); });
            connect(out, &QTcpSocket::readyRead, in, [in, out] { in->write(out->readAll()); });
        });
        options.address.port = door.serverPort();
        Watched strict(m_executor, options);
        QVERIFY(waitUntil([&] { return strict.losses >= 1; }));
        QVERIFY2(strict.lastReason.contains(QStringLiteral("host name")), qPrintable(strict.lastReason));

        options.address.verify = RedisAddress::Verify::Nothing;
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("certificate of .* is not checked")));
        Watched careless(m_executor, options);
        QVERIFY(ask(careless.client, RedisCommand("PING")).ok());
    }

    void whoDoesNotSpeakRespIsLeft()
    {
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        connect(&web, &QTcpServer::newConnection, &web,
            [&] { web.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        RedisOptions options;
        options.address.port = web.serverPort();
        Watched watched(m_executor, options);
        QVERIFY(waitUntil([&] { return watched.losses >= 1; }));
        QVERIFY2(watched.lastReason.contains(QStringLiteral("RESP")), qPrintable(watched.lastReason));
    }

    void whoSaysNothingIsLeft()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        RedisOptions options;
        options.address.port = silent.serverPort();
        options.connectMs = 100;
        options.backoffMinMs = 10;
        Watched watched(m_executor, options);
        QVERIFY(waitUntil([&] { return watched.losses >= 3; }));
        QVERIFY2(watched.lastReason.contains(QStringLiteral("100 ms")), qPrintable(watched.lastReason));
    }

    // What Redis says before it hangs up is the reason, not that it hung up.
    void aRefusalBeforeTheEndIsTheReason()
    {
        RedisServerOptions setup;
        setup.arguments = {QStringLiteral("--maxclients"), QStringLiteral("1")};
        RedisServer redis(setup);
        QVERIFY2(redis.start(), qPrintable(redis.failure()));
        Watched first(m_executor, optionsFor(redis));
        QVERIFY(waitUntil([&] { return first.connections == 1; }));
        Watched second(m_executor, optionsFor(redis));
        QVERIFY(waitUntil([&] { return second.losses >= 1; }));
        QVERIFY2(second.lastReason.contains(QStringLiteral("max number of clients")),
            qPrintable(second.lastReason));
    }

    void pausesGrow()
    {
        RedisOptions options;
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        options.address.port = gone.serverPort();
        gone.close();
        options.backoffMinMs = 50;
        options.backoffMaxMs = 10'000;
        std::vector<qint64> moments;
        RedisClient client(
            m_executor, options, {{}, [&](const QString&) { moments.push_back(RedisLink::steadyMs()); }});
        client.open();
        QVERIFY(waitUntil([&] { return moments.size() >= 6; }));
        // 50 × 2^n ± half, and never shorter than the lower end of that.
        for (size_t n = 0; n + 1 < 6; ++n)
            QVERIFY2(moments[n + 1] - moments[n] >= (50 << n) / 2, qPrintable(QString::number(n)));
    }
};

QTEST_GUILESS_MAIN(tst_RedisLink)
#include "tst_redislink.moc"
