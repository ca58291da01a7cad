#include "client/app/accountset.h"

#include "client/cache/profiledatabase.h"
#include "client/controllers/appcontroller.h"
#include "client/controllers/settingscontroller.h"
#include "tests/client/controllers/client.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
constexpr int patienceMs = 30'000;
const QString password = QStringLiteral("correct horse");

class Desk final : public Notifier {
public:
    [[nodiscard]] bool exists() const override { return true; }
    void show(const Notice& notice) override { shown.insert(notice.key, notice); }
    void withdraw(const QString& key) override { shown.remove(key); }
    QHash<QString, Notice> shown;
};

class NoStart final : public Autostart {
public:
    [[nodiscard]] bool exists() const override { return false; }
    [[nodiscard]] bool isOn() const override { return false; }
    [[nodiscard]] Result<void> set(bool) override { return {}; }
};

// A program: everything that its accounts share, and they.
struct Program {
    Program(const QString& folder, Chest& chest, Desk& desk, TransportFactory transports)
        : database(std::move(ProfileDatabase::open(folder)).value())
        , ini(folder % QLatin1String("/madang.ini"), QSettings::IniFormat)
        , settings(ini, desk, autostart)
        , secrets(chest)
        , set({*database, folder, clock, std::move(transports), secrets, desk, settings,
              QStringLiteral("a.test"), false})
        , app(set.controller(), {}, QStringLiteral("system"))
    {
        QObject::connect(&set, &AccountSet::ended, &app, &AppController::tellEnded);
        QObject::connect(&set, &AccountSet::refused, &app, &AppController::tellRefused);
        set.begin();
    }
    SystemClock clock;
    std::unique_ptr<ProfileDatabase> database;
    QSettings ini;
    NoStart autostart;
    SettingsController settings;
    ChestStore secrets;
    AccountSet set;
    AppController app;
};
} // namespace

// Accounts side by side, on two servers in memory.
class TestAccountSet : public QObject {
    Q_OBJECT

    [[nodiscard]] AccountsController& list() { return m_program->set.controller(); }
    [[nodiscard]] AccountParts& current() { return m_program->set.current(); }
    [[nodiscard]] QString shown() { return current().me.name(); }
    [[nodiscard]] QVariant row(int index, int role) { return list().data(list().index(index), role); }

    void start()
    {
        m_program = std::make_unique<Program>(
            m_folder->path(), m_chest, m_desk, Peer::factory([this](const QUrl& url) {
                return url.host() == QLatin1String("a.test") ? m_a.get() : m_b.get();
            }));
    }
    void signIn(const QString& server, const QString& handle)
    {
        AccountParts& parts = current();
        parts.signIn.setServerUrl(server);
        parts.signIn.signIn(handle, password);
        QTRY_VERIFY_WITH_TIMEOUT(parts.session.isActive() && parts.rooms.isLoaded(), patienceMs);
    }
    void signInTwo()
    {
        signIn(QStringLiteral("a.test"), QStringLiteral("mina"));
        list().addAccount();
        signIn(QStringLiteral("b.test"), QStringLiteral("mina.work"));
    }
    static void say(Peer& peer, ServedRoom& room, const QString& text)
    {
        peer.notify(QStringLiteral("message.created"), {{QStringLiteral("message"), room.fromJun(text)}});
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_chest = {};
        m_desk.shown.clear();
        m_a = std::make_unique<Peer>();
        m_a->serveSessions();
        m_roomOfA = std::make_unique<ServedRoom>(*m_a);
        m_b = std::make_unique<Peer>();
        m_b->serveSessions();
        m_b->userId = UserId(7).toString();
        m_b->handle = QStringLiteral("mina.work");
        m_b->name = QStringLiteral("Mina at work");
        m_roomOfB = std::make_unique<ServedRoom>(*m_b);
        start();
    }
    void cleanup() { m_program.reset(); }

    void theListIsAProperModel()
    {
        const QAbstractItemModelTester tester(
            &list(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list().count(), 0);
        QCOMPARE(m_program->app.page(), QStringLiteral("signin"));
        signInTwo();
        QCOMPARE(list().count(), 2);
        QCOMPARE(row(1, AccountsController::NameRole).toString(), QStringLiteral("Mina at work"));
        QCOMPARE(row(1, AccountsController::ServerRole).toString(), QStringLiteral("b.test:8765"));
        QCOMPARE(row(1, AccountsController::CurrentRole).toBool(), true);
    }

    void bothAreConnectedWhicheverIsShown()
    {
        signInTwo();
        QCOMPARE(shown(), QStringLiteral("Mina at work"));
        QVERIFY(m_a->isConnected() && m_b->isConnected());
        list().chooseAt(0);
        QCOMPARE(shown(), QStringLiteral("Mina"));
        QVERIFY(m_a->isConnected() && m_b->isConnected());
        QCOMPARE(m_a->opened, 1);
        list().chooseAt(5);
        QCOMPARE(shown(), QStringLiteral("Mina"));
    }

    void thePageAndItsObjectsTurnTogether()
    {
        signInTwo();
        QStringList seen;
        connect(&list(), &AccountsController::currentChanged, this, [&] {
            seen.append(m_program->app.page() % QLatin1Char(' ')
                % list()
                      .current()
                      .value(QStringLiteral("me"))
                      .value<QObject*>()
                      ->property("name")
                      .toString());
        });
        list().chooseAt(0);
        list().addAccount();
        list().goBack();
        QCOMPARE(seen,
            (QStringList{
                QStringLiteral("main Mina"), QStringLiteral("signin "), QStringLiteral("main Mina")}));
    }

    void aRestartBringsBothBackAndShowsTheLastOne()
    {
        signInTwo();
        for (const int last : {0, 1}) {
            list().chooseAt(last);
            m_program.reset();
            QVERIFY(!m_a->isConnected() && !m_b->isConnected());
            start();
            QTRY_VERIFY_WITH_TIMEOUT(m_a->isConnected() && m_b->isConnected(), patienceMs);
            QCOMPARE(list().count(), 2);
            QCOMPARE(current().session.account()->server,
                last == 0 ? QStringLiteral("ws://a.test:8765/ws") : QStringLiteral("ws://b.test:8765/ws"));
            QTRY_COMPARE_WITH_TIMEOUT(m_program->app.page(), QStringLiteral("main"), patienceMs);
        }
        // A password was typed once for each.
        QCOMPARE(m_a->asked(QStringLiteral("auth.login")).size(), 1);
        QCOMPARE(m_b->asked(QStringLiteral("auth.login")).size(), 1);
    }

    void draftsAndSecretsStayWithTheirAccount()
    {
        signInTwo();
        QCOMPARE(m_chest.secrets.size(), 2);
        current().drafts.setDraft(RoomId(11), QStringLiteral("for work"));
        list().chooseAt(0);
        QVERIFY(current().drafts.draft(RoomId(11)).isEmpty());
        m_program.reset();
        start();
        QTRY_VERIFY_WITH_TIMEOUT(current().session.isActive(), patienceMs);
        QVERIFY(current().drafts.draft(RoomId(11)).isEmpty());
        list().chooseAt(1);
        QTRY_COMPARE_WITH_TIMEOUT(current().drafts.draft(RoomId(11)), QStringLiteral("for work"), patienceMs);
    }

    void signingOutOfOneLeavesTheOther()
    {
        signInTwo();
        const QString copyOfB = LocalCopy::pathOf(m_folder->path(), current().accounts.cacheKey());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(copyOfB), patienceMs);
        QStringList pages;
        connect(
            &m_program->app, &AppController::pageChanged, this, [&] { pages.append(m_program->app.page()); });
        current().connectionController.signOut();
        QTRY_COMPARE_WITH_TIMEOUT(list().count(), 1, patienceMs);
        QCOMPARE(shown(), QStringLiteral("Mina"));
        QVERIFY2(pages.isEmpty(), "the sign-in page was shown for a moment");
        QTRY_COMPARE_WITH_TIMEOUT(m_program->set.all().size(), size_t(1), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_chest.secrets.size(), 1, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copyOfB), patienceMs);
        QVERIFY(m_a->isConnected());
        m_program.reset();
        start();
        QCOMPARE(list().count(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_a->isConnected(), patienceMs);
        // The last one's end leads to the sign-in page.
        current().connectionController.signOut();
        QTRY_COMPARE_WITH_TIMEOUT(m_program->app.page(), QStringLiteral("signin"), patienceMs);
        QCOMPARE(list().count(), 0);
    }

    void anAccountThatIsShownElsewhereCanBeSignedOutOf()
    {
        signInTwo();
        AccountParts& work = current();
        list().chooseAt(0);
        work.connectionController.signOut();
        QTRY_COMPARE_WITH_TIMEOUT(list().count(), 1, patienceMs);
        QCOMPARE(shown(), QStringLiteral("Mina"));
    }

    void whatIsOnlyBeingAddedIsGivenUp()
    {
        signIn(QStringLiteral("a.test"), QStringLiteral("mina"));
        QVERIFY(!list().canGoBack());
        list().addAccount();
        list().addAccount();
        QCOMPARE(m_program->set.all().size(), size_t(2));
        QCOMPARE(m_program->app.page(), QStringLiteral("signin"));
        QVERIFY(list().canGoBack());
        QCOMPARE(list().count(), 1);
        // Also while the server is being asked.
        m_b->on(QStringLiteral("auth.login"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        current().signIn.setServerUrl(QStringLiteral("b.test"));
        current().signIn.signIn(QStringLiteral("mina.work"), password);
        QTRY_COMPARE_WITH_TIMEOUT(m_b->asked(QStringLiteral("auth.login")).size(), 1, patienceMs);
        list().goBack();
        QCOMPARE(shown(), QStringLiteral("Mina"));
        QTRY_COMPARE_WITH_TIMEOUT(m_program->set.all().size(), size_t(1), patienceMs);
        m_program.reset();
        start();
        QCOMPARE(list().count(), 1);
    }

    void oneAccountIsNotHereTwice()
    {
        signIn(QStringLiteral("a.test"), QStringLiteral("mina"));
        list().addAccount();
        current().signIn.setServerUrl(QStringLiteral("a.test:8765"));
        current().signIn.signIn(QStringLiteral("Mina"), password);
        QCOMPARE(current().signIn.errorField(), QStringLiteral("handle"));
        QCOMPARE(m_a->asked(QStringLiteral("auth.login")).size(), 1);
        // A namesake elsewhere is somebody else.
        signIn(QStringLiteral("b.test"), QStringLiteral("mina"));
        QCOMPARE(list().count(), 2);
    }

    void anEndedSessionStaysInTheListAndIsTold()
    {
        signInTwo();
        list().chooseAt(0);
        m_b->cut(4002);
        QTRY_COMPARE_WITH_TIMEOUT(
            row(1, AccountsController::LineStateRole).toString(), QStringLiteral("signedOut"), patienceMs);
        QCOMPARE(m_program->app.page(), QStringLiteral("main"));
        QVERIFY(m_program->app.notice().contains(QStringLiteral("Mina at work")));
        list().chooseAt(1);
        QCOMPARE(m_program->app.page(), QStringLiteral("signin"));
        QCOMPARE(current().signIn.handle(), QStringLiteral("mina.work"));
        QVERIFY(list().canGoBack() && list().canForget());
        list().forgetCurrent();
        QTRY_COMPARE_WITH_TIMEOUT(list().count(), 1, patienceMs);
        QCOMPARE(shown(), QStringLiteral("Mina"));
        m_program.reset();
        start();
        QCOMPARE(list().count(), 1);
    }

    void unreadMessagesOfAllAreCounted()
    {
        signInTwo();
        QSignalSpy counted(&list(), &AccountsController::unreadChanged);
        say(*m_a, *m_roomOfA, QStringLiteral("one"));
        say(*m_a, *m_roomOfA, QStringLiteral("two"));
        say(*m_b, *m_roomOfB, QStringLiteral("three"));
        QTRY_COMPARE_WITH_TIMEOUT(list().totalUnread(), 3, patienceMs);
        QCOMPARE(list().unreadElsewhere(), 2);
        QCOMPARE(row(0, AccountsController::UnreadRole).toInt(), 2);
        list().chooseAt(0);
        QCOMPARE(list().totalUnread(), 3);
        QCOMPARE(list().unreadElsewhere(), 1);
        QVERIFY(!counted.isEmpty());
    }

    void aNoticeOfAnotherAccountLeadsToIt()
    {
        signInTwo();
        list().chooseAt(0);
        m_program->set.setWindowActive(true);
        QSignalSpy wanted(&m_program->set, &AccountSet::wanted);
        // The same room on both servers, and both have it open.
        for (int i : {0, 1}) {
            list().chooseAt(i);
            current().roomsController.openRoom(m_roomOfA->id);
        }
        list().chooseAt(0);
        QTRY_VERIFY_WITH_TIMEOUT(!current().conversation.isLoading(), patienceMs);
        say(*m_b, *m_roomOfB, QStringLiteral("from work"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk.shown.size(), 1, patienceMs);
        const Notice notice = m_desk.shown.begin().value();
        QVERIFY(notice.key.endsWith(m_roomOfB->id) && notice.key != m_roomOfB->id);
        QCOMPARE(notice.title, QStringLiteral("Hikers → Mina at work"));
        // What is on the screen is told of neither account's.
        say(*m_a, *m_roomOfA, QStringLiteral("seen at once"));
        QTRY_COMPARE_WITH_TIMEOUT(current().rooms.find(RoomId(11))->room.head.seq, qint64(1), patienceMs);
        QCOMPARE(m_desk.shown.size(), 1);
        Q_EMIT m_desk.opened(notice.key);
        QCOMPARE(shown(), QStringLiteral("Mina at work"));
        QCOMPARE(current().roomsController.currentRoomId(), m_roomOfB->id);
        QCOMPARE(wanted.size(), 1);
        QVERIFY(m_desk.shown.isEmpty());
    }

    void aLinkGoesToTheAccountOfItsServer()
    {
        signInTwo();
        list().chooseAt(0);
        m_program->set.openLink(QStringLiteral("madang://b.test/room/") % m_roomOfB->id);
        QCOMPARE(shown(), QStringLiteral("Mina at work"));
        QCOMPARE(current().roomsController.currentRoomId(), m_roomOfB->id);
        // One to nobody's server is refused where one is.
        m_program->set.openLink(QStringLiteral("madang://c.test/room/") % m_roomOfB->id);
        QCOMPARE(shown(), QStringLiteral("Mina at work"));
        QVERIFY(m_program->app.notice().contains(QStringLiteral("another server")));
        m_program->set.openLink(QStringLiteral("madang:nonsense"));
        QVERIFY(m_program->app.notice().contains(QStringLiteral("understands")));
        // At the start it waits until its account is there.
        m_program.reset();
        start();
        m_program->set.openLink(QStringLiteral("madang://a.test/room/") % m_roomOfA->id);
        QCOMPARE(current().session.account()->server, QStringLiteral("ws://a.test:8765/ws"));
        QTRY_COMPARE_WITH_TIMEOUT(current().roomsController.currentRoomId(), m_roomOfA->id, patienceMs);
    }

    // What the version before wrote: one account, its tokens under the folder's name.
    void theOneAccountOfAnEarlierVersionIsTakenOver()
    {
        signIn(QStringLiteral("a.test"), QStringLiteral("mina"));
        QCOMPARE(m_chest.secrets.keys(), QStringList{m_folder->path()});
        m_program.reset();
        start();
        QTRY_COMPARE_WITH_TIMEOUT(m_program->app.page(), QStringLiteral("main"), patienceMs);
        QCOMPARE(m_a->asked(QStringLiteral("auth.login")).size(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Chest m_chest;
    Desk m_desk;
    std::unique_ptr<Peer> m_a;
    std::unique_ptr<Peer> m_b;
    std::unique_ptr<ServedRoom> m_roomOfA;
    std::unique_ptr<ServedRoom> m_roomOfB;
    std::unique_ptr<Program> m_program;
};

QTEST_MAIN(TestAccountSet)
#include "tst_accountset.moc"
