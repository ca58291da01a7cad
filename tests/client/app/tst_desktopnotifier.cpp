#include "client/app/freedesktop/desktopnotifier.h"

#include "tests/client/app/messagebus.h"

#include <QtDBus/QDBusContext>
#include <QtDBus/QDBusMessage>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang::client;

namespace {
constexpr int patienceMs = 30'000;
const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
} // namespace

// A notification server as the specification has it, which remembers what it was told.
class FakeServer : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };
    QStringList capabilities{QStringLiteral("body"), QStringLiteral("actions")};
    QMap<uint, Shown> shown;
    QList<uint> replaced;
    QList<uint> closed;
    int calls = 0;

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString&, uint replaces, const QString&, const QString& title, const QString& body,
        const QStringList& actions, const QVariantMap& hints, int)
    {
        ++calls;
        if (replaces != 0)
            replaced.append(replaces);
        const uint id = replaces != 0 ? replaces : ++m_last;
        shown.insert(id, {title, body, actions, hints});
        return id;
    }
    void CloseNotification(uint id)
    {
        closed.append(id);
        if (shown.remove(id))
            Q_EMIT NotificationClosed(id, 3);
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);
    void NotificationReplied(uint id, const QString& text);
    void ActivationToken(uint id, const QString& token);

private:
    uint m_last = 40;
};

// The notifier on a message bus of its own, with a server on another connection to it.
class TestDesktopNotifier : public QObject {
    Q_OBJECT

    static Notice notice(const char* key, const char* body)
    {
        return {QString::fromLatin1(key), QStringLiteral("Hikers"), QString::fromUtf8(body), true, false,
            QStringLiteral("Open"), QStringLiteral("Reply")};
    }
    void serve()
    {
        m_server = std::make_unique<FakeServer>();
        QVERIFY(m_bus.theirs.registerObject(
            path, m_server.get(), QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_bus.theirs.registerService(service));
    }
    void stopServing()
    {
        m_bus.theirs.unregisterService(service);
        m_bus.theirs.unregisterObject(path);
        m_server.reset();
    }
    [[nodiscard]] const FakeServer::Shown& only() const { return m_server->shown.first(); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void cleanupTestCase() { m_bus.stop(); }
    void init() { serve(); }
    void cleanup() { stopServing(); }

    void aNoticeIsShown()
    {
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "Jun: hi"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        QCOMPARE(only().title, QStringLiteral("Hikers"));
        QCOMPARE(only().body, QStringLiteral("Jun: hi"));
        QCOMPARE(only().actions, (QStringList{QStringLiteral("default"), QStringLiteral("Open")}));
        QCOMPARE(only().hints.value(QStringLiteral("category")).toString(), QStringLiteral("im.received"));
        QVERIFY(!only().hints.contains(QStringLiteral("suppress-sound")));
    }

    void theNextOfItsKeyTakesItsPlaceInSilence()
    {
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "one"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->calls, 1, patienceMs);
        notifier.show(notice("r2", "other"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->calls, 2, patienceMs);
        Notice next = notice("r1", "two");
        next.sound = false;
        notifier.show(next);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->calls, 3, patienceMs);
        QCOMPARE(m_server->shown.size(), 2);
        QCOMPARE(m_server->replaced.size(), 1);
        QCOMPARE(only().body, QStringLiteral("two"));
        QVERIFY(only().hints.value(QStringLiteral("suppress-sound")).toBool());
    }

    void aBurstEndsWithTheLast()
    {
        DesktopNotifier notifier(m_bus.ours);
        for (int i = 0; i < 50; ++i)
            notifier.show(notice("r1", i < 49 ? "on the way" : "last"));
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_server->shown.isEmpty() && only().body == QStringLiteral("last"), patienceMs);
        QCOMPARE(m_server->shown.size(), 1);
        QCOMPARE(m_server->calls, 2);
    }

    void markupIsEscapedWhereItWouldBeRead()
    {
        m_server->capabilities.append(QStringLiteral("body-markup"));
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "<b>1 < 2 & 3</b>"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        QCOMPARE(only().body, QStringLiteral("&lt;b&gt;1 &lt; 2 &amp; 3&lt;/b&gt;"));
    }

    void aServerWithoutActionsGetsNone()
    {
        m_server->capabilities = {QStringLiteral("body")};
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "<i>"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        QVERIFY(only().actions.isEmpty());
        QCOMPARE(only().body, QStringLiteral("<i>"));
    }

    void aClickOpens()
    {
        DesktopNotifier notifier(m_bus.ours);
        QSignalSpy opened(&notifier, &Notifier::opened);
        notifier.show(notice("r1", "hi"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        notifier.show(notice("r1", "hi again")); // the id is known once this is out
        QTRY_COMPARE_WITH_TIMEOUT(m_server->replaced.size(), 1, patienceMs);
        const uint id = m_server->shown.firstKey();
        Q_EMIT m_server->ActivationToken(id, QStringLiteral("token-7"));
        Q_EMIT m_server->ActionInvoked(id + 1, QStringLiteral("default")); // another program's
        Q_EMIT m_server->ActionInvoked(id, QStringLiteral("default"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patienceMs);
        QCOMPARE(opened.first().first().toString(), QStringLiteral("r1"));
        QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), QByteArrayLiteral("token-7"));
    }

    void aReplyInPlace()
    {
        m_server->capabilities.append(QStringLiteral("inline-reply"));
        DesktopNotifier notifier(m_bus.ours);
        QSignalSpy replied(&notifier, &Notifier::replied);
        notifier.show(notice("r1", "coming?"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        QVERIFY(only().actions.contains(QStringLiteral("inline-reply")));
        notifier.show(notice("r1", "coming??"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->replaced.size(), 1, patienceMs);
        Q_EMIT m_server->NotificationReplied(m_server->shown.firstKey(), QStringLiteral("yes"));
        QTRY_COMPARE_WITH_TIMEOUT(replied.count(), 1, patienceMs);
        QCOMPARE(replied.first(), (QVariantList{QStringLiteral("r1"), QStringLiteral("yes")}));
    }

    void whatIsWithdrawnGoes()
    {
        DesktopNotifier notifier(m_bus.ours);
        QSignalSpy dismissed(&notifier, &Notifier::dismissed);
        notifier.show(notice("r1", "one"));
        notifier.show(notice("r1", "two"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->replaced.size(), 1, patienceMs);
        notifier.withdraw(QStringLiteral("r1"));
        QTRY_VERIFY_WITH_TIMEOUT(m_server->shown.isEmpty(), patienceMs);
        QCOMPARE(m_server->closed.size(), 1);
        QCOMPARE(dismissed.count(), 0); // not by the person
    }

    void whatIsWithdrawnBeforeItIsThereGoesToo()
    {
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "one"));
        notifier.withdraw(QStringLiteral("r1"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->closed.size(), 1, patienceMs);
        QVERIFY(m_server->shown.isEmpty());
    }

    void whoeverDismissesIsHeard()
    {
        DesktopNotifier notifier(m_bus.ours);
        QSignalSpy dismissed(&notifier, &Notifier::dismissed);
        notifier.show(notice("r1", "one"));
        notifier.show(notice("r1", "two"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->replaced.size(), 1, patienceMs);
        // Its answer and this signal come in the order in which they were sent.
        Q_EMIT m_server->NotificationClosed(m_server->shown.firstKey(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(dismissed.count(), 1, patienceMs);
        notifier.show(notice("r1", "three"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->calls, 3, patienceMs);
        QCOMPARE(m_server->replaced.size(), 1); // a new one
    }

    void anotherServerIsAskedAnew()
    {
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "one"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        // Heard after the notifier, which listened first.
        QDBusServiceWatcher watcher(service, m_bus.ours, QDBusServiceWatcher::WatchForUnregistration);
        QSignalSpy gone(&watcher, &QDBusServiceWatcher::serviceUnregistered);
        stopServing();
        QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, patienceMs);
        serve();
        m_server->capabilities = {QStringLiteral("body")};
        notifier.show(notice("r1", "two"));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->shown.size(), 1, patienceMs);
        QVERIFY(m_server->replaced.isEmpty());
        QVERIFY(only().actions.isEmpty());
    }

    void withoutAServerNothingHappens()
    {
        stopServing();
        DesktopNotifier notifier(m_bus.ours);
        notifier.show(notice("r1", "nobody hears"));
        notifier.withdraw(QStringLiteral("r1"));
        serve();
        QTRY_VERIFY_WITH_TIMEOUT(
            (notifier.show(notice("r2", "now")), QTest::qWait(20), !m_server->shown.isEmpty()), patienceMs);
        QCOMPARE(only().body, QStringLiteral("now"));
    }

private:
    test::MessageBus m_bus;
    std::unique_ptr<FakeServer> m_server;
};

QTEST_GUILESS_MAIN(TestDesktopNotifier)
#include "tst_desktopnotifier.moc"
