#include "client/app/unavailable.h"
#include "client/controllers/securitycontroller.h"
#include "client/controllers/settingscontroller.h"
#include "tests/client/controllers/offlinetest.h"

#include <QtCore/QDateTime>
#include <QtCore/QSettings>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

// Devices, password, the end of an account, being seen; and what is chosen on this computer.
class TestSecurity : public OfflineTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        begin();
        m_ini = std::make_unique<QSettings>(
            m_folder->filePath(QStringLiteral("madang.ini")), QSettings::IniFormat);
        m_settings = std::make_unique<SettingsController>(*m_ini, m_notifier, m_autostart);
        m_sessions = {1, 2, 3};
        m_peer->on(QStringLiteral("auth.sessions"), [this](const QJsonObject&) {
            QJsonArray all;
            for (const int id : m_sessions)
                all.append(session(id));
            return Peer::Reply::ok({{QStringLiteral("sessions"), all}});
        });
        m_peer->on(QStringLiteral("auth.revoke"), [this](const QJsonObject& params) {
            const QString id = params.value(QStringLiteral("session")).toString();
            return m_sessions.removeIf([&](int one) { return SessionId(one).toString() == id; }) > 0
                ? Peer::Reply::ok()
                : Peer::Reply::fail(404, QStringLiteral("not_found"));
        });
        m_peer->on(QStringLiteral("presence.set"), [](const QJsonObject& params) {
            return Peer::Reply::ok({{QStringLiteral("state"), params.value(QStringLiteral("state"))}});
        });
    }
    void cleanup()
    {
        m_client.reset(); // answers whoever waits
        m_security.reset();
        m_settings.reset();
        m_ini.reset();
        end();
    }

    void devicesAreListedAndEnded()
    {
        signInWithSecurity();
        m_security->refresh();
        QVERIFY(m_security->isLoading());
        QTRY_COMPARE_WITH_TIMEOUT(m_security->devices()->count(), 3, patienceMs);
        // This one first, then the one that was seen last.
        QCOMPARE(names(),
            (QStringList{
                QStringLiteral("device 2"), QStringLiteral("device 3"), QStringLiteral("device 1")}));
        QVERIFY(m_security->devices()->rows().first().current);
        m_security->revoke(SessionId(1).toString());
        QTRY_VERIFY_WITH_TIMEOUT(!m_security->isBusy() && !m_security->isLoading(), patienceMs);
        QCOMPARE(m_security->devices()->count(), 2);
        // One that has ended meanwhile is no trouble.
        m_sessions = {2};
        m_security->revokeOthers();
        QTRY_VERIFY_WITH_TIMEOUT(!m_security->isBusy() && !m_security->isLoading(), patienceMs);
        QCOMPARE(names(), QStringList{QStringLiteral("device 2")});
        QCOMPARE(m_security->error(), QString());
    }

    void withoutAConnectionDevicesSaySo()
    {
        signInWithSecurity();
        goOffline();
        m_security->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!m_security->isLoading(), patienceMs);
        QCOMPARE(m_security->errorField(), QStringLiteral("devices"));
        QVERIFY(!m_security->error().isEmpty());
    }

    void thePasswordIsChanged()
    {
        m_peer->on(QStringLiteral("auth.change_password"), [](const QJsonObject& params) {
            return params.value(QStringLiteral("old")) == QLatin1String("correct horse")
                ? Peer::Reply::ok()
                : Peer::Reply::fail(403, QStringLiteral("forbidden"));
        });
        signInWithSecurity();
        QSignalSpy changed(m_security.get(), &SecurityController::passwordChanged);
        m_security->changePassword(QStringLiteral("correct horse"), QStringLiteral("short"));
        QCOMPARE(m_security->errorField(), QStringLiteral("new")); // not sent at all
        QCOMPARE(asked("auth.change_password"), 0);
        m_security->changePassword(QStringLiteral("wrong"), QStringLiteral("a new horse every day"));
        QTRY_COMPARE_WITH_TIMEOUT(m_security->errorField(), QStringLiteral("old"), patienceMs);
        QVERIFY(changed.isEmpty());
        m_security->changePassword(QStringLiteral("correct horse"), QStringLiteral("a new horse every day"));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, patienceMs);
        QCOMPARE(m_security->error(), QString());
    }

    void deletingTheAccountLeavesNothingHere()
    {
        write(5);
        m_peer->on(QStringLiteral("auth.delete_account"), [](const QJsonObject& params) {
            return params.value(QStringLiteral("password")) == QLatin1String("correct horse")
                ? Peer::Reply::ok()
                : Peer::Reply::fail(403, QStringLiteral("forbidden"));
        });
        signInWithSecurity();
        open();
        m_client->conversation.setDraft(QStringLiteral("half a thought"));
        settle();
        const QString copy = LocalCopy::pathOf(m_folder->path(), m_client->accounts.cacheKey());
        QVERIFY(QFile::exists(copy));
        m_security->deleteAccount(QStringLiteral("wrong"));
        QTRY_COMPARE_WITH_TIMEOUT(m_security->errorField(), QStringLiteral("delete"), patienceMs);
        QVERIFY(m_client->session.isActive());
        QSignalSpy ended(&m_client->session, &Session::ended);
        m_security->deleteAccount(QStringLiteral("correct horse"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->session.isActive(), patienceMs);
        QVERIFY(ended.isEmpty()); // no word of a session that was ended elsewhere
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copy), patienceMs);
        QVERIFY(m_client->session.lastHandle().isEmpty());
        QCOMPARE(asked("auth.logout"), 0);
    }

    void whoHidesIsHiddenInEachSession()
    {
        signInWithSecurity();
        m_settings->setCompact(true);
        QCOMPARE(asked("presence.set"), 0); // who never hid has nothing to tell
        m_settings->setInvisible(true);
        QTRY_COMPARE_WITH_TIMEOUT(told(), QStringList{QStringLiteral("invisible")}, patienceMs);
        m_peer->resumes = false;
        goOffline();
        goOnline();
        QTRY_COMPARE_WITH_TIMEOUT(told().size(), 2, patienceMs);
        m_settings->setInvisible(false);
        QTRY_COMPARE_WITH_TIMEOUT(told().size(), 3, patienceMs);
        QCOMPARE(told().last(), QStringLiteral("online"));
    }

    void settingsAreKeptAndBounded()
    {
        QCOMPARE(m_settings->textSize(), 100);
        m_settings->setTextSize(400);
        QCOMPARE(m_settings->textSize(), 160);
        m_settings->setTextSize(10);
        QCOMPARE(m_settings->textSize(), 80);
        QSignalSpy changed(m_settings.get(), &SettingsController::changed);
        m_settings->setTextSize(80);
        QVERIFY(changed.isEmpty());
        m_settings->setCompact(true);
        m_settings->setCloseToTray(true);
        QVERIFY(!m_settings->closeToTray()); // there is no tray
        m_settings->setTray(true);
        const SettingsController again(*m_ini, m_notifier, m_autostart);
        QCOMPARE(again.textSize(), 80);
        QVERIFY(again.compact());
        QVERIFY(m_settings->closeToTray());
    }

    void quietEndsByItself()
    {
        QVERIFY(m_settings->notifiesNow());
        m_settings->setQuietUntil(QDateTime::currentMSecsSinceEpoch() + 3'600'000);
        QVERIFY(!m_settings->notifiesNow());
        QVERIFY(m_settings->notifications());
        m_settings->setQuietUntil(QDateTime::currentMSecsSinceEpoch() - 1);
        QVERIFY(m_settings->notifiesNow());
        m_settings->setNotifications(false);
        QVERIFY(!m_settings->notifiesNow());
    }

private:
    void signInWithSecurity()
    {
        start();
        m_security = std::make_unique<SecurityController>(m_client->connection, *m_settings);
        m_client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_VERIFY_WITH_TIMEOUT(m_client->session.isActive() && m_client->rooms.isLoaded(), patienceMs);
        settle();
    }
    [[nodiscard]] static QJsonObject session(int id)
    {
        const QJsonObject device{{QStringLiteral("name"), QStringLiteral("device %1").arg(id)},
            {QStringLiteral("kind"), QStringLiteral("desktop")}};
        return {{QStringLiteral("id"), SessionId(id).toString()}, {QStringLiteral("device"), device},
            {QStringLiteral("created_at"), 1'000}, {QStringLiteral("seen_at"), 1'000 * id},
            {QStringLiteral("address"), QStringLiteral("127.0.0.1")}, {QStringLiteral("current"), id == 2}};
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const DeviceRow& row : m_security->devices()->rows())
            all.append(row.name);
        return all;
    }
    [[nodiscard]] QStringList told() const
    {
        QStringList all;
        for (const Peer::Request& request : m_peer->asked(QStringLiteral("presence.set")))
            all.append(request.params.value(QStringLiteral("state")).toString());
        return all;
    }

    NoNotifier m_notifier;
    NoAutostart m_autostart;
    std::unique_ptr<QSettings> m_ini;
    std::unique_ptr<SettingsController> m_settings;
    std::unique_ptr<SecurityController> m_security;
    QList<int> m_sessions;
};

QTEST_GUILESS_MAIN(TestSecurity)
#include "tst_securitycontroller.moc"
