#include "server/redis/rediserror.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

class tst_RedisError : public QObject {
    Q_OBJECT

    static RespValue error(const char* text) { return RespValue::ofText(RespValue::Type::Error, text); }

private Q_SLOTS:
    void whatPassesIsUnavailable_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("passes");
        for (const char* text :
            {"LOADING Redis is loading the dataset in memory",
                "READONLY You can't write against a read only replica.", "OOM command not allowed",
                "MISCONF Redis is configured to save RDB snapshots", "BUSY Redis is busy running a script",
                "MASTERDOWN Link with MASTER is down", "NOREPLICAS Not enough good replicas to write.",
                "CLUSTERDOWN The cluster is down", "TRYAGAIN Multiple keys request during rehashing of slot"})
            QTest::newRow(text) << QByteArray(text) << true;
        for (const char* text : {"ERR unknown command", "WRONGTYPE Operation against a key",
                 "NOSCRIPT No matching", "NOAUTH Authentication required.",
                 "NOPERM this user has no permissions", "BUSYGROUP exists", "LOADINGX", ""})
            QTest::newRow(text) << QByteArray(text) << false;
    }
    void whatPassesIsUnavailable()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, passes);
        const Error seen = errorOf(error(text.constData()));
        QCOMPARE(seen.code, passes ? ErrorCode::Unavailable : ErrorCode::Internal);
        QCOMPARE(seen.reason, QString::fromLatin1(text.split(' ').front()));
        QVERIFY2(seen.message.contains(QString::fromLatin1(text)), "what Redis said is kept");
        QCOMPARE(seen.retryAfterMs.has_value(), passes);
    }

    void aReplicaAsksForANewConnection()
    {
        QVERIFY(asksForReconnect(error("READONLY You can't write against a read only replica.")));
        QVERIFY(!asksForReconnect(error("OOM x")));
        QVERIFY(!asksForReconnect(RespValue::ofText(RespValue::Type::Bulk, "READONLY x")));
    }
};

QTEST_APPLESS_MAIN(tst_RedisError)
#include "tst_rediserror.moc"
