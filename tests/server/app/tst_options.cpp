#include "server/app/options.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

namespace {

Result<Invocation> read(const QStringList& arguments, const QMap<QString, QString>& environment = {})
{
    QProcessEnvironment variables;
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        variables.insert(it.key(), it.value());
    return readInvocation(QStringList{QStringLiteral("madang-server")} + arguments, variables);
}

QString problemOf(const QStringList& arguments, const QMap<QString, QString>& environment = {})
{
    const auto invocation = read(arguments, environment);
    return invocation ? QString() : invocation.error().message;
}

} // namespace

class TestOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasDefaults();
    void commandLineBeforeEnvironmentBeforeFile();
    void readsWhatDuplicateLoginsMayDo();
    void readsHowLongMessagesAreKept_data();
    void readsHowLongMessagesAreKept();
    void opsIsNowhereUnlessSaid();
    void theFileMayBeNamedByTheEnvironment();
    void readsAddresses_data();
    void readsAddresses();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void refusesSettingsThatDoNotExist();
    void helpNamesEveryOption();
};

void TestOptions::hasDefaults()
{
    const Options options = read({})->options;
    QCOMPARE(options.address, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(options.port, quint16(8765));
    QVERIFY(options.data.endsWith(QStringLiteral("/madang/server")));
    QCOMPARE(options.loops, 0);
    QCOMPARE(options.accessTtlMs, 15 * 60'000);
    QVERIFY(options.registrationOpen);
    QCOMPARE(options.duplicateLogins, DuplicateLogins::Allow);
    QVERIFY(!options.limitLoopback);
}

void TestOptions::commandLineBeforeEnvironmentBeforeFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("madang.ini"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[server]\nloops=1\nname=from file\nlisten=127.0.0.1:1\norigins=https://a.example, "
               "https://b.example\n[auth]\nregistration=closed\n");
    file.close();
    const QStringList config{QStringLiteral("--config"), path};
    Options options = read(config)->options;
    QCOMPARE(options.loops, 1);
    QCOMPARE(options.name, QStringLiteral("from file"));
    QVERIFY(!options.registrationOpen);
    QCOMPARE(options.origins,
        (QStringList{QStringLiteral("https://a.example"), QStringLiteral("https://b.example")}));
    const QMap<QString, QString> environment{{QStringLiteral("MADANG_LOOPS"), QStringLiteral("2")},
        {QStringLiteral("MADANG_LISTEN"), QStringLiteral("127.0.0.1:2")}};
    options
        = read(config + QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:3")}, environment)
              ->options;
    QCOMPARE(options.loops, 2);
    QCOMPARE(options.port, quint16(3));
    QCOMPARE(options.name, QStringLiteral("from file"));
}

void TestOptions::readsWhatDuplicateLoginsMayDo()
{
    const QString option = QStringLiteral("--duplicate-logins");
    QCOMPARE(read({option, QStringLiteral("one")})->options.duplicateLogins, DuplicateLogins::One);
    QCOMPARE(
        read({option, QStringLiteral("one-per-kind")})->options.duplicateLogins, DuplicateLogins::OnePerKind);
    QCOMPARE(read({option, QStringLiteral("allow")})->options.duplicateLogins, DuplicateLogins::Allow);
    QVERIFY(problemOf({option, QStringLiteral("two")}).contains(QStringLiteral("one-per-kind")));
}

void TestOptions::readsHowLongMessagesAreKept_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("for ever") << QStringLiteral("0") << qint64(0);
    QTest::newRow("days") << QStringLiteral("90d") << qint64(90) * 86'400'000;
    QTest::newRow("a number is days") << QStringLiteral("90") << qint64(90) * 86'400'000;
    QTest::newRow("hours") << QStringLiteral("12h") << qint64(43'200'000);
    QTest::newRow("minutes") << QStringLiteral("5m") << qint64(300'000);
    QTest::newRow("seconds") << QStringLiteral("30s") << qint64(30'000);
    QTest::newRow("ten years") << QStringLiteral("3650d") << qint64(3650) * 86'400'000;
}

void TestOptions::readsHowLongMessagesAreKept()
{
    QFETCH(QString, text);
    QTEST(read({QStringLiteral("--keep-messages"), text})->options.keepMessagesMs, "ms");
}

void TestOptions::opsIsNowhereUnlessSaid()
{
    QVERIFY(!read({})->options.ops.has_value());
    const auto ops = read({QStringLiteral("--ops"), QStringLiteral("[::1]:9765")})->options.ops;
    QCOMPARE(ops->first, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(ops->second, quint16(9765));
}

void TestOptions::theFileMayBeNamedByTheEnvironment()
{
    QVERIFY(problemOf({}, {{QStringLiteral("MADANG_CONFIG"), QStringLiteral("/nowhere/madang.ini")}})
                .contains(QStringLiteral("/nowhere/madang.ini")));
}

void TestOptions::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QHostAddress>("address");
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << QStringLiteral("0.0.0.0:80") << QHostAddress(QHostAddress::AnyIPv4) << 80;
    QTest::newRow("IPv6") << QStringLiteral("[::1]:0") << QHostAddress(QHostAddress::LocalHostIPv6) << 0;
    QTest::newRow("any") << QStringLiteral("[::]:8765") << QHostAddress(QHostAddress::AnyIPv6) << 8765;
    QTest::newRow("localhost") << QStringLiteral("localhost:1") << QHostAddress(QHostAddress::LocalHost) << 1;
}

void TestOptions::readsAddresses()
{
    QFETCH(QString, text);
    QFETCH(QHostAddress, address);
    QFETCH(int, port);
    const auto invocation = read({QStringLiteral("--listen"), text});
    QVERIFY(invocation.ok());
    QCOMPARE(invocation->options.address, address);
    QCOMPARE(int(invocation->options.port), port);
}

void TestOptions::refusesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* option, const char* value) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(option), QLatin1String(value))))
            << QStringList{QLatin1String(option), QLatin1String(value)} << QString::fromLatin1(option);
    };
    for (const char* bad : {"", "-1d", "5 m", "5x", "d", "1.5h", "3651d", "99999999999"})
        row("--keep-messages", bad);
    row("--ops", "9765");
    row("--ops", "somewhere:1");
    row("--listen", "8765");
    row("--listen", "nowhere:1");
    row("--listen", "127.0.0.1:70000");
    row("--listen", "127.0.0.1:-1");
    row("--loops", "many");
    row("--loops", "-1");
    row("--loops", "9999999999999999999999");
    row("--registration", "maybe");
    row("--log-level", "loud");
    row("--auth-access-ttl-ms", "1");
    row("--tls-key", "key.pem");
    QTest::newRow("unknown") << QStringList{QStringLiteral("--lsten")} << QStringLiteral("lsten");
    QTest::newRow("positional") << QStringList{QStringLiteral("run")} << QStringLiteral("run");
    QTest::newRow("no value") << QStringList{QStringLiteral("--data")} << QStringLiteral("data");
}

void TestOptions::refusesWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, names);
    const QString problem = problemOf(arguments);
    QVERIFY2(problem.contains(names), qPrintable(problem));
    QVERIFY(!problem.contains(u'\n'));
}

void TestOptions::refusesSettingsThatDoNotExist()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("madang.ini"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[server]\nlissten=127.0.0.1:1\n");
    file.close();
    QVERIFY(problemOf({QStringLiteral("--config"), path}).contains(QStringLiteral("server/lissten")));
}

void TestOptions::helpNamesEveryOption()
{
    const auto invocation = read({QStringLiteral("--help")});
    QCOMPARE(invocation->what, Invocation::What::Help);
    for (const char* option : {"--listen", "--data", "--config", "--database", "--loops", "--registration",
             "--log-level", "--tls-key"})
        QVERIFY2(invocation->text.contains(QLatin1String(option)), option);
    QCOMPARE(read({QStringLiteral("--version")})->what, Invocation::What::Version);
}

QTEST_APPLESS_MAIN(TestOptions)
#include "tst_options.moc"
