#include "client/app/singleinstance.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtNetwork/QLocalSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <thread>

using namespace madang;
using namespace madang::client;

namespace {
constexpr int patienceMs = 30'000;
const QString someLink = QStringLiteral("madang://chat.test/room/r0000000000000/5");
} // namespace

class TestSingleInstance : public QObject {
    Q_OBJECT

    // As another process does it: its own thread, while this one's event loop runs.
    Result<void> hand(const StartRequest& request, int ms = patienceMs)
    {
        std::optional<Result<void>> done;
        std::thread other([&] {
            auto result = SingleInstance::hand(m_folder->path(), request, ms);
            QMetaObject::invokeMethod(
                this, [&done, result] { done = result; }, Qt::QueuedConnection);
        });
        const bool ended = QTest::qWaitFor([&] { return done.has_value(); }, 2 * patienceMs);
        other.join();
        return ended ? *done : Result<void>(Error::unavailable(QStringLiteral("never ended")));
    }
    [[nodiscard]] QString address() const { return SingleInstance::address(m_folder->path()); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aSecondStartHandsItsLinkOver()
    {
        SingleInstance running(m_folder->path());
        QVERIFY(running.listen().ok());
        QList<StartRequest> asked;
        connect(&running, &SingleInstance::asked, this,
            [&asked](const StartRequest& request) { asked.append(request); });
        const StartRequest first{someLink, QByteArrayLiteral("token-1")};
        QVERIFY(hand(first).ok());
        QVERIFY(hand({}).ok());
        QCOMPARE(asked, (QList<StartRequest>{first, {}}));
    }

    void nobodyElseMayAsk()
    {
        SingleInstance running(m_folder->path());
        QVERIFY(running.listen().ok());
        QVERIFY(address().startsWith(m_folder->path()));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFile::permissions(address()) & others, QFile::Permissions());
    }

    void oneThatIsLeftFromACrashIsTakenOver()
    {
        {
            // What a killed process leaves: a socket that nobody listens at.
            QLocalServer dead;
            QVERIFY(dead.listen(address()));
            QVERIFY(QFile::rename(address(), address() + QStringLiteral(".kept")));
            dead.close();
            QVERIFY(QFile::rename(address() + QStringLiteral(".kept"), address()));
        }
        QVERIFY(!hand({}, 1).ok());
        SingleInstance running(m_folder->path());
        QVERIFY(running.listen().ok());
        QVERIFY(hand({}).ok());
    }

    void oneThatIsStillStartingIsWaitedFor()
    {
        std::unique_ptr<SingleInstance> late;
        QTimer::singleShot(200, this, [&] {
            late = std::make_unique<SingleInstance>(m_folder->path());
            QVERIFY(late->listen().ok());
        });
        QVERIFY(hand({}).ok());
    }

    void whereNobodyRunsItIsSaid() { QVERIFY(!hand({}, 1).ok()); }

    void aFolderWithALongNameHasADoorToo()
    {
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
        const QString deep = m_folder->filePath(QString(120, u'x'));
        QVERIFY(QDir().mkpath(deep));
        SingleInstance running(deep);
        QVERIFY(running.listen().ok());
        QVERIFY(SingleInstance::address(deep) != SingleInstance::address(deep + u'y'));
    }

    void strangeWordsAreNoRequest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no json") << QByteArrayLiteral("show\n");
        QTest::newRow("a list") << QByteArrayLiteral("[]\n");
        QTest::newRow("empty") << QByteArrayLiteral("\n");
        QTest::newRow("binary") << QByteArray("\0\xff\n", 3);
        QTest::newRow("long link") << QByteArray("{\"link\":\"" + QByteArray(600, 'x') + "\"}\n");
        QTest::newRow("token with a blank") << QByteArrayLiteral("{\"activation_token\":\"a b\"}\n");
        QTest::newRow("token with a zero") << QByteArrayLiteral("{\"activation_token\":\"a\\u0000\"}\n");
        QTest::newRow("without an end") << QByteArray(5000, 'x');
        QTest::newRow("long") << QByteArray("{\"x\":\"" + QByteArray(5000, 'x') + "\"}\n");
    }
    void strangeWordsAreNoRequest()
    {
        QFETCH(QByteArray, bytes);
        SingleInstance running(m_folder->path());
        QVERIFY(running.listen().ok());
        QSignalSpy asked(&running, &SingleInstance::asked);
        QLocalSocket guest;
        guest.connectToServer(address());
        QVERIFY(guest.waitForConnected(patienceMs));
        QSignalSpy gone(&guest, &QLocalSocket::disconnected);
        guest.write(bytes);
        guest.flush();
        QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, patienceMs);
        QCOMPARE(asked.count(), 0);
        QCOMPARE(guest.readAll(), QByteArray());
        QVERIFY(hand({}).ok());
        QCOMPARE(asked.count(), 1);
    }

    void aCrowdDoesNotCloseTheDoor()
    {
        SingleInstance running(m_folder->path());
        QVERIFY(running.listen().ok());
        std::vector<std::unique_ptr<QLocalSocket>> guests;
        for (int i = 0; i < SingleInstance::mostGuests + 5; ++i) {
            guests.push_back(std::make_unique<QLocalSocket>());
            guests.back()->connectToServer(address());
            QVERIFY(guests.back()->waitForConnected(patienceMs));
            QTest::qWait(0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(guests.back()->state(), QLocalSocket::UnconnectedState, patienceMs);
        QCOMPARE(guests.front()->state(), QLocalSocket::ConnectedState);
        guests.clear();
        QVERIFY(hand({}).ok());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
