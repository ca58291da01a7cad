#include "client/controllers/notificationcontroller.h"

#include "client/controllers/settingscontroller.h"
#include "tests/client/controllers/client.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
constexpr int patienceMs = 30'000;

// What a desktop shows at the moment.
class FakeNotifier final : public Notifier {
public:
    [[nodiscard]] bool exists() const override { return there; }
    void show(const Notice& notice) override
    {
        shown.insert(notice.key, notice);
        ++shows;
        if (notice.sound)
            ++sounds;
    }
    void withdraw(const QString& key) override { shown.remove(key); }

    QHash<QString, Notice> shown;
    bool there = true;
    int shows = 0;
    int sounds = 0;
};

class FakeAutostart final : public Autostart {
public:
    [[nodiscard]] bool exists() const override { return there; }
    [[nodiscard]] bool isOn() const override { return on; }
    [[nodiscard]] Result<void> set(bool wanted) override
    {
        if (broken)
            return Error::unavailable(QStringLiteral("read-only"));
        on = wanted;
        return {};
    }
    bool there = true;
    bool on = false;
    bool broken = false;
};
} // namespace

// Notices of a client that is signed in, with a server in memory and a desktop in memory.
class TestNotificationController : public QObject {
    Q_OBJECT

    void arrive(const QJsonObject& message)
    {
        m_peer->notify(QStringLiteral("message.created"), {{QStringLiteral("message"), message}});
    }
    void say(const QString& text) { arrive(m_room->fromJun(text)); }
    // One more from somewhere else, to know that what came before it was handled.
    void settle()
    {
        m_peer->notify(QStringLiteral("typing.changed"),
            {{QStringLiteral("room"), m_room->id}, {QStringLiteral("user"), m_room->junId},
                {QStringLiteral("on"), true}});
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->typing.typing(RoomId(11)).isEmpty(), patienceMs);
        m_client->typing.clear();
    }
    [[nodiscard]] Notice shown() const { return m_desktop.shown.value(m_room->id); }
    [[nodiscard]] bool isShown() const { return m_desktop.shown.contains(m_room->id); }
    void open()
    {
        m_client->roomsController.openRoom(m_room->id);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->messages.window(RoomId(11))->isLoaded(), patienceMs);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_room = std::make_unique<ServedRoom>(*m_peer);
        m_desktop.shown.clear();
        m_desktop.shows = m_desktop.sounds = 0;
        m_client = std::make_unique<Client>(*m_peer, m_chest, m_folder->path());
        m_ini = std::make_unique<QSettings>(
            m_folder->filePath(QStringLiteral("madang.ini")), QSettings::IniFormat);
        m_settings = std::make_unique<SettingsController>(*m_ini, m_desktop, m_autostart);
        m_notices = std::make_unique<NotificationController>(
            NotificationStores{m_client->people, m_client->rooms, m_client->router, m_client->readMarks,
                m_client->outbox, m_client->conversation, *m_settings},
            m_desktop);
        m_client->session.begin();
        m_client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_VERIFY_WITH_TIMEOUT(m_client->session.isActive() && m_client->rooms.isLoaded(), patienceMs);
        protocol::User jun;
        jun.id = UserId(2);
        jun.handle = QStringLiteral("jun");
        jun.name = QStringLiteral("Jun");
        m_client->people.learn(jun);
    }
    void cleanup()
    {
        m_notices.reset();
        m_settings.reset();
        m_ini.reset();
        m_client.reset();
    }

    void messagesOfOneRoomAreGathered()
    {
        for (int i = 1; i <= 5; ++i)
            say(QStringLiteral("word %1").arg(i));
        settle();
        QCOMPARE(m_desktop.shown.size(), 1);
        QCOMPARE(shown().title, QStringLiteral("Hikers"));
        QVERIFY2(shown().body.endsWith(QStringLiteral("Jun: word 3\nJun: word 4\nJun: word 5")),
            qPrintable(shown().body));
        QCOMPARE(shown().body.count(QLatin1Char('\n')), 3); // and a line of those before
        QCOMPARE(m_desktop.sounds, 5);
    }

    void mineIsNone()
    {
        arrive(m_room->add(m_peer->userId, QStringLiteral("from my phone"),
            QStringLiteral("0190b5a0-0000-7000-8000-000000000001")));
        settle();
        QVERIFY(!isShown());
    }

    void whatIsOnScreenIsNone()
    {
        open();
        m_notices->setWindowActive(true);
        say(QStringLiteral("seen"));
        settle();
        QVERIFY(!isShown());
        m_notices->setWindowActive(false);
        say(QStringLiteral("not seen"));
        settle();
        QCOMPARE(shown().body, QStringLiteral("Jun: not seen"));
    }

    void whatIsReadHereIsWithdrawn()
    {
        say(QStringLiteral("one"));
        say(QStringLiteral("two"));
        settle();
        QVERIFY(isShown());
        m_client->readMarks.mark(RoomId(11), 1);
        QCOMPARE(shown().body, QStringLiteral("Jun: two"));
        QVERIFY(shown().again);
        m_client->readMarks.mark(RoomId(11), 2);
        QVERIFY(!isShown());
    }

    void whatIsReadElsewhereIsWithdrawn()
    {
        say(QStringLiteral("one"));
        settle();
        QVERIFY(isShown());
        m_peer->notify(QStringLiteral("read.changed"),
            {{QStringLiteral("room"), m_room->id}, {QStringLiteral("user"), m_peer->userId},
                {QStringLiteral("seq"), 1}});
        QTRY_VERIFY_WITH_TIMEOUT(!isShown(), patienceMs);
    }

    void editsAndDeletionsAreFollowedInSilence()
    {
        say(QStringLiteral("secret"));
        say(QStringLiteral("kept"));
        settle();
        m_peer->notify(QStringLiteral("message.changed"),
            {{QStringLiteral("message"),
                m_room->change(2, QStringLiteral("edited_at"), QStringLiteral("better"))}});
        QTRY_COMPARE_WITH_TIMEOUT(shown().body, QStringLiteral("Jun: secret\nJun: better"), patienceMs);
        m_peer->notify(QStringLiteral("message.changed"),
            {{QStringLiteral("message"), m_room->change(1, QStringLiteral("deleted_at"), {})}});
        QTRY_COMPARE_WITH_TIMEOUT(shown().body, QStringLiteral("Jun: better"), patienceMs);
        m_peer->notify(QStringLiteral("message.changed"),
            {{QStringLiteral("message"), m_room->change(2, QStringLiteral("deleted_at"), {})}});
        QTRY_VERIFY_WITH_TIMEOUT(!isShown(), patienceMs);
        QCOMPARE(m_desktop.sounds, 2);
    }

    void aMutedRoomCallsOnlyByName()
    {
        QJsonObject muted = m_room->room();
        QJsonObject me = muted.value(QStringLiteral("me")).toObject();
        me.insert(QStringLiteral("muted"), true);
        muted.insert(QStringLiteral("me"), me);
        m_peer->notify(QStringLiteral("room.changed"), {{QStringLiteral("room"), muted}});
        say(QStringLiteral("nothing much"));
        settle();
        QVERIFY(!isShown());
        say(QStringLiteral("@%1 come").arg(m_client->people.me().handle));
        settle();
        QVERIFY(isShown());
        QVERIFY(!shown().body.contains(QStringLiteral("nothing much")));
    }

    void withoutTextNothingIsGivenAway()
    {
        m_settings->setNotificationText(false);
        say(QStringLiteral("the surprise party"));
        settle();
        QVERIFY(isShown());
        QVERIFY(!shown().body.contains(QStringLiteral("party")));
        QVERIFY(!shown().body.contains(QStringLiteral("Jun")));
    }

    void withoutSound()
    {
        m_settings->setNotificationSound(false);
        say(QStringLiteral("hush"));
        settle();
        QVERIFY(isShown());
        QCOMPARE(m_desktop.sounds, 0);
    }

    void switchedOffThereAreNone()
    {
        say(QStringLiteral("one"));
        settle();
        QVERIFY(isShown());
        m_settings->setNotifications(false);
        QVERIFY(!isShown());
        say(QStringLiteral("two"));
        settle();
        QVERIFY(!isShown());
    }

    void aRoomThatIsNotKnownYetIsWaitedFor()
    {
        QJsonObject message = m_room->fromJun(QStringLiteral("welcome"));
        const QString other = RoomId(12).toString();
        message.insert(QStringLiteral("room"), other);
        arrive(message);
        settle();
        QVERIFY(m_desktop.shown.isEmpty());
        QJsonObject room = m_room->room();
        room.insert(QStringLiteral("id"), other);
        room.insert(QStringLiteral("title"), QStringLiteral("New room"));
        room.insert(QStringLiteral("last"), message);
        m_peer->notify(QStringLiteral("room.changed"), {{QStringLiteral("room"), room}});
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop.shown.value(other).title, QStringLiteral("New room"), patienceMs);
    }

    void aNameThatIsLearnedLaterComesIn()
    {
        say(QStringLiteral("hi"));
        settle();
        protocol::User jun = *m_client->people.find(UserId(2));
        jun.name = QStringLiteral("Junho");
        m_client->people.learn(jun);
        QCOMPARE(shown().body, QStringLiteral("Junho: hi"));
        const int shows = m_desktop.shows;
        m_client->people.learn(jun);
        QCOMPARE(m_desktop.shows, shows);
    }

    void aClickOpensTheFirstOfThem()
    {
        say(QStringLiteral("one"));
        say(QStringLiteral("two"));
        settle();
        QSignalSpy opened(m_notices.get(), &NotificationController::opened);
        Q_EMIT m_desktop.opened(m_room->id);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().at(0).value<RoomId>(), RoomId(11));
        QCOMPARE(opened.first().at(1).toLongLong(), 1);
        QVERIFY(!isShown());
    }

    void aReplyIsSentAndReads()
    {
        say(QStringLiteral("coming?"));
        settle();
        Q_EMIT m_desktop.replied(m_room->id, QStringLiteral("on my way"));
        QVERIFY(!isShown());
        QTRY_COMPARE_WITH_TIMEOUT(m_peer->asked(QStringLiteral("message.send")).size(), 1, patienceMs);
        QCOMPARE(m_peer->asked(QStringLiteral("message.send"))
                     .first()
                     .params.value(QStringLiteral("text"))
                     .toString(),
            QStringLiteral("on my way"));
        QTRY_COMPARE_WITH_TIMEOUT(m_room->readSeq, 1, patienceMs);
    }

    void aReplyThatCannotBeSentLeadsToTheRoom()
    {
        say(QStringLiteral("coming?"));
        settle();
        QSignalSpy opened(m_notices.get(), &NotificationController::opened);
        Q_EMIT m_desktop.replied(m_room->id, QStringLiteral("  "));
        QCOMPARE(opened.count(), 1);
        QVERIFY(m_peer->asked(QStringLiteral("message.send")).isEmpty());
    }

    void dismissedIsForgotten()
    {
        say(QStringLiteral("one"));
        settle();
        m_desktop.shown.clear();
        Q_EMIT m_desktop.dismissed(m_room->id);
        say(QStringLiteral("two"));
        settle();
        QCOMPARE(shown().body, QStringLiteral("Jun: two"));
    }

    void signingOutTakesThemAway()
    {
        say(QStringLiteral("one"));
        settle();
        QVERIFY(isShown());
        m_client->connection.logout();
        QTRY_VERIFY_WITH_TIMEOUT(!isShown(), patienceMs);
    }

    void choicesAreKept()
    {
        m_settings->setNotifications(false);
        m_settings->setNotificationSound(false);
        m_ini->sync();
        QSettings again(m_ini->fileName(), QSettings::IniFormat);
        const SettingsController later(again, m_desktop, m_autostart);
        QVERIFY(!later.notifications());
        QVERIFY(!later.notificationSound());
        QVERIFY(later.notificationText());
    }

    void whatASystemCannotDoIsNotOffered()
    {
        QVERIFY(m_settings->notifies() && m_settings->startsAtLogin());
        m_desktop.there = m_autostart.there = false;
        QVERIFY(!m_settings->notifies() && !m_settings->startsAtLogin());
        m_desktop.there = m_autostart.there = true;
    }

    void whatCannotBeSwitchedSaysSo()
    {
        m_autostart.broken = true;
        m_settings->setStartAtLogin(true);
        QVERIFY(!m_settings->startAtLogin());
        QVERIFY(!m_settings->error().isEmpty());
        m_autostart.broken = false;
        m_settings->setStartAtLogin(true);
        QVERIFY(m_settings->startAtLogin());
        QVERIFY(m_settings->error().isEmpty());
        m_settings->setStartAtLogin(false);
    }

private:
    Chest m_chest;
    FakeNotifier m_desktop;
    FakeAutostart m_autostart;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<ServedRoom> m_room;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<QSettings> m_ini;
    std::unique_ptr<SettingsController> m_settings;
    std::unique_ptr<NotificationController> m_notices;
};

QTEST_GUILESS_MAIN(TestNotificationController)
#include "tst_notificationcontroller.moc"
