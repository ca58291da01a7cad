#include "server/storage/database.h"
#include "server/storage/storage.h"
#include "tests/server/storage/suites/logsuite.h"
#include "tests/server/storage/suites/storedfixture.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>

#include <atomic>
#include <cstdio>
#include <sys/resource.h>

using namespace madang;
using namespace madang::server;

namespace {

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// Keeps so many messages waiting for the log, each answer being followed by the next message.
class Load {
public:
    Load(MessageLog& log, std::vector<RoomId> rooms, UserId sender, int characters)
        : m_log(log)
        , m_rooms(std::move(rooms))
        , m_sender(sender)
        , m_text(characters, u'x')
    {
    }
    void start(int waiting)
    {
        m_executor.post([this, waiting] {
            for (int i = 0; i < waiting; ++i) {
                send();
            }
        });
    }
    void stop()
    {
        m_stopping = true;
        while (m_waiting > 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    [[nodiscard]] qint64 acknowledged() const { return m_acknowledged; }
    [[nodiscard]] qint64 failed() const { return m_failed; }

private:
    void send()
    {
        ++m_waiting;
        const RoomId room = m_rooms[m_next++ % m_rooms.size()];
        m_log.append(sending(room, m_sender, m_text), m_executor, [this](const Result<LogReceipt>& receipt) {
            ++(receipt ? m_acknowledged : m_failed);
            if (!m_stopping) {
                send();
            }
            --m_waiting;
        });
    }

    MessageLog& m_log;
    const std::vector<RoomId> m_rooms;
    const UserId m_sender;
    const QString m_text;
    size_t m_next = 0;
    std::atomic<qint64> m_acknowledged{0};
    std::atomic<qint64> m_failed{0};
    std::atomic<int> m_waiting{0};
    std::atomic<bool> m_stopping{false};
    TestExecutor m_executor;
};

int number(const QCommandLineParser& parser, const char* name)
{
    return parser.value(QString::fromLatin1(name)).toInt();
}

} // namespace

// How many messages a second the log of one server makes durable, with nothing before it: no sockets, no
// rooms.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const auto option = [&parser](const char* name, const char* what, const char* standard) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1("N"),
            QString::fromLatin1(standard)});
    };
    parser.addOption({QStringLiteral("postgres"), QStringLiteral("On PostgreSQL rather than on SQLite.")});
    option("waiting", "Messages that always wait.", "2000");
    option("rooms", "Rooms that they are sent to.", "1000");
    option("characters", "Length of each.", "200");
    option("seconds", "How long to measure.", "5");
    parser.addHelpOption();
    parser.process(app);

    std::unique_ptr<test::PostgresServer> server;
    std::unique_ptr<StoredFixture> store;
    if (parser.isSet(QStringLiteral("postgres"))) {
        server = std::make_unique<test::PostgresServer>();
        store = std::make_unique<StoredFixture>(*DatabaseAddress::fromUrl(server->freshUrl()));
        std::printf("fsync %s, synchronous_commit %s\n",
            qPrintable(server->sql(QStringLiteral("SHOW fsync"))),
            qPrintable(server->sql(QStringLiteral("SHOW synchronous_commit"))));
    } else {
        store = StoredFixture::inTemporaryFolder();
    }
    const User ann = addUser(*store, QStringLiteral("ann"));
    std::vector<RoomId> rooms;
    for (int i = 0; i < number(parser, "rooms"); ++i) {
        rooms.push_back(addGroup(*store, {ann.id}));
    }
    Load load(store->log(), std::move(rooms), ann.id, number(parser, "characters"));
    load.start(number(parser, "waiting"));
    std::this_thread::sleep_for(std::chrono::seconds(1));
    for (int second = 0; second < number(parser, "seconds"); ++second) {
        const qint64 before = load.acknowledged();
        const double cpu = cpuSeconds();
        QElapsedTimer timer;
        timer.start();
        std::this_thread::sleep_for(std::chrono::seconds(1));
        std::printf("%6.0f acknowledged/s, %.2f s CPU of this process\n",
            double(load.acknowledged() - before) * 1000 / double(timer.elapsed()), cpuSeconds() - cpu);
        std::fflush(stdout);
    }
    load.stop();
    std::printf("%lld failed\n", qlonglong(load.failed()));
    return load.failed() == 0 ? 0 : 1;
}
