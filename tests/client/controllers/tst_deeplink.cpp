#include "client/controllers/deeplink.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;

namespace {
const QString room = RoomId(11).toString();
QString at(const char* before, const char* after = "")
{
    return QString::fromUtf8(before) % room % QString::fromUtf8(after);
}
} // namespace

class TestDeepLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRoomOfAServer()
    {
        const auto link = DeepLink::parse(at("madang://Chat.Example.org/room/"));
        QVERIFY(link);
        QCOMPARE(link->host, QStringLiteral("chat.example.org"));
        QCOMPARE(link->port, quint16(8765));
        QCOMPARE(link->room, RoomId(11));
        QCOMPARE(link->seq, 0);
    }

    void aMessageOnAPort()
    {
        const auto link = DeepLink::parse(at("madang://[::1]:9000/room/", "/9007199254740992"));
        QVERIFY(link);
        QCOMPARE(link->host, QStringLiteral("::1"));
        QCOMPARE(link->port, quint16(9000));
        QCOMPARE(link->seq, 9007199254740992);
    }

    void whatIsGivenOutIsUnderstood_data()
    {
        QTest::addColumn<QUrl>("server");
        QTest::newRow("plain") << QUrl(QStringLiteral("ws://chat.test:8765/ws"));
        QTest::newRow("secure") << QUrl(QStringLiteral("wss://chat.test/ws"));
        QTest::newRow("port") << QUrl(QStringLiteral("wss://chat.test:9443/deep/ws"));
        QTest::newRow("v6") << QUrl(QStringLiteral("ws://[fe80::1]:8765/ws"));
        QTest::newRow("korean") << QUrl(QString::fromUtf8("ws://마당.한국:8765/ws"));
    }
    void whatIsGivenOutIsUnderstood()
    {
        QFETCH(QUrl, server);
        for (const qint64 seq : {0, 1, 48}) {
            const DeepLink given = DeepLink::to(server, RoomId(11), seq);
            QVERIFY(given.leadsTo(server));
            const auto read = DeepLink::parse(given.toString());
            QVERIFY2(read, qPrintable(given.toString()));
            QCOMPARE(*read, given);
        }
    }

    void anotherServerIsAnother()
    {
        const DeepLink link = *DeepLink::parse(at("madang://chat.test/room/"));
        QVERIFY(link.leadsTo(QUrl(QStringLiteral("ws://chat.test:8765/ws"))));
        QVERIFY(!link.leadsTo(QUrl(QStringLiteral("ws://chat.test:8766/ws"))));
        QVERIFY(!link.leadsTo(QUrl(QStringLiteral("wss://chat.test/ws"))));
        QVERIFY(!link.leadsTo(QUrl(QStringLiteral("ws://chat.test.evil:8765/ws"))));
        QVERIFY(!link.leadsTo(QUrl()));
    }

    void anythingElseIsNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("scheme alone") << QStringLiteral("madang:");
        QTest::newRow("other scheme") << at("https://chat.test/room/");
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd");
        QTest::newRow("no host") << at("madang:///room/");
        QTest::newRow("no authority") << at("madang:/room/");
        QTest::newRow("user") << at("madang://mina@chat.test/room/");
        QTest::newRow("empty user") << at("madang://@chat.test/room/");
        QTest::newRow("password") << at("madang://mina:secret@chat.test/room/");
        QTest::newRow("port 0") << at("madang://chat.test:0/room/");
        QTest::newRow("port past all") << at("madang://chat.test:65536/room/");
        QTest::newRow("port no number") << at("madang://chat.test:http/room/");
        QTest::newRow("query") << at("madang://chat.test/room/", "?x=1");
        QTest::newRow("empty query") << at("madang://chat.test/room/", "?");
        QTest::newRow("fragment") << at("madang://chat.test/room/", "#x");
        QTest::newRow("no room") << QStringLiteral("madang://chat.test/room/");
        QTest::newRow("a person's id") << QStringLiteral("madang://chat.test/room/") + UserId(1).toString();
        QTest::newRow("room 0") << QStringLiteral("madang://chat.test/room/") + RoomId().toString();
        QTest::newRow("id in capitals") << QStringLiteral("madang://chat.test/room/") + room.toUpper();
        QTest::newRow("other word") << at("madang://chat.test/rooms/");
        QTest::newRow("no word") << at("madang://chat.test/");
        QTest::newRow("one more part") << at("madang://chat.test/room/", "/1/2");
        QTest::newRow("slash at the end") << at("madang://chat.test/room/", "/");
        QTest::newRow("double slash") << at("madang://chat.test//room/");
        QTest::newRow("dots") << at("madang://chat.test/../room/");
        QTest::newRow("slash hidden in the id") << at("madang://chat.test/room%2F");
        QTest::newRow("zero in the id") << at("madang://chat.test/room/", "%00");
        QTest::newRow("seq 0") << at("madang://chat.test/room/", "/0");
        QTest::newRow("seq negative") << at("madang://chat.test/room/", "/-1");
        QTest::newRow("seq with a plus") << at("madang://chat.test/room/", "/+1");
        QTest::newRow("seq with a zero") << at("madang://chat.test/room/", "/01");
        QTest::newRow("seq hexadecimal") << at("madang://chat.test/room/", "/0x1");
        QTest::newRow("seq past what is whole") << at("madang://chat.test/room/", "/9007199254740993");
        QTest::newRow("seq past 64 bits") << at("madang://chat.test/room/", "/18446744073709551617");
        QTest::newRow("other digits") << at("madang://chat.test/room/", "/\xD9\xA1");
        QTest::newRow("blank before") << at(" madang://chat.test/room/");
        QTest::newRow("blank within") << at("madang://chat .test/room/");
        QTest::newRow("line break") << at("madang://chat.test/room/", "\n--server=evil");
        QTest::newRow("an option") << QStringLiteral("--platform=madang://chat.test/room/") + room;
        QTest::newRow("too long") << QString(
            QStringLiteral("madang://") + QString(600, u'a') + QStringLiteral("/room/") + room);
        QTest::newRow("half a surrogate")
            << QString(QStringLiteral("madang://") + QChar(0xD800) + QStringLiteral("/room/") + room);
    }
    void anythingElseIsNone()
    {
        QFETCH(QString, text);
        QVERIFY(!DeepLink::parse(text));
    }
};

QTEST_GUILESS_MAIN(TestDeepLink)
#include "tst_deeplink.moc"
