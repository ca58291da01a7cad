#include "client/app/freedesktop/xdgautostart.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace madang::client;

class TestXdgAutostart : public QObject {
    Q_OBJECT

    [[nodiscard]] QString entry() const
    {
        return m_config->filePath(QStringLiteral("autostart/madang.desktop"));
    }
    [[nodiscard]] QString text() const
    {
        QFile file(entry());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    void append(const QByteArray& line)
    {
        QFile file(entry());
        QVERIFY(file.open(QIODevice::Append));
        file.write(line);
    }

private Q_SLOTS:
    void init()
    {
        m_config = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_config->path().toLocal8Bit());
    }

    void onAndOffAgain()
    {
        XdgAutostart autostart({QStringLiteral("/opt/madang/bin/madang")});
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.set(false).ok());
        QVERIFY(autostart.set(true).ok());
        QVERIFY(autostart.isOn());
        QVERIFY(text().startsWith(QStringLiteral("[Desktop Entry]\nType=Application\n")));
        QVERIFY(text().contains(QStringLiteral("\nExec=\"/opt/madang/bin/madang\"\n")));
        QVERIFY(autostart.set(false).ok());
        QVERIFY(!QFile::exists(entry()));
    }

    void whatTheDesktopSwitchedOffIsOff_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("gnome") << QByteArrayLiteral("X-GNOME-Autostart-enabled=false\n");
        QTest::newRow("hidden") << QByteArrayLiteral("Hidden = true\n");
    }
    void whatTheDesktopSwitchedOffIsOff()
    {
        QFETCH(QByteArray, line);
        XdgAutostart autostart({QStringLiteral("madang")});
        QVERIFY(autostart.set(true).ok());
        append(line);
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.set(true).ok());
        QVERIFY(autostart.isOn());
    }

    void aFolderWithStrangeNamesSurvives()
    {
        // Quoting of the Exec key, then that of a string value: a backslash becomes four.
        QCOMPARE(XdgAutostart::execOf({QStringLiteral("/a b/madang"), QStringLiteral("--profile"),
                     QString::fromUtf8("/집/$HOME/100%/\"q\"/b\\s")}),
            QString::fromUtf8(
                "\"/a b/madang\" \"--profile\" \"/집/\\\\$HOME/100%%/\\\\\"q\\\\\"/b\\\\\\\\s\""));
    }

    void aFolderThatCannotBeWrittenSaysSo()
    {
        QFile file(m_config->filePath(QStringLiteral("autostart")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!XdgAutostart({QStringLiteral("madang")}).set(true).ok());
    }

private:
    std::unique_ptr<QTemporaryDir> m_config;
};

QTEST_GUILESS_MAIN(TestXdgAutostart)
#include "tst_xdgautostart.moc"
