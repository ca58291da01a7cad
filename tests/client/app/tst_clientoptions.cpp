#include "client/app/options.h"
#include "client/app/profile.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;

class TestOptions : public QObject {
    Q_OBJECT

    Result<Options> parse(const QStringList& arguments, const QProcessEnvironment& environment = {}) const
    {
        QStringList all{QStringLiteral("madang")};
        if (!arguments.contains(QStringLiteral("--profile")))
            all << QStringLiteral("--profile") << m_folder->path();
        return Options::parse(all + arguments, environment);
    }
    void writeIni(const QByteArray& text)
    {
        QFile file(Options::iniPath(m_folder->path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void saysWhatHoldsWithoutAnything()
    {
        const auto options = parse({});
        QVERIFY(options.ok());
        QCOMPARE(options->server, QStringLiteral("127.0.0.1:8765"));
        QVERIFY(!options->serverGiven);
        QCOMPARE(options->language, QString());
        QCOMPARE(options->theme, QStringLiteral("system"));
        QVERIFY(options->keychain);
        QVERIFY(!parse({QStringLiteral("--keychain"), QStringLiteral("off")})->keychain);
    }

    void commandLineGoesBeforeEnvironmentBeforeFile()
    {
        writeIni("server=file.example\nlang=ko\ntheme=dark\n");
        auto options = parse({});
        QCOMPARE(options->server, QStringLiteral("file.example"));
        QCOMPARE(options->language, QStringLiteral("ko"));
        QCOMPARE(options->theme, QStringLiteral("dark"));
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("MADANG_SERVER"), QStringLiteral("env.example"));
        environment.insert(QStringLiteral("MADANG_LANG"), QStringLiteral("en"));
        options = parse({}, environment);
        QCOMPARE(options->server, QStringLiteral("env.example"));
        QCOMPARE(options->language, QStringLiteral("en"));
        QCOMPARE(options->theme, QStringLiteral("dark"));
        options = parse({QStringLiteral("--server"), QStringLiteral("wss://line.example")}, environment);
        QCOMPARE(options->server, QStringLiteral("wss://line.example"));
        QCOMPARE(options->language, QStringLiteral("en"));
    }

    void profileComesFromTheEnvironmentToo()
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("MADANG_PROFILE"), m_folder->path());
        writeIni("theme=light\n");
        const auto options = Options::parse({QStringLiteral("madang")}, environment);
        QCOMPARE(options->profile, m_folder->path());
        QCOMPARE(options->theme, QStringLiteral("light"));
    }

    void whatIsWrongIsOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row
            = [](const char* name, std::initializer_list<const char*> arguments, const char* says) {
                  QStringList list;
                  for (const char* one : arguments)
                      list.append(QString::fromLatin1(one));
                  QTest::newRow(name) << list << QString::fromLatin1(says);
              };
        row("unknown option", {"--colour", "red"}, "colour");
        row("no value", {"--server"}, "server");
        row("no address", {"--server", "ftp://x"}, "--server is \"ftp://x\"");
        row("no such language", {"--lang", "fr"}, "ko or en");
        row("no such theme", {"--theme", "blue"}, "light, dark or system");
        row("no such keychain", {"--keychain", "maybe"}, "on or off");
        row("something else", {"chat.example.org"}, "chat.example.org");
        row("no such link", {"madang://chat.example.org/"}, "madang://chat.example.org/");
        row("two links", {"madang://a/room/r000000000000b", "madang://b/room/r000000000000b"}, "madang://b");
    }
    void whatIsWrongIsOneLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto options = parse(arguments);
        QVERIFY(!options.ok());
        QVERIFY2(options.error().message.contains(says), qPrintable(options.error().message));
        QVERIFY(!options.error().message.contains(QLatin1Char('\n')));
    }

    void aWrongValueSaysWhereItStands()
    {
        writeIni("theme=blue\n");
        QVERIFY(parse({}).error().message.contains(Options::iniPath(m_folder->path())));
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("MADANG_THEME"), QStringLiteral("green"));
        QVERIFY(parse({}, environment).error().message.contains(QStringLiteral("MADANG_THEME")));
    }

    void aProfileIsForOneProcess()
    {
        const QString folder = m_folder->filePath(QStringLiteral("new/profile"));
        auto first = Profile::open(folder);
        QVERIFY(first.ok());
        QCOMPARE(QFile::permissions(folder) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto second = Profile::open(folder);
        QVERIFY(!second.ok());
        QVERIFY(second.error().message.contains(folder));
        first.value().reset();
        QVERIFY(Profile::open(folder).ok());
    }

    void aProfileThatCannotBeMade()
    {
        writeIni("x=y\n"); // a file where a folder would have to be
        QVERIFY(!Profile::open(Options::iniPath(m_folder->path()) % QLatin1String("/profile")).ok());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_clientoptions.moc"
