#include "client/app/freedesktop/launcherbadge.h"

#include "tests/client/app/messagebus.h"

#include <QtGui/QGuiApplication>
#include <QtTest/QTest>

using namespace madang::client;

class TestLauncherBadge : public QObject {
    Q_OBJECT

public Q_SLOTS:
    // What a dock listens to.
    void update(const QString& program, const QVariantMap& properties)
    {
        m_program = program;
        m_properties = properties;
    }

private Q_SLOTS:
    void aDockIsToldTheCount()
    {
        test::MessageBus bus;
        QVERIFY(bus.start());
        QVERIFY(bus.theirs.connect(QString(), QString(), QStringLiteral("com.canonical.Unity.LauncherEntry"),
            QStringLiteral("Update"), this, SLOT(update(QString, QVariantMap))));
        QGuiApplication::setDesktopFileName(QStringLiteral("madang"));
        LauncherBadge badge(bus.ours);
        badge.setCount(3);
        QTRY_COMPARE_WITH_TIMEOUT(m_properties.value(QStringLiteral("count")).toLongLong(), 3, 30'000);
        QCOMPARE(m_program, QStringLiteral("application://madang.desktop"));
        QVERIFY(m_properties.value(QStringLiteral("count-visible")).toBool());
        badge.setCount(0);
        QTRY_VERIFY_WITH_TIMEOUT(!m_properties.value(QStringLiteral("count-visible")).toBool(), 30'000);
    }

private:
    QString m_program;
    QVariantMap m_properties;
};

QTEST_GUILESS_MAIN(TestLauncherBadge)
#include "tst_launcherbadge.moc"
