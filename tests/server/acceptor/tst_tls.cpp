#include "server/acceptor/tls.h"

#include "tests/server/acceptor/acceptortest.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslError>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>
#include <QtTest/QSignalSpy>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

class tst_Tls : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    // Whether it could be made.
    bool makeCertificate(const QStringList& key, const char* name)
    {
        const QString base = path(name);
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
            QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey")} + key
                + QStringList{QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"),
                    QStringLiteral("-subj"), QStringLiteral("/CN=localhost"), QStringLiteral("-keyout"),
                    base + QStringLiteral(".key"), QStringLiteral("-out"), base + QStringLiteral(".crt")});
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    }
    AcceptorOptions secureOptions() const
    {
        AcceptorOptions options;
        auto tls = loadTls(path("ec.crt"), path("ec.key"));
        if (!tls)
            qFatal("%s", qPrintable(tls.error().message));
        options.tls = *tls;
        return options;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("This Qt has no TLS.");
        if (!makeCertificate(
                {QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256")},
                "ec")
            || !makeCertificate({QStringLiteral("rsa:2048")}, "rsa"))
            QSKIP("There is no openssl program to make a certificate with.");
    }

    void readsBothKindsOfKey()
    {
        for (const char* kind : {"ec", "rsa"}) {
            const auto tls
                = loadTls(path(kind) + QStringLiteral(".crt"), path(kind) + QStringLiteral(".key"));
            QVERIFY2(tls.ok(), kind);
            QVERIFY(!tls->privateKey().isNull());
            QCOMPARE(tls->localCertificateChain().size(), 1);
        }
    }

    void saysWhatIsWrong()
    {
        const auto missing = loadTls(path("nowhere.crt"), path("ec.key"));
        QVERIFY(!missing && missing.error().message.contains(QStringLiteral("nowhere.crt")));
        const auto swapped = loadTls(path("ec.key"), path("ec.key"));
        QVERIFY(!swapped && swapped.error().message.contains(QStringLiteral("no PEM certificate")));
        const auto noKey = loadTls(path("ec.crt"), path("ec.crt"));
        QVERIFY(!noKey && noKey.error().message.contains(QStringLiteral("no private key")));
    }

    void webSocketOverTls()
    {
        EchoServer server(secureOptions());
        QWebSocket client;
        QSignalSpy text(&client, &QWebSocket::textMessageReceived);
        connect(&client, &QWebSocket::sslErrors, &client, [&] { client.ignoreSslErrors(); });
        const QString large(60'000, u'가');
        connect(&client, &QWebSocket::connected, &client, [&] {
            client.sendTextMessage(QStringLiteral("small"));
            client.sendTextMessage(large);
        });
        client.open(QUrl(QStringLiteral("wss://127.0.0.1:%1/ws").arg(server.port)));
        QTRY_COMPARE(text.size(), 2);
        QCOMPARE(text[0][0].toString(), QStringLiteral("small"));
        QCOMPARE(text[1][0].toString(), large);
        QVERIFY(server.peers().at(0).secure);
        client.close();
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }

    void refusalIsAnsweredOverTls()
    {
        EchoServer server(secureOptions());
        QSslSocket client;
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        QByteArray received;
        connect(&client, &QSslSocket::readyRead, &client, [&] { received += client.readAll(); });
        connect(&client, &QSslSocket::encrypted, &client,
            [&] { client.write(wholeRequest("Origin: https://evil.example\r\n")); });
        client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port);
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(received.startsWith("HTTP/1.1 403 "));
    }

    void plainHttpIsCut()
    {
        EchoServer server(secureOptions());
        RawClient client(server.port);
        client.write(wholeRequest());
        QTRY_VERIFY(client.isClosed());
        QTRY_COMPARE(server.acceptor->connections(), 0);
        QCOMPARE(server.accepted.load(), 0);
    }

    void silentClientIsCutAtTheDeadline()
    {
        AcceptorOptions options = secureOptions();
        options.limits.handshakeDeadlineMs = 150;
        EchoServer server(options);
        RawClient silent(server.port);
        RawClient stuck(server.port);
        stuck.write(QByteArray::fromHex("1603010200010001fc0303")); // the start of a hello
        QTRY_VERIFY(silent.isClosed());
        QTRY_VERIFY(stuck.isClosed());
        QTRY_COMPARE(server.acceptor->connections(), 0);
    }
};

MADANG_LOOP_TEST_MAIN(tst_Tls)
#include "tst_tls.moc"
