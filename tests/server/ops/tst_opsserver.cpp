#include "server/ops/metricstext.h"
#include "server/ops/opsserver.h"

#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

// Over real sockets, spoken by hand: what a client library would never send is asked, too.
class TestOpsServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void answersWhatItKnows();
    void saysWhyNot();
    void otherPathsAndMethods_data();
    void otherPathsAndMethods();
    void connectionsAreKept();
    void toomuchIsCut();
    void slowOnesAreCut();
    void onlySoManyAtOnce();
    void takenPort();

private:
    // The whole answer, once the server has sent all of it or closed.
    QByteArray ask(const QByteArray& request);
    [[nodiscard]] std::unique_ptr<QTcpSocket> connected() const;
    static QByteArray get(const QByteArray& path) { return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"; }
    // Whether the peer closes in time; what comes until then is read.
    static bool closes(QTcpSocket& socket)
    {
        return QTest::qWaitFor(
            [&] {
                socket.readAll();
                return socket.state() == QAbstractSocket::UnconnectedState;
            },
            5'000);
    }

    QString m_sick;
    QString m_busy;
    std::unique_ptr<OpsServer> m_server;
};

void TestOpsServer::init()
{
    m_sick.clear();
    m_busy.clear();
    m_server
        = std::make_unique<OpsServer>(OpsServer::Ports{[this] { return m_sick; }, [this] { return m_busy; },
                                          [] {
                                              MetricsText text;
                                              text.gauge("madang_peers", "Other servers.", 3);
                                              return text.text();
                                          }},
            OpsServer::Options{QHostAddress::LocalHost, 0, {4, 4096, 1'500}});
    QVERIFY(m_server->listen().ok());
}

std::unique_ptr<QTcpSocket> TestOpsServer::connected() const
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress::LocalHost, m_server->port());
    if (!QTest::qWaitFor([&] { return socket->state() == QAbstractSocket::ConnectedState; }))
        qFatal("cannot connect");
    return socket;
}

QByteArray TestOpsServer::ask(const QByteArray& request)
{
    const auto socket = connected();
    socket->write(request);
    QByteArray answer;
    const auto whole = [&] {
        answer += socket->readAll();
        const qsizetype head = answer.indexOf("\r\n\r\n");
        const qsizetype length = answer.toLower().indexOf("content-length: ");
        if (socket->state() == QAbstractSocket::UnconnectedState)
            return true;
        return head > 0 && length > 0
            && answer.size()
            >= head + 4 + answer.mid(length + 16, answer.indexOf('\r', length) - length - 16).toInt();
    };
    if (!QTest::qWaitFor(whole))
        qWarning("no whole answer: %s", answer.constData());
    return answer;
}

void TestOpsServer::answersWhatItKnows()
{
    for (const char* path : {"/healthz", "/readyz"}) {
        const QByteArray answer = ask(get(path));
        QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer);
        QVERIFY2(answer.endsWith("\r\n\r\nok\n"), answer);
    }
    const QByteArray metrics = ask(get("/metrics"));
    QVERIFY2(metrics.startsWith("HTTP/1.1 200"), metrics);
    QVERIFY2(metrics.toLower().contains("content-type: text/plain; version=0.0.4"), metrics);
    QVERIFY2(metrics.endsWith("\nmadang_peers 3\n"), metrics);
    QVERIFY(ask(get("/metrics?what=ever")).startsWith("HTTP/1.1 200"));
}

void TestOpsServer::saysWhyNot()
{
    m_busy = QStringLiteral("draining");
    QVERIFY(ask(get("/healthz")).startsWith("HTTP/1.1 200"));
    QByteArray answer = ask(get("/readyz"));
    QVERIFY2(answer.startsWith("HTTP/1.1 503"), answer);
    QVERIFY2(answer.endsWith("\r\n\r\ndraining\n"), answer);
    m_sick = QStringLiteral("loop 1 has not answered");
    answer = ask(get("/healthz"));
    QVERIFY2(answer.startsWith("HTTP/1.1 503"), answer);
    QVERIFY2(answer.endsWith("loop 1 has not answered\n"), answer);
}

void TestOpsServer::otherPathsAndMethods_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("root") << get("/") << 404;
    QTest::newRow("longer") << get("/metrics/all") << 404;
    QTest::newRow("upwards") << get("/../etc/passwd") << 404;
    QTest::newRow("posted") << QByteArray("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
                            << 405;
    QTest::newRow("deleted") << QByteArray("DELETE /healthz HTTP/1.1\r\nHost: x\r\n\r\n") << 405;
    QTest::newRow("posted elsewhere")
        << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n") << 404;
}

void TestOpsServer::otherPathsAndMethods()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    const QByteArray answer = ask(request);
    QVERIFY2(answer.mid(9, 3).toInt() == status, answer);
    QCOMPARE(answer.toLower().contains("\r\nallow: get\r\n"), status == 405);
}

void TestOpsServer::connectionsAreKept()
{
    const auto socket = connected();
    for (int i = 0; i < 3; ++i) {
        socket->write(get("/healthz"));
        QByteArray answer;
        QTRY_VERIFY((answer += socket->readAll()).endsWith("ok\n"));
    }
}

void TestOpsServer::toomuchIsCut()
{
    const auto endless = connected();
    endless->write("GET /metrics HTTP/1.1\r\nX: " + QByteArray(10'000, 'x'));
    QVERIFY(closes(*endless));
    const auto body = connected();
    body->write(
        "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n" + QByteArray(10'000, 'x'));
    QVERIFY(closes(*body));
    QVERIFY(ask(get("/healthz")).startsWith("HTTP/1.1 200"));
}

void TestOpsServer::slowOnesAreCut()
{
    const auto slow = connected();
    slow->write("GET /metr");
    const auto silent = connected();
    QVERIFY(ask(get("/healthz")).startsWith("HTTP/1.1 200"));
    QVERIFY(closes(*slow));
    QVERIFY(closes(*silent));
}

void TestOpsServer::onlySoManyAtOnce()
{
    std::vector<std::unique_ptr<QTcpSocket>> held;
    for (int i = 0; i < 4; ++i)
        held.push_back(connected());
    held.front()->write(get("/healthz"));
    QTRY_VERIFY(held.front()->bytesAvailable() > 0); // all of them were accepted by then
    const auto late = connected();
    QVERIFY(closes(*late));
    held.clear();
    QTRY_VERIFY(ask(get("/healthz")).startsWith("HTTP/1.1 200"));
}

void TestOpsServer::takenPort()
{
    OpsServer second({}, {QHostAddress::LocalHost, m_server->port(), {}});
    const auto refused = second.listen();
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(QLatin1String("--ops")));
}

QTEST_GUILESS_MAIN(TestOpsServer)
#include "tst_opsserver.moc"
