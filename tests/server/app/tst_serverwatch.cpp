#include "server/app/serverwatch.h"
#include "server/eventloop/loopgroup.h"
#include "tests/dialogue/phrases.h"
#include "tests/dialogue/testserver.h"
#include "tests/support/postgresserver.h"

#include <QtTest/QTest>

#include <semaphore>

using namespace madang;
using namespace madang::test;

namespace {

// The sum of a metric over its labels; -1 where there is none.
double value(TestServer& server, const QByteArray& name)
{
    double sum = -1;
    for (const QByteArray& line : server.server().watch()->metrics().split('\n')) {
        const qsizetype end = line.indexOf(' ');
        if (line.left(end) == name || line.startsWith(name + '{'))
            sum = std::max(sum, 0.0) + line.mid(end).toDouble();
    }
    return sum;
}

void watched(server::ChatServer::Options& options)
{
    options.watched = true;
}

QString why(TestServer& server)
{
    return server.server().watch()->whyNotReady();
}

} // namespace

// What a server says of itself is true, and changes when it changes.
class TestServerWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhereSomebodyWantsToKnow();
    void numbersMove();
    void everyLineIsOfTheFormat();
    void aLoopThatHangsIsNotHealthy();
    void theGroupIsSeen();
    void theDatabaseIsSeen();
};

void TestServerWatch::onlyWhereSomebodyWantsToKnow()
{
    TestServer server;
    QVERIFY(!server.server().watch());
}

void TestServerWatch::numbersMove()
{
    TestServer server([](auto& options) {
        watched(options);
        options.expiry.keepMs = 300;
        options.expiry.periodMs = 50;
    });
    QTRY_COMPARE(why(server), QString());
    QCOMPARE(value(server, "madang_build_info"), 1.0);
    QCOMPARE(value(server, "madang_connections"), 0.0);
    Peer mina = server.person("mina", 0);
    Peer juno = server.person("juno", 1);
    std::optional<Peer> guest(server.connect(0));
    QTRY_COMPARE(value(server, "madang_connections"), 3.0);
    QTRY_COMPARE(value(server, "madang_streams"), 2.0);
    QTRY_COMPARE(value(server, "madang_people"), 2.0);
    guest.reset();
    QTRY_COMPARE(value(server, "madang_connections"), 2.0);
    const QString room = group(mina, {juno.user});
    const double writes = value(server, "madang_writes_total");
    QCOMPARE(value(server, "madang_messages_total"), 0.0);
    for (int i = 0; i < 5; ++i)
        say(mina, room, QStringLiteral("x"));
    QTRY_COMPARE(value(server, "madang_messages_total"), 5.0);
    QVERIFY(value(server, "madang_writes_total") >= writes + 5);
    QVERIFY(value(server, "madang_write_batches_total") > 0);
    QTRY_COMPARE(value(server, "madang_expiry_messages_total"), 5.0);
    QCOMPARE(value(server, "madang_expiry_leased"), 1.0);
    QVERIFY(value(server, "madang_expiry_runs_total") > 0);
    QTRY_COMPARE(value(server, "madang_search_waiting"), 0.0);
    QCOMPARE(value(server, "madang_search_leased"), 1.0);
    QCOMPARE(value(server, "madang_revocations"), 0.0);
    juno.ok("auth.logout");
    QTRY_COMPARE(value(server, "madang_revocations"), 1.0);
    QTRY_COMPARE(value(server, "madang_people"), 1.0);
    QVERIFY(value(server, "process_resident_memory_bytes") > 1'000'000);
    QVERIFY(value(server, "process_cpu_seconds_total") > 0);
    QCOMPARE(value(server, "madang_database_up"), 1.0);
    QCOMPARE(value(server, "madang_peers"), -1.0); // it is alone
}

void TestServerWatch::everyLineIsOfTheFormat()
{
    TestServer server(watched);
    static const QRegularExpression line(
        QStringLiteral("^(# HELP [a-z_]+ \\S.*|# TYPE [a-z_]+ "
                       "(counter|gauge)|[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? "
                       "-?[0-9.e+-]+)$"));
    const QList<QByteArray> lines = server.server().watch()->metrics().split('\n');
    QVERIFY(lines.size() > 30);
    QVERIFY(lines.last().isEmpty());
    QSet<QByteArray> types;
    for (const QByteArray& text : lines.mid(0, lines.size() - 1)) {
        QVERIFY2(line.match(QString::fromUtf8(text)).hasMatch(), text);
        if (text.startsWith("# TYPE ")) {
            QVERIFY2(!types.contains(text), text); // a metric is one group of lines
            types.insert(text);
        }
    }
}

void TestServerWatch::aLoopThatHangsIsNotHealthy()
{
    TestServer server(watched);
    QTRY_COMPARE(why(server), QString());
    std::binary_semaphore hold(0);
    server.server().loops().at(1).post([&hold] { hold.acquire(); });
    QTRY_VERIFY(server.server().watch()->whyNotHealthy().startsWith(QLatin1String("loop 1 ")));
    QVERIFY(why(server).startsWith(QLatin1String("loop 1 ")));
    QVERIFY(value(server, "madang_loop_delay_seconds") >= 1);
    hold.release();
    QTRY_COMPARE(why(server), QString());
    QCOMPARE(server.server().watch()->whyNotHealthy(), QString());
}

void TestServerWatch::theGroupIsSeen()
{
    const auto stores = std::make_shared<Stores>(Stores::Kind::Services);
    TestServer one(stores, watched);
    QTRY_COMPARE(why(one), QString());
    QCOMPARE(value(one, "madang_redis_up"), 1.0);
    QCOMPARE(value(one, "madang_peers"), 0.0);
    {
        TestServer two(stores, watched);
        QTRY_COMPARE(value(one, "madang_peers"), 1.0);
        QTRY_COMPARE(value(two, "madang_peers"), 1.0);
        QTRY_COMPARE(value(one, "madang_log_moved_here") + value(two, "madang_log_moved_here"), 4.0);
        Peer mina = one.person("mina");
        say(mina, group(mina, {}), QStringLiteral("x"));
        QTRY_COMPARE(value(one, "madang_log_entries"), 0.0);
    }
    QTRY_COMPARE(value(one, "madang_peers"), 0.0);
}

void TestServerWatch::theDatabaseIsSeen()
{
    PostgresServer postgres({QStringLiteral("fsync=off")});
    const QString url = postgres.freshUrl();
    TestServer server([&url](auto& options) {
        watched(options);
        options.database = server::DatabaseAddress::fromUrl(url).value();
        options.group.reset();
    });
    QTRY_COMPARE(why(server), QString());
    postgres.stop(PostgresServer::How::Immediate);
    QTRY_VERIFY_WITH_TIMEOUT(why(server).contains(QLatin1String("database")), 15'000);
    QCOMPARE(value(server, "madang_database_up"), 0.0);
    QCOMPARE(server.server().watch()->whyNotHealthy(), QString()); // a restart would not help
    postgres.start();
    QTRY_COMPARE_WITH_TIMEOUT(why(server), QString(), 30'000);
    QCOMPARE(value(server, "madang_database_up"), 1.0);
}

QTEST_GUILESS_MAIN(TestServerWatch)
#include "tst_serverwatch.moc"
