#include "server/domain/messagearchive.h"
#include "server/domain/messagesearch.h"
#include "server/storage/readerpool.h"
#include "tests/server/storage/suites/storedfixture.h"
#include "tests/support/postgresserver.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>

#include <cstdio>
#include <random>

using namespace madang;
using namespace madang::server;

namespace {

// Words that are as often as words are: the n-th most frequent one comes an n-th as often as the first.
class Language {
public:
    Language()
    {
        for (int i = 0; i < words; ++i) {
            m_words << (i % 3 == 0 ? english() : korean());
            m_weights.push_back(1.0 / (i + 1));
        }
        m_choice = std::discrete_distribution<int>(m_weights.begin(), m_weights.end());
    }
    QString message()
    {
        static const QStringList particles{QString(), QStringLiteral("을"), QStringLiteral("에서"),
            QStringLiteral("은"), QStringLiteral("가")};
        QString text;
        for (int left = 3 + below(15); left > 0; --left) {
            text += m_words[m_choice(m_random)] % particles[below(5)] % u' ';
        }
        return text.trimmed();
    }
    // Of the words from the n-th to the m-th most frequent ones.
    QString word(int from, int to) { return m_words[from + below(to - from)]; }
    int below(int bound) { return int(m_random() % uint32_t(bound)); }

    static constexpr int words = 30'000;

private:
    QString korean()
    {
        QString word;
        for (int left = 2 + below(3); left > 0; --left) {
            word += QChar(0xAC00 + below(19) * 588 + below(21) * 28 + (below(2) ? 0 : below(28)));
        }
        return word;
    }
    QString english()
    {
        QString word;
        for (int left = 1 + below(3); left > 0; --left) {
            word += QChar(u"bcdfghklmnprstvw"[below(16)]) % QChar(u"aeiou"[below(5)])
                % QChar(u"nrstlm"[below(6)]);
        }
        return word;
    }

    std::mt19937 m_random{20261120};
    QStringList m_words;
    std::vector<double> m_weights;
    std::discrete_distribution<int> m_choice;
};

template <class T> T orEnd(Result<T> result)
{
    if (!result) {
        qFatal("%s", qPrintable(describe(result)));
    }
    return std::move(result).value();
}

void orEnd(const Result<void>& result)
{
    if (!result) {
        qFatal("%s", qPrintable(describe(result)));
    }
}

// A tenth of the messages in one room, the others alike in the rest.
void fill(
    StoredFixture& store, const std::vector<RoomId>& rooms, UserId sender, int messages, Language& language)
{
    std::vector<qint64> heads(rooms.size());
    std::vector<LogRecord> records;
    for (int i = 0; i < messages; ++i) {
        const size_t place = i % 10 == 0 ? 0 : 1 + size_t(language.below(int(rooms.size()) - 1));
        LogRecord record;
        record.message.room = rooms[place];
        record.message.seq = record.message.rev = ++heads[place];
        record.message.sender = sender;
        record.message.clientId = QUuid::createUuid();
        record.message.sentAt = 1'700'000'000'000 + i;
        record.message.text = language.message();
        record.bodyHash = QByteArray(32, 'h');
        records.push_back(std::move(record));
        if (records.size() == 4'000 || i + 1 == messages) {
            orEnd(await(store.storage().archive().store(std::exchange(records, {}))));
        }
    }
}

void index(StoredFixture& store)
{
    MessageIndex& index = store.storage().index();
    const Lease lease{QStringLiteral("bench"), 60'000};
    UnindexedRooms found;
    do {
        found = orEnd(await(index.unindexed(found.last, 500)));
        for (const RoomId room : found.rooms) {
            for (bool more = true; more;) {
                auto part = orEnd(await(index.prepare(room, 512)));
                more = part.more;
                orEnd(await(index.write(lease, std::move(part))));
            }
        }
    } while (found.more);
}

qint64 valueOf(StoredFixture& store, const QString& sql)
{
    return store.storage()
        .readers()
        .run([sql](Connection& connection) { return connection.value(sql); })
        .result()
        ->toLongLong();
}

void measure(StoredFixture& store, const char* what, int queries, SearchQuestion question,
    const std::function<QString()>& words)
{
    std::vector<double> times;
    qint64 hits = 0;
    qint64 more = 0;
    for (int i = 0; i < queries; ++i) {
        question.query = *search::Query::of(words(), Limits());
        QElapsedTimer timer;
        timer.start();
        const SearchPage page = orEnd(await(store.storage().search().find(question)));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        hits += qint64(page.hits.size());
        more += page.hits.empty() && !page.next.isEmpty() ? 1 : 0;
    }
    std::sort(times.begin(), times.end());
    std::printf("%-48s p50 %7.2f ms, p99 %7.2f ms, max %7.2f ms; %.1f hits, %lld empty with more\n", what,
        times[times.size() / 2], times[times.size() * 99 / 100], times.back(), double(hits) / queries,
        qlonglong(more));
    std::fflush(stdout);
}

void measureAll(StoredFixture& store, const std::vector<RoomId>& rooms, UserId ann, UserId bo, int queries,
    Language& language)
{
    SearchQuestion all;
    all.asker = ann;
    SearchQuestion one = all;
    one.room = rooms.front();
    SearchQuestion few = all;
    few.asker = bo;
    const auto common = [&] { return language.word(0, 50); };
    const auto usual = [&] { return language.word(200, 2'000); };
    const auto rare = [&] { return language.word(Language::words / 2, Language::words); };
    const auto none = [&]() -> QString { return language.word(100, 30'000) + QStringLiteral("힣"); };
    const auto two = [&]() -> QString { return usual() % u' ' % usual(); };
    const auto syllable = [&] { return usual().left(1); };
    measure(store, "all rooms, one of the 50 commonest words", queries, all, common);
    measure(store, "all rooms, a usual word", queries, all, usual);
    measure(store, "all rooms, a rare word", queries, all, rare);
    measure(store, "all rooms, a word that nobody wrote", queries, all, none);
    measure(store, "all rooms, two usual words", queries, all, two);
    measure(store, "all rooms, one syllable or letter", queries, all, syllable);
    measure(store, "the large room, a usual word", queries, one, usual);
    measure(store, "the large room, a rare word", queries, one, rare);
    measure(store, "somebody in 20 rooms, a usual word", queries, few, usual);
    measure(store, "somebody in 20 rooms, a rare word", queries, few, rare);
}

} // namespace

// How long a search takes in a database of many messages, and what its index costs.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const auto option = [&parser](const char* name, const char* what, const char* standard) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1("N"),
            QString::fromLatin1(standard)});
    };
    parser.addOption({QStringLiteral("postgres"), QStringLiteral("On PostgreSQL rather than on SQLite.")});
    option("messages", "In the database.", "1000000");
    option("rooms", "That they are in.", "1000");
    option("queries", "Of each kind.", "300");
    parser.addHelpOption();
    parser.process(app);
    const auto number
        = [&parser](const char* name) { return parser.value(QString::fromLatin1(name)).toInt(); };

    std::unique_ptr<test::PostgresServer> server;
    std::unique_ptr<StoredFixture> store;
    if (parser.isSet(QStringLiteral("postgres"))) {
        server = std::make_unique<test::PostgresServer>(
            QStringList{QStringLiteral("shared_buffers=1GB"), QStringLiteral("max_wal_size=4GB")});
        store = std::make_unique<StoredFixture>(*DatabaseAddress::fromUrl(server->freshUrl()));
    } else {
        store = StoredFixture::inTemporaryFolder();
    }
    const User ann = addUser(*store, QStringLiteral("ann"));
    const User bo = addUser(*store, QStringLiteral("bo_"));
    std::vector<RoomId> rooms;
    for (int i = 0; i < number("rooms"); ++i) {
        const bool both = i > 0 && i <= 20;
        rooms.push_back(addGroup(*store, both ? std::vector{ann.id, bo.id} : std::vector{ann.id}));
    }
    Language language;
    QElapsedTimer timer;
    timer.start();
    fill(*store, rooms, ann.id, number("messages"), language);
    std::printf("filled in %.1f s\n", double(timer.restart()) / 1000);
    std::fflush(stdout);
    index(*store);
    const double seconds = double(timer.elapsed()) / 1000;
    const QString sums = QStringLiteral("SELECT SUM(LENGTH(%1)) FROM %2");
    std::printf("indexed in %.1f s (%.0f messages/s): filters of %lld MB, texts have %lld M characters\n",
        seconds, number("messages") / seconds,
        qlonglong(valueOf(*store, sums.arg(QStringLiteral("filter"), QStringLiteral("search_blocks"))) >> 20),
        qlonglong(valueOf(*store, sums.arg(QStringLiteral("text"), QStringLiteral("messages"))) / 1'000'000));
    std::fflush(stdout);
    measureAll(*store, rooms, ann.id, bo.id, number("queries"), language);
    return 0;
}
