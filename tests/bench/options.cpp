#include "tests/bench/options.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>

namespace madang::bench {

namespace {

constexpr auto description
    = R"(Measures a Madang server: starts one on a data folder of its own (or uses --url), signs people
in, puts a load on it and checks that every reader got every message once and in order.

Commands:
  rooms  an open load: messages leave at fixed times, whatever the server does, and each latency counts
         from the intended time to each reader (no coordinated omission)
  acks   a closed load: everybody keeps --in-flight sends under way; counts durable acknowledgements
  set    the standard figures of docs/BENCHMARKS.md, one after the other, in one table

Ends with 0 when nothing was lost, doubled, out of order, refused or unanswered, with 1 when something was,
with 2 when nothing could be measured.)";

struct Numbers {
    const QCommandLineParser& parser;
    QString problem;

    double number(const QString& name, const QString& text, double least, double most)
    {
        bool ok = false;
        const double value = text.toDouble(&ok);
        if ((!ok || value < least || value > most) && problem.isEmpty())
            problem = QStringLiteral("--%1 takes a number from %2 to %3, not \"%4\"")
                          .arg(name)
                          .arg(least)
                          .arg(most)
                          .arg(text);
        return value;
    }
    void take(const QString& name, double least, double most, double& to)
    {
        if (parser.isSet(name))
            to = number(name, parser.value(name), least, most);
    }
    void take(const QString& name, double least, double most, int& to)
    {
        double value = to;
        take(name, least, most, value);
        to = int(value);
    }
};

const QHash<QString, Command>& commands()
{
    static const QHash<QString, Command> all{{QStringLiteral("rooms"), Command::Rooms},
        {QStringLiteral("acks"), Command::Acks}, {QStringLiteral("set"), Command::Set}};
    return all;
}

void declare(QCommandLineParser& parser)
{
    const auto add = [&parser](const char* name, const char* text, const char* value = nullptr) {
        parser.addOption(value
                ? QCommandLineOption(QLatin1String(name), QLatin1String(text), QLatin1String(value))
                : QCommandLineOption(QLatin1String(name), QLatin1String(text)));
    };
    parser.setApplicationDescription(QString::fromUtf8(description));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("rooms, acks or set"));
    add("people", "rooms: people online, one connection each (1000).", "N");
    add("connections", "acks: connections, one person each (2000).", "N");
    add("room-size", "People in each room (rooms: 10, acks: 2).", "R");
    add("rate", "rooms: messages/s; several, with commas, run one after the other (500).", "X[,Y...]");
    add("in-flight", "acks: sends under way per connection (1).", "W");
    add("seconds", "How long each load runs (20).", "S");
    add("warmup",
        "How long before it the first load runs unmeasured; at least until every room had a message (3).",
        "S");
    add("drain", "How long to wait for what is under way at the end (20).", "S");
    add("body", "Characters of a message's text (200).", "N");
    add("server-binary", "The server to start (madang-server beside this program).", "PATH");
    add("stores",
        "Where the server that is started keeps everything: sqlite, postgres, or group: PostgreSQL behind "
        "Redis. The bench starts those by itself (sqlite).",
        "KIND");
    add("loops", "The server's --loops (its own choice).", "N");
    add("server-arg", "A further argument for the server; may be repeated.", "ARG");
    add("data",
        "The server's data folder (a fresh one in the system's temporary folder, removed afterwards).",
        "DIR");
    add("keep", "Leave the fresh data folder.");
    add("url", "Measure a server that runs already; its CPU and memory stay unknown. Implies --register.",
        "URL");
    add("register",
        "People register over the wire (Argon2id: some 50 a second) instead of being stored beforehand.");
    add("window", "People who connect and sign in at a time (256).", "N");
    add("json", "Write everything as JSON to the file, \"-\" for standard output instead of the table.",
        "FILE");
}

QString readRates(Numbers& numbers, Options& options)
{
    const QString text = numbers.parser.isSet(QStringLiteral("rate"))
        ? numbers.parser.value(QStringLiteral("rate"))
        : QStringLiteral("500");
    const QStringList rates = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& rate : rates)
        options.rates.push_back(numbers.number(QStringLiteral("rate"), rate, 0.1, 1e6));
    return options.rates.empty() ? QStringLiteral("--rate takes one rate or more") : QString();
}

QString read(const QCommandLineParser& parser, Options& options)
{
    const QStringList words = parser.positionalArguments();
    if (words.size() != 1 || !commands().contains(words.front()))
        return QStringLiteral("say what to measure: rooms, acks or set (--help explains)");
    options.command = commands().value(words.front());
    if (options.command == Command::Acks) {
        options.people = 2000;
        options.roomSize = 2;
    }
    Numbers numbers{parser, {}};
    const QString who
        = options.command == Command::Acks ? QStringLiteral("connections") : QStringLiteral("people");
    numbers.take(who, 1, 1e6, options.people);
    numbers.take(QStringLiteral("room-size"), 1, 100'000, options.roomSize);
    numbers.take(QStringLiteral("in-flight"), 1, 64, options.inFlight);
    numbers.take(QStringLiteral("seconds"), 0.1, 86'400, options.seconds);
    numbers.take(QStringLiteral("warmup"), 0, 3600, options.warmup);
    numbers.take(QStringLiteral("drain"), 0, 3600, options.drain);
    numbers.take(QStringLiteral("body"), stampLength, 4000, options.body);
    numbers.take(QStringLiteral("loops"), 1, 1024, options.setup.loops);
    numbers.take(QStringLiteral("window"), 1, 100'000, options.setup.window);
    const QString stores = parser.isSet(QStringLiteral("stores")) ? parser.value(QStringLiteral("stores"))
                                                                  : QStringLiteral("sqlite");
    if (stores == QLatin1String("postgres"))
        options.setup.stores = Stores::Postgres;
    else if (stores == QLatin1String("group"))
        options.setup.stores = Stores::Group;
    else if (stores != QLatin1String("sqlite"))
        return QStringLiteral("--stores: %1 is none of sqlite, postgres, group").arg(stores);
    const QString rates = readRates(numbers, options);
    options.setup.url = parser.value(QStringLiteral("url")).toStdString();
    options.setup.data = parser.value(QStringLiteral("data")).toStdString();
    options.setup.keeps = parser.isSet(QStringLiteral("keep"));
    options.setup.registers = parser.isSet(QStringLiteral("register")) || !options.setup.url.empty();
    options.jsonFile = parser.value(QStringLiteral("json")).toStdString();
    const QStringList further = parser.values(QStringLiteral("server-arg"));
    for (const QString& argument : further)
        options.setup.serverArguments.push_back(argument.toStdString());
    if (!numbers.problem.isEmpty() || !rates.isEmpty())
        return numbers.problem.isEmpty() ? rates : numbers.problem;
    const QString beside
        = QFileInfo(QCoreApplication::applicationFilePath()).dir().filePath(QStringLiteral("madang-server"));
    const QString binary = parser.isSet(QStringLiteral("server-binary"))
        ? parser.value(QStringLiteral("server-binary"))
        : beside;
    options.setup.binary = binary.toStdString();
    if (options.setup.url.empty() && !QFileInfo(binary).isExecutable())
        return QStringLiteral("no server to start at %1 (--server-binary, or --url for one that runs)")
            .arg(binary);
    return {};
}

} // namespace

OptionsOutcome readOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    declare(parser);
    OptionsOutcome outcome;
    if (!parser.parse(arguments)) {
        outcome.text = parser.errorText().toStdString();
        outcome.exitCode = 2;
    } else if (parser.isSet(QStringLiteral("help"))) {
        outcome.text = parser.helpText().toStdString();
    } else if (parser.isSet(QStringLiteral("version"))) {
        outcome.text = "madang-bench " MADANG_VERSION;
    } else {
        Options options;
        const QString problem = read(parser, options);
        if (problem.isEmpty()) {
            outcome.options = std::move(options);
        } else {
            outcome.text = problem.toStdString();
            outcome.exitCode = 2;
        }
    }
    return outcome;
}

} // namespace madang::bench
