#include "client/app/options.h"

#include "client/controllers/deeplink.h"
#include "client/net/serveraddress.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>

namespace madang::client {

namespace {
// One setting with its places in order: command line, environment, INI, default.
struct Source {
    const QCommandLineParser& parser;
    const QProcessEnvironment& environment;
    const QSettings* ini;

    struct Found {
        QString value;
        QString where; // as a person would write it, for messages; empty: the default
    };
    Found find(QLatin1String option, QLatin1String variable) const
    {
        if (parser.isSet(option))
            return {parser.value(option), QLatin1String("--") % option};
        if (const QString value = environment.value(variable); !value.isEmpty())
            return {value, variable};
        if (ini && ini->contains(option))
            return {ini->value(option).toString(),
                QLatin1Char('\'') % option % QLatin1String("' in ") % ini->fileName()};
        return {};
    }
};

Error wrong(const Source::Found& found, const QString& wanted)
{
    return Error::invalid(
        found.where, QStringLiteral("%1 is \"%2\", but must be %3.").arg(found.where, found.value, wanted));
}
} // namespace

QString Options::defaultProfile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % QLatin1String("/madang");
}

QString Options::iniPath(const QString& profile)
{
    return profile % QLatin1String("/madang.ini");
}

QString Options::versionText()
{
    return QStringLiteral("madang " MADANG_VERSION "\n");
}

QString Options::helpText()
{
    return QStringLiteral(
        "Usage: madang [options] [LINK]\n"
        "Madang, the chat client. LINK (madang://HOST/room/…) says where to go; where the profile is open\n"
        "already, that window comes to the front and goes there.\n"
        "\n"
        "  --server ADDRESS    server to sign in at: host, host:port, ws://… or wss://… (%1);\n"
        "                      a profile that is signed in stays with its own\n"
        "  --profile FOLDER    everything this client keeps (%2)\n"
        "  --lang ko|en        language of the interface (the system's)\n"
        "  --theme NAME        light, dark or system (system)\n"
        "  --keychain on|off   off: the tokens of a session never leave the memory (on)\n"
        "  --help              this text\n"
        "  --version           the version\n"
        "\n"
        "The same can be said by the environment (MADANG_SERVER, MADANG_PROFILE, MADANG_LANG,\n"
        "MADANG_THEME, MADANG_KEYCHAIN) and, but for the profile, in FOLDER/madang.ini (server=…,\n"
        "lang=…, theme=…, keychain=…).\n"
        "The command line goes before the environment, the environment before the file.\n")
        .arg(ServerAddress::standard().display(), QDir::toNativeSeparators(defaultProfile()));
}

Result<Options> Options::parse(const QStringList& arguments, const QProcessEnvironment& environment)
{
    QCommandLineParser parser;
    for (const char* name : {"server", "profile", "lang", "theme", "keychain"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), {}, QStringLiteral("value")));
    for (const char* name : {"help", "version"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(name)));

    if (!parser.parse(arguments)) {
        QString text = parser.errorText();
        if (!text.endsWith(QLatin1Char('.')))
            text.append(QLatin1Char('.'));
        return Error::invalid({}, text % QLatin1String(" Try --help."));
    }
    Options options;
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        options.onlyPrint = true;
        options.print = parser.isSet(QStringLiteral("help")) ? helpText() : versionText();
        return options;
    }
    const QStringList more = parser.positionalArguments();
    if (more.size() == 1 && DeepLink::parse(more.first()))
        options.link = more.first();
    else if (!more.isEmpty())
        return Error::invalid(
            {}, QStringLiteral("Unexpected argument '%1'. Try --help.").arg(more.last().left(80)));

    const Source outside{parser, environment, nullptr};
    const Source::Found profile = outside.find(QLatin1String("profile"), QLatin1String("MADANG_PROFILE"));
    options.profile
        = QFileInfo(profile.value.isEmpty() ? defaultProfile() : profile.value).absoluteFilePath();

    const QSettings ini(iniPath(options.profile), QSettings::IniFormat);
    const Source source{parser, environment, &ini};

    const Source::Found server = source.find(QLatin1String("server"), QLatin1String("MADANG_SERVER"));
    options.serverGiven = !server.where.isEmpty();
    if (options.serverGiven && !ServerAddress::parse(server.value))
        return wrong(server, QStringLiteral("an address such as chat.example.org or 127.0.0.1:8765"));
    options.server = options.serverGiven ? server.value : ServerAddress::standard().display();

    const Source::Found lang = source.find(QLatin1String("lang"), QLatin1String("MADANG_LANG"));
    if (!lang.value.isEmpty() && lang.value != QLatin1String("ko") && lang.value != QLatin1String("en"))
        return wrong(lang, QStringLiteral("ko or en"));
    options.language = lang.value;

    const Source::Found theme = source.find(QLatin1String("theme"), QLatin1String("MADANG_THEME"));
    options.theme = theme.value.isEmpty() ? QStringLiteral("system") : theme.value;
    if (options.theme != QLatin1String("light") && options.theme != QLatin1String("dark")
        && options.theme != QLatin1String("system"))
        return wrong(theme, QStringLiteral("light, dark or system"));

    const Source::Found keychain = source.find(QLatin1String("keychain"), QLatin1String("MADANG_KEYCHAIN"));
    if (!keychain.value.isEmpty() && keychain.value != QLatin1String("on")
        && keychain.value != QLatin1String("off"))
        return wrong(keychain, QStringLiteral("on or off"));
    options.keychain = keychain.value != QLatin1String("off");
    return options;
}

} // namespace madang::client
