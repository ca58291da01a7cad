#include "server/app/options.h"

#include "shared/core/limits.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QHash>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QRegularExpression>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>

namespace madang::server {

namespace {

struct Setting {
    const char* option; // --listen; MADANG_LISTEN in the environment
    const char* iniKey; // group/key in the INI file
    const char* value; // what --help calls the value
    const char* standard;
    const char* help;
};

constexpr Setting kSettings[] = {
    {"listen", "server/listen", "ADDRESS:PORT", "127.0.0.1:8765",
        "Where to listen. Port 0 takes a free one; [::]:8765 listens on every address."},
    {"ops", "server/ops", "ADDRESS:PORT", "",
        "Where to answer /healthz, /readyz and /metrics, for those who run the server alone: a private "
        "address. "
        "Default: nowhere."},
    {"data", "server/data", "DIR", "",
        "The folder that holds everything the server keeps. Default: the user's own data folder."},
    {"database", "server/database", "URL", "",
        "The database, as sqlite:FILE or postgresql://USER:PASSWORD@HOST/DATABASE. Default: madang.db in the "
        "data "
        "folder."},
    {"redis", "redis/url", "URL", "",
        "A Redis that joins several servers over one PostgreSQL, as redis://USER:PASSWORD@HOST:PORT/NUMBER; "
        "rediss:// for TLS."},
    {"redis-ca", "redis/ca", "FILE", "", "PEM file of the authorities to trust for rediss://."},
    {"redis-prefix", "redis/prefix", "NAME", "madang", "What the names of all keys begin with."},
    {"redis-shards", "redis/shards", "N", "4", "Streams of the message log; the same on every server."},
    {"redis-allow-loss", "redis/allow_loss", "yes|no", "no",
        "Whether a Redis may be used that can lose messages which it has taken."},
    {"log-batch", "log/batch", "N", "5000", "Messages that go from Redis to the database at once, at most."},
    {"log-period-ms", "log/period_ms", "MS", "20", "How long messages are gathered for such a batch."},
    {"keep-messages", "server/keep_messages", "TIME", "0",
        "How long messages are kept, such as 90d, 12h or 5m; 0 is for ever. Groups may set a shorter time."},
    {"loops", "server/loops", "N", "0", "Event loops that serve clients; 0 is one per core."},
    {"name", "server/name", "NAME", "Madang", "What the server calls itself to clients."},
    {"registration", "auth/registration", "open|closed", "open", "Whether new accounts can be made."},
    {"duplicate-logins", "auth/duplicate_logins", "allow|one-per-kind|one", "allow",
        "Whether one person may be signed in more than once: as often as they like, on one device of each "
        "kind, or on one. A new login ends the old."},
    {"auth-access-ttl-ms", "auth/access_ttl_ms", "MS", "900000", "How long an access token lives."},
    {"auth-refresh-ttl-ms", "auth/refresh_ttl_ms", "MS", "2592000000",
        "How long a session lives that nobody uses."},
    {"origins", "server/origins", "LIST", "",
        "Web origins besides the server's own that may connect, with commas between them."},
    {"trusted-proxies", "server/trusted_proxies", "LIST", "",
        "Addresses whose X-Forwarded-For is believed, with commas between them."},
    {"tls-certificate", "tls/certificate", "FILE", "",
        "PEM file with the certificate chain: serve wss:// instead of ws://."},
    {"tls-key", "tls/key", "FILE", "", "PEM file with the certificate's key."},
    {"max-connections", "limits/connections", "N", "50000", "Connections at once; more are turned away."},
    {"limit-loopback", "limits/loopback", "yes|no", "no",
        "Whether rates per address also hold for this machine itself."},
    {"drain-retry-after-ms", "server/drain_retry_after_ms", "MS", "2000",
        "When clients are told to come back while the server stops."},
    {"log-level", "server/log_level", "LEVEL", "info", "debug, info, warning or error."},
};

Error problem(const QString& text)
{
    return Error::invalid({}, text);
}

QString environmentName(const Setting& setting)
{
    return QStringLiteral("MADANG_") + QString::fromLatin1(setting.option).toUpper().replace(u'-', u'_');
}

// Values by option name, from the source that counts.
using Values = QHash<QString, QString>;

Result<Values> readIni(const QString& path)
{
    if (!QFileInfo(path).isReadable())
        return problem(QStringLiteral("cannot read the configuration file %1").arg(path));
    QSettings ini(path, QSettings::IniFormat);
    Values values;
    const QStringList keys = ini.allKeys();
    if (ini.status() != QSettings::NoError)
        return problem(QStringLiteral("%1 is not an INI file").arg(path));
    for (const QString& key : keys) {
        const auto* known = std::find_if(std::begin(kSettings), std::end(kSettings),
            [&](const Setting& setting) { return key == QLatin1String(setting.iniKey); });
        if (known == std::end(kSettings))
            return problem(QStringLiteral("%1: there is no setting %2").arg(path, key));
        // A value with commas comes as a list.
        values.insert(QString::fromLatin1(known->option), ini.value(key).toStringList().join(u','));
    }
    return values;
}

Result<std::pair<QHostAddress, quint16>> readListen(const Values& values, const char* option)
{
    const QString text = values.value(QString::fromLatin1(option));
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(std::max<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host == QLatin1String("localhost"))
        host = QStringLiteral("127.0.0.1");
    bool isNumber = false;
    const uint port = text.mid(colon + 1).toUInt(&isNumber);
    QHostAddress address;
    if (colon < 0 || !isNumber || port > 65535 || !address.setAddress(host))
        return problem(QStringLiteral("--%1: %2 is not ADDRESS:PORT, such as 127.0.0.1:8765")
                           .arg(QLatin1String(option), text));
    return std::pair(address, quint16(port));
}

Result<qint64> number(const Values& values, const char* option, qint64 least, qint64 most)
{
    const QString text = values.value(QString::fromLatin1(option));
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < least || value > most)
        return problem(QStringLiteral("--%1: %2 is not a number from %3 to %4")
                           .arg(QLatin1String(option), text)
                           .arg(least)
                           .arg(most));
    return value;
}

// A number of days, or of the unit that follows it.
Result<qint64> duration(const Values& values, const char* option, qint64 most)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,9})([dhms]?)$"));
    const QString text = values.value(QString::fromLatin1(option));
    const auto match = form.match(text);
    const QString unit = match.captured(2);
    const qint64 unitMs = unit == u's' ? 1'000 : unit == u'm' ? 60'000 : unit == u'h' ? 3600'000 : 86'400'000;
    const qint64 value = match.captured(1).toLongLong() * unitMs;
    if (!match.hasMatch() || value > most)
        return problem(QStringLiteral("--%1: %2 is not a time such as 90d, 12h, 5m or 0, up to %3d")
                           .arg(QLatin1String(option), text)
                           .arg(most / 86'400'000));
    return value;
}

Result<bool> oneOf(const Values& values, const char* option, QLatin1String yes, QLatin1String no)
{
    const QString text = values.value(QString::fromLatin1(option));
    if (text != yes && text != no)
        return problem(
            QStringLiteral("--%1: %2 is neither %3 nor %4").arg(QLatin1String(option), text, yes, no));
    return text == yes;
}

Result<DuplicateLogins> readDuplicateLogins(const QString& text)
{
    if (text == QLatin1String("allow"))
        return DuplicateLogins::Allow;
    if (text == QLatin1String("one-per-kind"))
        return DuplicateLogins::OnePerKind;
    if (text == QLatin1String("one"))
        return DuplicateLogins::One;
    return problem(QStringLiteral("--duplicate-logins: %1 is none of allow, one-per-kind, one").arg(text));
}

Result<Options> interpret(const Values& values)
{
    Options options;
    const auto text = [&values](const char* option) { return values.value(QString::fromLatin1(option)); };
    const auto listen = readListen(values, "listen");
    if (!listen)
        return listen.error();
    options.address = listen->first;
    options.port = listen->second;
    if (!text("ops").isEmpty()) {
        const auto ops = readListen(values, "ops");
        if (!ops)
            return ops.error();
        options.ops = *ops;
    }
    options.data = text("data");
    if (options.data.isEmpty())
        options.data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/madang/server");
    options.data = QDir::current().absoluteFilePath(options.data);
    options.database = text("database");
    options.redis = text("redis");
    options.redisCa = text("redis-ca");
    options.redisPrefix = text("redis-prefix");
    static const QRegularExpression prefix(QStringLiteral("^[A-Za-z0-9_.-]{1,32}$"));
    if (!prefix.match(options.redisPrefix).hasMatch())
        return problem(QStringLiteral("--redis-prefix: %1 is not 1 to 32 of A-Z a-z 0-9 _ . -")
                           .arg(options.redisPrefix));
    options.name = text("name");
    options.origins = text("origins").split(u',', Qt::SkipEmptyParts);
    options.trustedProxies = text("trusted-proxies").split(u',', Qt::SkipEmptyParts);
    options.tlsCertificate = text("tls-certificate");
    options.tlsKey = text("tls-key");
    if (options.tlsCertificate.isEmpty() != options.tlsKey.isEmpty())
        return problem(QStringLiteral("--tls-certificate and --tls-key go together"));
    options.logLevel = text("log-level");
    if (!QStringList{QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"),
            QStringLiteral("error")}
             .contains(options.logLevel))
        return problem(
            QStringLiteral("--log-level: %1 is none of debug, info, warning, error").arg(options.logLevel));

    const auto loops = number(values, "loops", 0, 256);
    const auto access = number(values, "auth-access-ttl-ms", 100, 86'400'000);
    const auto refresh = number(values, "auth-refresh-ttl-ms", 1000, 400LL * 86'400'000);
    const auto connections = number(values, "max-connections", 1, 10'000'000);
    const auto retry = number(values, "drain-retry-after-ms", 0, 3'600'000);
    const auto shards = number(values, "redis-shards", 1, 256);
    const auto batch = number(values, "log-batch", 1, 100'000);
    const auto period = number(values, "log-period-ms", 0, 60'000);
    const auto keep = duration(values, "keep-messages", Limits().expiryMaxMs);
    for (const auto* checked :
        {&loops, &access, &refresh, &connections, &retry, &shards, &batch, &period, &keep}) {
        if (!*checked)
            return checked->error();
    }
    options.keepMessagesMs = *keep;
    options.loops = int(*loops);
    options.accessTtlMs = *access;
    options.refreshTtlMs = *refresh;
    options.maxConnections = int(*connections);
    options.retryAfterMs = *retry;
    options.redisShards = int(*shards);
    options.logBatch = int(*batch);
    options.logPeriodMs = *period;
    const auto open = oneOf(values, "registration", QLatin1String("open"), QLatin1String("closed"));
    if (!open)
        return open.error();
    options.registrationOpen = *open;
    const auto duplicates = readDuplicateLogins(text("duplicate-logins"));
    if (!duplicates)
        return duplicates.error();
    options.duplicateLogins = *duplicates;
    const auto loopback = oneOf(values, "limit-loopback", QLatin1String("yes"), QLatin1String("no"));
    if (!loopback)
        return loopback.error();
    options.limitLoopback = *loopback;
    const auto loss = oneOf(values, "redis-allow-loss", QLatin1String("yes"), QLatin1String("no"));
    if (!loss)
        return loss.error();
    options.redisAllowLoss = *loss;
    return options;
}

} // namespace

Result<Invocation> readInvocation(const QStringList& arguments, const QProcessEnvironment& environment)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Madang, a chat server. Every option can also be given by the environment "
                       "(MADANG_LISTEN for --listen)\n"
                       "and in the file that --config names; the command line counts before the environment, "
                       "and that before the file."));
    const QCommandLineOption help(
        {QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Shows this and ends."));
    const QCommandLineOption version(
        {QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Shows the version and ends."));
    const QCommandLineOption config(
        QStringLiteral("config"), QStringLiteral("An INI file with settings."), QStringLiteral("FILE"));
    parser.addOptions({help, version, config});
    for (const Setting& setting : kSettings) {
        QString text = QString::fromLatin1(setting.help);
        if (*setting.standard)
            text += QStringLiteral(" Default: %1.").arg(QLatin1String(setting.standard));
        parser.addOption({QString::fromLatin1(setting.option), text, QString::fromLatin1(setting.value)});
    }
    if (!parser.parse(arguments))
        return problem(parser.errorText() + QStringLiteral(" Try --help."));
    if (parser.isSet(help))
        return Invocation{Invocation::What::Help, {}, parser.helpText()};
    if (parser.isSet(version))
        return Invocation{
            Invocation::What::Version, {}, QStringLiteral("madang-server " MADANG_VERSION "\n")};
    if (!parser.positionalArguments().isEmpty())
        return problem(
            QStringLiteral("%1 is no option. Try --help.").arg(parser.positionalArguments().constFirst()));

    Values values;
    for (const Setting& setting : kSettings)
        values.insert(QString::fromLatin1(setting.option), QString::fromLatin1(setting.standard));
    const QString file
        = parser.isSet(config) ? parser.value(config) : environment.value(QStringLiteral("MADANG_CONFIG"));
    if (!file.isEmpty()) {
        auto ini = readIni(file);
        if (!ini)
            return std::move(ini).error();
        values.insert(*ini);
    }
    for (const Setting& setting : kSettings) {
        const QString option = QString::fromLatin1(setting.option);
        if (const QString name = environmentName(setting); environment.contains(name))
            values.insert(option, environment.value(name));
        if (parser.isSet(option))
            values.insert(option, parser.value(option));
    }
    auto options = interpret(values);
    if (!options)
        return std::move(options).error();
    return Invocation{Invocation::What::Run, std::move(options).value(), {}};
}

} // namespace madang::server
