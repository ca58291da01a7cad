#include "server/storage/readerpool.h"
#include "server/storage/serverlock.h"
#include "server/storage/writequeue.h"
#include "tests/server/storage/suites/logsuite.h"
#include "tests/server/storage/suites/logtraffic.h"
#include "tests/server/storage/suites/storedfixture.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <future>

using namespace madang;
using namespace madang::server;
using test::PostgresServer;

namespace {

const QString lockKeys = QStringLiteral("(1835099233, hashtext(current_schema()))");

// Another holder of the lock, on a thread of its own: waits for it, has it, lets it go.
class Rival {
public:
    Rival(const QString& url, const QString& name)
        : m_thread([this, url, name] {
            auto database = *Database::open(*DatabaseAddress::fromUrl(url));
            auto connection = *database->connect(ConnectionRole::Reader);
            (void)connection->execute(QStringLiteral("SET application_name = '%1'").arg(name));
            m_waits.set_value();
            m_has.set_value(connection->execute(QStringLiteral("SELECT pg_advisory_lock") % lockKeys).ok());
            m_end.get_future().wait();
        })
    {
        m_waits.get_future().wait();
    }
    ~Rival()
    {
        end();
        m_thread.join();
    }
    [[nodiscard]] bool has() { return m_has.get_future().get(); }
    void end()
    {
        if (!std::exchange(m_ended, true)) {
            m_end.set_value();
        }
    }

private:
    std::promise<void> m_waits;
    std::promise<bool> m_has;
    std::promise<void> m_end;
    bool m_ended = false;
    std::thread m_thread;
};

// A wire to a server on this machine, on which nothing arrives any more once a client has said that word. On
// the thread that made it.
class StillWire {
public:
    StillWire(int port, QByteArray word)
        : m_word(std::move(word))
    {
        m_listener.listen(QHostAddress::LocalHost);
        QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this, port] {
            QTcpSocket* const client = m_listener.nextPendingConnection();
            auto* const server = new QTcpSocket(client);
            m_clients.push_back(client);
            QObject::connect(server, &QTcpSocket::readyRead, client, [client, server, this] {
                if (!m_still) {
                    client->write(server->readAll());
                }
            });
            QObject::connect(client, &QTcpSocket::readyRead, server, [client, server, this] {
                const QByteArray said = client->readAll();
                m_still = m_still || said.contains(m_word);
                if (!m_still) {
                    server->write(said);
                }
            });
            server->connectToHost(QHostAddress::LocalHost, quint16(port));
        });
    }
    [[nodiscard]] int port() const { return m_listener.serverPort(); }
    [[nodiscard]] bool isStill() const noexcept { return m_still; }
    void cut()
    {
        for (QTcpSocket* client : m_clients) {
            client->abort();
        }
    }

private:
    const QByteArray m_word;
    QTcpServer m_listener;
    std::vector<QTcpSocket*> m_clients;
    bool m_still = false;
};

} // namespace

// What a PostgreSQL that goes away does to those who are talking, with a disk that is waited for.
class TestPostgresFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<PostgresServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        m_url = m_server->freshUrl();
        m_store = std::make_unique<StoredFixture>(*DatabaseAddress::fromUrl(m_url));
        m_ann = addUser(*m_store, QStringLiteral("ann"));
        m_rooms.clear();
        for (int i = 0; i < 5; ++i) {
            m_rooms.push_back(addGroup(*m_store, {m_ann.id}));
        }
    }
    void cleanup() { m_store.reset(); }

    void trafficOverARestart_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("awayMs");
        QTest::newRow("restarted") << int(PostgresServer::How::Fast) << 0;
        QTest::newRow("crashed") << int(PostgresServer::How::Immediate) << 0;
        QTest::newRow("killed") << int(PostgresServer::How::Kill) << 0;
        QTest::newRow("away for longer than anybody waits") << int(PostgresServer::How::Kill) << 8'000;
    }
    void trafficOverARestart()
    {
        QFETCH(int, how);
        QFETCH(int, awayMs);
        LogTraffic traffic(m_store->log(), m_rooms, m_ann.id);
        traffic.start(40);
        QVERIFY(traffic.goesOn());
        for (int time = 0; time < (awayMs > 0 ? 1 : 2); ++time) {
            m_server->stop(PostgresServer::How(how));
            QTest::qWait(awayMs);
            m_server->start();
            QVERIFY(traffic.goesOn());
        }
        traffic.stop();
        QCOMPARE(traffic.problems(), QString());
        QVERIFY(awayMs == 0 || traffic.refused() > 0); // who waits for longer is told so
    }

    void sessionsAreTerminated()
    {
        LogTraffic traffic(m_store->log(), m_rooms, m_ann.id);
        traffic.start(40);
        for (int time = 0; time < 10; ++time) {
            QVERIFY(traffic.goesOn(100));
            (void)m_server->sql(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                               "WHERE application_name LIKE 'madang %'"));
        }
        QVERIFY(traffic.goesOn());
        traffic.stop();
        QCOMPARE(traffic.problems(), QString());
    }

    // Nobody who reads notices that connections were lost.
    void readsAreRepeated()
    {
        for (int time = 0; time < 5; ++time) {
            VERIFY_OK(await(m_store->rooms().list(m_ann.id, {}, 10)));
            (void)m_server->sql(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                               "WHERE application_name LIKE 'madang %'"));
            for (int i = 0; i < 4; ++i) {
                QCOMPARE(await(m_store->rooms().list(m_ann.id, {}, 10))->rows.size(), size_t(5));
            }
        }
    }

    // What is asked of a database that is away is answered, first after a while and then at once.
    void nobodyWaitsForEver()
    {
        m_server->stop(PostgresServer::How::Fast);
        QElapsedTimer timer;
        timer.start();
        std::vector<QCoro::Task<Result<RoomRowPage>>> reads;
        for (int i = 0; i < 50; ++i) {
            reads.push_back(m_store->rooms().list(m_ann.id, {}, 10));
        }
        auto write = m_store->rooms().setRead(m_rooms[0], m_ann.id, 1);
        for (auto& read : reads) {
            COMPARE_ERROR(await(std::move(read)), ErrorCode::Unavailable);
        }
        COMPARE_ERROR(await(std::move(write)), ErrorCode::Unavailable);
        QVERIFY(timer.elapsed() >= 1'000);
        for (int i = 0; i < 2'000; ++i) {
            COMPARE_ERROR(await(m_store->rooms().setRead(m_rooms[0], m_ann.id, 1)), ErrorCode::Unavailable);
        }
        m_server->start();
        QTRY_VERIFY_WITH_TIMEOUT(await(m_store->rooms().setRead(m_rooms[0], m_ann.id, 1)).ok(), 30'000);
        VERIFY_OK(await(m_store->rooms().list(m_ann.id, {}, 10)));
    }

    // It answers nothing, and its machine does as if it were there.
    void standsStill()
    {
        m_store.reset();
        Storage::Options options;
        options.address = *DatabaseAddress::fromUrl(m_url % QStringLiteral("&connect_timeout=2"));
        options.answerWithin = std::chrono::seconds(1);
        auto storage = *Storage::open(options);
        VERIFY_OK(await(storage->rooms().list(m_ann.id, {}, 10)));
        TestExecutor executor;
        VERIFY_OK(appended(storage->log(), executor, sending(m_rooms[0], m_ann.id, QStringLiteral("1"))));
        m_server->freeze();
        std::vector<QCoro::Task<Result<RoomRowPage>>> reads;
        for (int i = 0; i < 10; ++i) {
            reads.push_back(storage->rooms().list(m_ann.id, {}, 10));
        }
        COMPARE_ERROR(appended(storage->log(), executor, sending(m_rooms[0], m_ann.id, QStringLiteral("2"))),
            ErrorCode::Unavailable);
        for (auto& read : reads) {
            COMPARE_ERROR(await(std::move(read)), ErrorCode::Unavailable);
        }
        m_server->thaw();
        const LogEntry entry = sending(m_rooms[0], m_ann.id, QStringLiteral("3"));
        QTRY_VERIFY_WITH_TIMEOUT(appended(storage->log(), executor, entry).ok(), 30'000);
        VERIFY_OK(await(storage->rooms().list(m_ann.id, {}, 10)));
    }

    // It stops just as a connection to it is being set up.
    void standsStillAtTheBeginning()
    {
        StillWire wire(m_server->port(), "statement_timeout");
        QString url = m_url;
        url.replace(u':' % QString::number(m_server->port()), u':' % QString::number(wire.port()));
        const auto database = *Database::open(
            *DatabaseAddress::fromUrl(url), Sharing::Shared, std::chrono::milliseconds(500));
        auto connected = std::async(std::launch::async, [&database] {
            const auto connection = database->connect(ConnectionRole::Reader);
            return connection ? ErrorCode() : connection.error().code;
        });
        QElapsedTimer passed;
        passed.start();
        const auto isThrough
            = [&] { return connected.wait_for(std::chrono::seconds(0)) == std::future_status::ready; };
        while (!isThrough() && !passed.hasExpired(10'000)) {
            QTest::qWait(5);
        }
        const bool inTime = isThrough();
        wire.cut();
        QVERIFY(wire.isStill());
        QVERIFY(inTime);
        QCOMPARE(int(connected.get()), int(ErrorCode::Unavailable));
    }

    // PostgreSQL looks itself whether a server that holds the lock is still there.
    void deadServersAreNoticed()
    {
        const auto shown = [](Connection& connection) -> Result<QStringList> {
            QStringList values;
            for (const char* name : {"idle", "interval", "count"}) {
                values << connection.value(QStringLiteral("SHOW tcp_keepalives_%1").arg(QLatin1String(name)))
                              ->toString();
            }
            return values << connection.value(QStringLiteral("SHOW tcp_user_timeout"))->toString();
        };
        const QStringList expected{
            QStringLiteral("10"), QStringLiteral("3"), QStringLiteral("3"), QStringLiteral("15000")};
        QCOMPARE(*m_store->storage().writer().run(shown).result(), expected);
        QCOMPARE(*m_store->storage().readers().run(shown).result(), expected);
    }

    void closesWhileAway()
    {
        m_server->stop(PostgresServer::How::Fast);
        auto write = m_store->rooms().setRead(m_rooms[0], m_ann.id, 1);
        m_store->storage().close();
        COMPARE_ERROR(await(std::move(write)), ErrorCode::Unavailable);
        m_server->start();
    }

    void secondServerIsRefused_data()
    {
        QTest::addColumn<bool>("firstShares");
        QTest::addColumn<bool>("secondShares");
        QTest::addColumn<QString>("refusal");
        const QString alone = QStringLiteral("another Madang server is using this PostgreSQL database");
        QTest::newRow("alone, alone") << false << false << alone;
        QTest::newRow("alone, shared")
            << false << true << QStringLiteral("a Madang server without Redis is using this");
        QTest::newRow("shared, alone") << true << false << alone;
        QTest::newRow("shared, shared") << true << true << QString();
    }
    void secondServerIsRefused()
    {
        QFETCH(bool, firstShares);
        QFETCH(bool, secondShares);
        QFETCH(QString, refusal);
        const auto address = *DatabaseAddress::fromUrl(m_server->freshUrl());
        const auto sharing = [](bool shares) { return shares ? Sharing::Shared : Sharing::Exclusive; };
        auto first = Storage::open({address, 1, sharing(firstShares)});
        VERIFY_OK(first);
        auto second = Storage::open({address, 1, sharing(secondShares)});
        if (refusal.isEmpty()) {
            VERIFY_OK(second);
            return;
        }
        QVERIFY(!second);
        QVERIFY2(second.error().message.contains(refusal), qPrintable(second.error().message));
        first->reset();
        VERIFY_OK(Storage::open({address, 1, sharing(secondShares)}));
    }

    // Who lost the lock writes nothing until it has it again, and then knows nothing of before.
    void lostLockIsAFence()
    {
        std::promise<QString> taken;
        m_store.reset();
        auto opened = Storage::open({*DatabaseAddress::fromUrl(m_url), 1, Sharing::Exclusive,
            [&taken](const QString& why) { taken.set_value(why); }});
        VERIFY_OK(opened);
        Storage& storage = **opened;
        TestExecutor executor;
        const auto say = [&](const char* text) {
            return appended(
                storage.log(), executor, sending(m_rooms[0], m_ann.id, QString::fromLatin1(text)));
        };
        QCOMPARE(say("first")->head.seq, 1);
        {
            Rival rival(m_url, QStringLiteral("somebody else"));
            endWriter();
            QVERIFY(rival.has());
            COMPARE_ERROR(say("while another one has it"), ErrorCode::Unavailable);
            QVERIFY(taken.get_future().get().contains(QStringLiteral("another Madang server is using")));
            VERIFY_OK(await(storage.log().page(m_rooms[0], {})));
            // The other one writes.
            sql(QStringLiteral("INSERT INTO messages (room_id, seq, rev, sent_at, kind, text) "
                               "VALUES (%1, 2, 2, 1, 0, 'of the other one'); "
                               "UPDATE rooms SET head_seq = 2, head_rev = 2 WHERE id = %1")
                    .arg(m_rooms[0].value()));
        }
        Result<LogReceipt> next = say("after");
        for (int i = 0; i < 500 && !next; ++i) {
            QTest::qWait(20);
            next = say("after");
        }
        VERIFY_OK(next);
        QCOMPARE(next->head, (Head{3, 3}));
    }

    // Cut off, and PostgreSQL has not noticed: the session that still holds the lock is this server's own.
    void ownGhostIsEnded()
    {
        const QString name
            = m_server->sql(QStringLiteral("SELECT DISTINCT application_name FROM pg_stat_activity "
                                           "WHERE application_name LIKE 'madang %'"));
        Rival ghost(m_url, name);
        endWriter();
        QVERIFY(ghost.has());
        TestExecutor executor;
        VERIFY_OK(appended(m_store->log(), executor, sending(m_rooms[0], m_ann.id, QStringLiteral("x"))));
    }

    // A transaction that lost against somebody else's is done again.
    void deadlockIsRepeated()
    {
        m_store.reset();
        const auto address = *DatabaseAddress::fromUrl(m_url);
        auto one = *Storage::open({address, 1, Sharing::Shared});
        auto other = *Storage::open({address, 1, Sharing::Shared});
        // Each holds a room and then wants the other's.
        std::atomic<int> holding{0};
        const auto crossing = [&](RoomId mine, RoomId theirs) {
            return [&holding, mine, theirs, met = false](Connection& connection) mutable -> Result<void> {
                const auto hold = [&connection](RoomId room) {
                    return Statement(connection, QLatin1String("rooms.hold")).run(room);
                };
                if (auto ok = hold(mine); !ok) {
                    return ok;
                }
                if (!std::exchange(met, true)) {
                    for (++holding; holding < 2;) {
                        std::this_thread::yield();
                    }
                }
                return hold(theirs);
            };
        };
        auto a = one->writer().run(crossing(m_rooms[0], m_rooms[1]));
        auto b = other->writer().run(crossing(m_rooms[1], m_rooms[0]));
        VERIFY_OK(a.result());
        VERIFY_OK(b.result());
    }

private:
    void sql(const QString& statements) const
    {
        const QString schema = m_url.section(QStringLiteral("%3D"), 1);
        (void)m_server->sql(QStringLiteral("SET search_path = %1; %2").arg(schema, statements));
    }
    // Ends the session that holds the lock on the schema.
    void endWriter() const
    {
        const QString schema = m_url.section(QStringLiteral("%3D"), 1);
        (void)m_server->sql(
            QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND "
                           "granted AND objid = (hashtext('%1')::bigint & 4294967295)::oid")
                .arg(schema));
    }

    std::unique_ptr<PostgresServer> m_server;
    QString m_url;
    std::unique_ptr<StoredFixture> m_store;
    User m_ann;
    std::vector<RoomId> m_rooms;
};

QTEST_GUILESS_MAIN(TestPostgresFaults)
#include "tst_postgresfaults.moc"
