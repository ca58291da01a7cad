#include "client/net/serveraddress.h"

#include <QtTest/QTest>

using namespace madang::client;

class TestServerAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understandsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::newRow("host") << "chat.example.org"
                              << "ws://chat.example.org:8765/ws"
                              << "chat.example.org:8765";
        QTest::newRow("host and port") << " 127.0.0.1:9000 "
                                       << "ws://127.0.0.1:9000/ws"
                                       << "127.0.0.1:9000";
        QTest::newRow("ws") << "ws://a.b:1234/ws"
                            << "ws://a.b:1234/ws"
                            << "a.b:1234";
        QTest::newRow("wss") << "wss://a.b"
                             << "wss://a.b:443/ws"
                             << "wss://a.b";
        QTest::newRow("https") << "https://a.b/"
                               << "wss://a.b:443/ws"
                               << "wss://a.b";
        QTest::newRow("https port") << "https://a.b:8443"
                                    << "wss://a.b:8443/ws"
                                    << "wss://a.b:8443";
        QTest::newRow("http") << "http://a.b"
                              << "ws://a.b:80/ws"
                              << "a.b:80";
        QTest::newRow("own path") << "wss://a.b/chat/ws"
                                  << "wss://a.b:443/chat/ws"
                                  << "wss://a.b/chat/ws";
        QTest::newRow("IPv6") << "[::1]:8765"
                              << "ws://[::1]:8765/ws"
                              << "[::1]:8765";
    }
    void understandsWhatPeopleType()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        QFETCH(QString, shown);
        const auto address = ServerAddress::parse(typed);
        QVERIFY(address);
        QCOMPARE(address->url().toString(), url);
        QCOMPARE(address->display(), shown);
        // What is shown can be typed again.
        const auto again = ServerAddress::parse(address->display());
        QVERIFY(again);
        QCOMPARE(again->url(), address->url());
    }

    void refusesWhatIsNoServer_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char* one : {"", "  ", "ftp://a.b", "ws://", "a b", "host:port", "host:99999", "host:0",
                 "ws://user:secret@a.b", "http:///path"})
            QTest::newRow(one) << QString::fromLatin1(one);
    }
    void refusesWhatIsNoServer()
    {
        QFETCH(QString, typed);
        QVERIFY(!ServerAddress::parse(typed));
    }
};

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
