#include "server/storage/databaseaddress.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

class TestDatabaseAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("hosts");
        QTest::addColumn<QString>("ports");
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* url, const char* user, const char* password, const char* hosts,
                             const char* ports, const char* database, const char* shown) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(user)
                               << QString::fromUtf8(password) << QString::fromUtf8(hosts)
                               << QString::fromUtf8(ports) << QString::fromUtf8(database)
                               << QString::fromUtf8(shown);
        };
        row("postgres://", "", "", "", "", "", "postgresql:///");
        row("postgresql:///chat", "", "", "", "", "chat", "postgresql:///chat");
        row("POSTGRES://h", "", "", "h", "5432", "", "postgresql://h/");
        row("postgres://ann:secret@db.example:6000/chat", "ann", "secret", "db.example", "6000", "chat",
            "postgresql://ann@db.example:6000/chat");
        row("postgres://a%40b:p%3A%2F%40%25%EC%9D%B4;'@h/d%20b", "a@b", "p:/@%이;'", "h", "5432", "d b",
            "postgresql://a@b@h/d b");
        row("postgres://ann:se@cr/et@h/d", "ann", "se@cr/et", "h", "5432", "d", "postgresql://ann@h/d");
        row("postgres://[::1]:6000/d", "", "", "::1", "6000", "d", "postgresql://[::1]:6000/d");
        row("postgres://a:1,b,c:3/d", "", "", "a,b,c", "1,5432,3", "d", "postgresql://a:1,b,c:3/d");
        row("postgres:///d?host=/run/pg&port=6000&user=u&password=p", "u", "p", "/run/pg", "6000", "d",
            "postgresql://u@/run/pg:6000/d");
        row("postgres://%2Frun%2Fpg/d", "", "", "/run/pg", "5432", "d", "postgresql:///run/pg/d");
    }
    void urls()
    {
        QFETCH(QString, url);
        const auto address = DatabaseAddress::fromUrl(url);
        QVERIFY2(address.ok(), address ? "" : qPrintable(address.error().message));
        QVERIFY(address->postgres.has_value());
        QTEST(address->postgres->user, "user");
        QTEST(address->postgres->password, "password");
        QTEST(address->postgres->hosts, "hosts");
        QTEST(address->postgres->ports, "ports");
        QTEST(address->postgres->database, "database");
        QTEST(address->shown(), "shown");
    }

    void parametersGoToTheDriver()
    {
        const auto address = DatabaseAddress::fromUrl(QStringLiteral(
            "postgres://u:topsecret@h/d?sslmode=verify-full&sslrootcert=/a%20b/it%27s.pem&connect_timeout=2"
            "&options=-csearch_path%3Dx"));
        const QString options = address->postgres->connectOptions();
        QVERIFY(options.contains(QStringLiteral("sslmode='verify-full'")));
        QVERIFY(options.contains(QStringLiteral("sslrootcert='/a b/it\\'s.pem'")));
        QCOMPARE(options.count(QStringLiteral("connect_timeout")), 1);
        QVERIFY(options.contains(QStringLiteral("connect_timeout='2'")));
        QVERIFY(
            options.contains(QStringLiteral("options='-csearch_path=x -c standard_conforming_strings=on'")));
        // A peer that is gone is noticed, whatever the URL leaves out.
        for (const char* name : {"keepalives_idle", "tcp_user_timeout", "target_session_attrs"}) {
            QVERIFY(options.contains(QString::fromLatin1(name)));
        }
        QVERIFY(!options.contains(QStringLiteral("topsecret")));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("url");
        for (const char* url : {"postgres:", "postgresql:/h/d", "postgresqls://h/d", "postgres://h:0/d",
                 "postgres://h:70000/d", "postgres://u:topsecret@h:x/d", "postgres://u:topsecret@h/d?sslmode",
                 "postgres://u:topsecret@h/d?a%20b=c", "postgres://u:topsecret@h/d?options=a%3Bb",
                 "postgres://u:topsecret@h%3B/d", "postgres://u:topsecret%00@h/d"}) {
            QTest::newRow(url) << QString::fromLatin1(url);
        }
    }
    void refusals()
    {
        QFETCH(QString, url);
        const auto refusal = DatabaseAddress::fromUrl(url);
        QVERIFY(!refusal);
        QCOMPARE(refusal.error().code, ErrorCode::Invalid);
        QCOMPARE(refusal.error().field, QStringLiteral("database"));
        QVERIFY2(!refusal.error().message.contains(QStringLiteral("topsecret")),
            qPrintable(refusal.error().message));
    }
};

QTEST_GUILESS_MAIN(TestDatabaseAddress)
#include "tst_databaseaddress.moc"
