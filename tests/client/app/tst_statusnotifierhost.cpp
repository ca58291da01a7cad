#include "client/app/freedesktop/statusnotifierhost.h"

#include "tests/client/app/messagebus.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang::client;

namespace {
constexpr int patienceMs = 30'000;
const QString service = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString path = QStringLiteral("/StatusNotifierWatcher");
} // namespace

// A desktop's panel, as far as an icon asks it.
class FakeWatcher : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hasHost)

public:
    explicit FakeWatcher(QDBusConnection bus)
        : m_bus(std::move(bus))
    {
    }
    [[nodiscard]] bool hasHost() const { return m_host; }
    [[nodiscard]] bool come(bool host)
    {
        m_host = host;
        return m_bus.registerObject(
                   path, this, QDBusConnection::ExportAllProperties | QDBusConnection::ExportAllSignals)
            && m_bus.registerService(service);
    }
    void go()
    {
        m_bus.unregisterService(service);
        m_bus.unregisterObject(path);
    }
    void setHost(bool host)
    {
        m_host = host;
        if (host)
            Q_EMIT StatusNotifierHostRegistered();
        else
            Q_EMIT StatusNotifierHostUnregistered();
    }

Q_SIGNALS:
    void StatusNotifierHostRegistered();
    void StatusNotifierHostUnregistered();

private:
    QDBusConnection m_bus;
    bool m_host = false;
};

class TestStatusNotifierHost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bus = std::make_unique<test::MessageBus>();
        QVERIFY(m_bus->start());
    }
    void cleanup() { m_bus.reset(); }

    void aTrayThatIsThereIsSeen()
    {
        FakeWatcher watcher(m_bus->theirs);
        QVERIFY(watcher.come(true));
        const StatusNotifierHost host(m_bus->ours);
        QVERIFY(!host.exists()); // nobody has waited for the answer
        QTRY_VERIFY_WITH_TIMEOUT(host.exists(), patienceMs);
    }

    void aPanelMayComeLateAndGo()
    {
        FakeWatcher watcher(m_bus->theirs);
        const StatusNotifierHost host(m_bus->ours);
        QSignalSpy changed(&host, &TrayHost::changed);
        QVERIFY(watcher.come(true));
        QTRY_VERIFY_WITH_TIMEOUT(host.exists(), patienceMs);
        watcher.go();
        QTRY_VERIFY_WITH_TIMEOUT(!host.exists(), patienceMs);
        QCOMPARE(changed.size(), 2);
    }

    void aWatcherWithoutAPanelIsNoTray()
    {
        FakeWatcher watcher(m_bus->theirs);
        QVERIFY(watcher.come(false));
        const StatusNotifierHost host(m_bus->ours);
        QSignalSpy changed(&host, &TrayHost::changed);
        watcher.setHost(true);
        QTRY_VERIFY_WITH_TIMEOUT(host.exists(), patienceMs);
        watcher.setHost(false);
        QTRY_VERIFY_WITH_TIMEOUT(!host.exists(), patienceMs);
    }

private:
    std::unique_ptr<test::MessageBus> m_bus;
};

QTEST_GUILESS_MAIN(TestStatusNotifierHost)
#include "tst_statusnotifierhost.moc"
