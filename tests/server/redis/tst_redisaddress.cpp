#include "server/redis/redisaddress.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

class tst_RedisAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryPart()
    {
        const auto address = RedisAddress::fromUrl(QStringLiteral("redis://chat:secret@redis.lan:6380/3"));
        QVERIFY(address.ok());
        QCOMPARE(address->host, QStringLiteral("redis.lan"));
        QCOMPARE(address->port, quint16(6380));
        QCOMPARE(address->user, QByteArray("chat"));
        QCOMPARE(address->password, QByteArray("secret"));
        QCOMPARE(address->database, 3);
        QVERIFY(!address->tls);
        QCOMPARE(address->verify, RedisAddress::Verify::Peer);
    }

    void hasDefaults()
    {
        const auto address = RedisAddress::fromUrl(QStringLiteral("rediss://redis.lan"));
        QVERIFY(address.ok());
        QCOMPARE(address->port, quint16(6379));
        QVERIFY(address->user.isEmpty() && address->password.isEmpty());
        QCOMPARE(address->database, 0);
        QVERIFY(address->tls);
        QCOMPARE(RedisAddress::fromUrl(QStringLiteral("redis://redis.lan/"))->database, 0);
    }

    void decodesUserAndPassword()
    {
        const auto address
            = RedisAddress::fromUrl(QStringLiteral("redis://%EC%B1%84:p%40ss%3A%2F%3F%23%25@[::1]:7000/1"));
        QVERIFY(address.ok());
        QCOMPARE(address->user, QByteArray("채"));
        QCOMPARE(address->password, QByteArray("p@ss:/?#%"));
        QCOMPARE(address->host, QStringLiteral("::1"));
        QCOMPARE(address->port, quint16(7000));
    }

    void takesAPasswordAlone()
    {
        const auto address = RedisAddress::fromUrl(QStringLiteral("redis://:secret@host"));
        QVERIFY(address.ok());
        QVERIFY(address->user.isEmpty());
        QCOMPARE(address->password, QByteArray("secret"));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* url, const char* says) {
            QTest::newRow(name) << QString::fromUtf8(url) << QString::fromUtf8(says);
        };
        row("nothing", "", "redis://");
        row("other scheme", "http://hidden@host", "rediss://");
        row("no scheme", "host:6379", "redis://");
        row("no host", "redis:///0", "no host");
        row("word for a database", "redis://host/hidden", "database");
        row("negative database", "redis://host/-1", "database");
        row("signed database", "redis://host/+1", "database");
        row("two databases", "redis://host/1/2", "database");
        row("enormous database", "redis://host/99999999999", "database");
        row("port 0", "redis://host:0", "port");
        row("port too large", "redis://host:70000", "cannot be read");
        row("port no number", "redis://host:hidden", "cannot be read");
        row("bare IPv6", "redis://::1:6379", "cannot be read");
        row("query", "redis://host/0?password=hidden", "?");
        row("fragment", "redis://host/0#hidden", "#");
        row("user alone", "redis://hidden@host", "no password");
        row("bad percent", "redis://u:hidden%zz@host", "%40");
    }
    void refuses()
    {
        QFETCH(QString, url);
        QFETCH(QString, says);
        const auto address = RedisAddress::fromUrl(url);
        QVERIFY(!address);
        QCOMPARE(address.error().code, ErrorCode::Invalid);
        QVERIFY2(address.error().message.contains(says), qPrintable(address.error().message));
        QVERIFY2(
            !address.error().message.contains(QStringLiteral("hidden")), "what may be a password is shown");
    }

    void isShownWithoutThePassword()
    {
        const auto shown
            = [](const char* url) { return RedisAddress::fromUrl(QString::fromUtf8(url))->toString(); };
        QCOMPARE(
            shown("redis://chat:secret@redis.lan:6380/3"), QStringLiteral("redis://chat@redis.lan:6380/3"));
        QCOMPARE(shown("rediss://:secret@[::1]"), QStringLiteral("rediss://[::1]:6379/0"));
    }
};

QTEST_APPLESS_MAIN(tst_RedisAddress)
#include "tst_redisaddress.moc"
