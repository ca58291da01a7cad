#include "tests/server/storage/suites/searchsuite.h"

#include "server/storage/readerpool.h"
#include "tests/server/storage/suites/logsuite.h"

using namespace Qt::StringLiterals;

namespace madang::server {

namespace {

const Lease kLease{u"this server"_s, 60'000};

enum class Indexed { All, None, Half };

} // namespace

void SearchSuite::init()
{
    m_store = m_factory();
    m_executor = std::make_unique<TestExecutor>();
    m_ann = addUser(*m_store, u"ann"_s);
    m_bo = addUser(*m_store, u"bo_"_s);
    m_eve = addUser(*m_store, u"eve"_s);
    m_room = addGroup(*m_store, {m_ann.id, m_bo.id});
    m_at = 5'000;
}

void SearchSuite::cleanup()
{
    m_store.reset();
    m_executor.reset();
}

Result<LogReceipt> SearchSuite::append(LogEntry entry)
{
    return appended(m_store->log(), *m_executor, std::move(entry));
}

qint64 SearchSuite::say(const QString& text, qint64 at)
{
    const auto receipt = append(sending(m_room, m_ann.id, text, at == 0 ? ++m_at : at));
    if (!receipt) {
        qFatal("%s", qPrintable(describe(receipt)));
    }
    return receipt->message.seq;
}

void SearchSuite::indexAll(int part)
{
    for (;;) {
        const auto unindexed = await(index().unindexed({}, 1000));
        VERIFY_OK(unindexed);
        if (unindexed->rooms.empty()) {
            return;
        }
        for (const RoomId room : unindexed->rooms) {
            auto prepared = await(index().prepare(room, part));
            VERIFY_OK(prepared);
            const auto written = await(index().write(kLease, std::move(prepared).value()));
            VERIFY_OK(written);
            QCOMPARE(*written, Indexing::Written);
        }
    }
}

SearchQuestion SearchSuite::question(const QString& words) const
{
    SearchQuestion question;
    question.asker = m_ann.id;
    question.query = search::Query::of(words, Limits()).value();
    return question;
}

Result<SearchPage> SearchSuite::page(SearchQuestion question)
{
    return await(m_store->storage().search().find(std::move(question)));
}

QStringList SearchSuite::found(SearchQuestion question)
{
    QStringList texts;
    for (int pages = 0; pages < 1000; ++pages) {
        const auto one = page(question);
        if (!one) {
            qFatal("%s", qPrintable(describe(one)));
        }
        for (const SearchHit& hit : one->hits) {
            texts << hit.message.text;
        }
        if (one->next.isEmpty()) {
            return texts;
        }
        question.after = one->next;
    }
    qFatal("the pages have no end");
}

qint64 SearchSuite::count(const QString& from)
{
    return m_store->storage()
        .readers()
        .run([from](Connection& connection) { return connection.value(u"SELECT COUNT(*) FROM "_s + from); })
        .result()
        ->toLongLong();
}

void SearchSuite::findsWordsOfEveryScript_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QString& words, const QString& text) {
        QTest::newRow(name) << words << text;
    };
    row("with a particle", u"회의실"_s, u"내일 회의실에서 봅시다"_s);
    row("particle and all", u"회의실에서"_s, u"내일 회의실에서 봅시다"_s);
    row("one syllable", u"밥"_s, u"김밥 두 줄"_s);
    row("two syllables", u"두부"_s, u"순두부찌개"_s);
    row("decomposed", u"\u1103\u116e\u1107\u116e"_s, u"순두부찌개"_s);
    row("Japanese", u"東京"_s, u"明日は東京タワーへ"_s);
    row("kana of either width", u"ﾀﾜｰ"_s, u"明日は東京タワーへ"_s);
    row("Chinese", u"开会"_s, u"我们在北京开会"_s);
    row("one ideograph", u"雨"_s, u"今日は雨です"_s);
    row("beyond the basic plane", u"𠮷野"_s, u"𠮷野家"_s);
    row("mixed", u"qt6 서버"_s, u"새 서버는 Qt6로"_s);
    row("emoji", u"🎉"_s, u"축하해 🎉"_s);
    row("thumb of any tone", u"👍"_s, u"좋아 👍🏽"_s);
    row("case and accents", u"cafe"_s, u"Le CAFÉ du coin"_s);
    row("accents asked for", u"CAFÉ"_s, u"Le CAFÉ du coin"_s);
    row("within a word", u"phyr"_s, u"a Zephyrus blows"_s);
    row("two words", u"blows zeph"_s, u"a Zephyrus blows"_s);
    row("number", u"2026"_s, u"Born ２０２６-11"_s);
    row("one letter", u"x"_s, u"the axis"_s);
    row("sign and quotes", u"o'neill"_s, u"Mr O'Neill 100%"_s);
}

void SearchSuite::findsWordsOfEveryScript()
{
    QFETCH(QString, words);
    QFETCH(QString, text);
    const QStringList texts{u"내일 회의실에서 봅시다"_s, u"김밥 두 줄"_s, u"순두부찌개"_s,
        u"明日は東京タワーへ"_s, u"我们在北京开会"_s, u"今日は雨です"_s, u"𠮷野家"_s, u"새 서버는 Qt6로"_s,
        u"축하해 🎉"_s, u"좋아 👍🏽"_s, u"Le CAFÉ du coin"_s, u"a Zephyrus blows"_s,
        u"Born ２０２６-11"_s, u"the axis"_s, u"Mr O'Neill 100%"_s, u"Cache Fez Zeus"_s, u"회 의 실"_s,
        u"京東"_s};
    for (const Indexed indexed : {Indexed::None, Indexed::All, Indexed::Half}) {
        if (indexed == Indexed::None || indexed == Indexed::Half) {
            // The second time around it is another room.
            m_room = addGroup(*m_store, {m_ann.id});
            for (const QString& each : texts) {
                say(each);
            }
        }
        if (indexed == Indexed::All) {
            indexAll();
        } else if (indexed == Indexed::Half) {
            auto prepared = await(index().prepare(m_room, 9));
            VERIFY_OK(await(index().write(kLease, std::move(prepared).value())));
        }
        SearchQuestion asked = question(words);
        asked.room = m_room;
        QCOMPARE(found(asked), QStringList{text});
    }
    QCOMPARE(found(words), (QStringList{text, text}));
    QCOMPARE(found(u"없는말"_s), QStringList());
}

void SearchSuite::editsAndDeletions()
{
    for (const bool indexedBefore : {false, true}) {
        for (const bool indexedAfter : {false, true}) {
            m_room = addGroup(*m_store, {m_ann.id, m_bo.id});
            const qint64 edited = say(u"사과 하나"_s);
            const qint64 deleted = say(u"사과 둘"_s);
            say(u"사과 셋"_s);
            if (indexedBefore) {
                indexAll();
            }
            VERIFY_OK(append(editing(m_room, m_ann.id, edited, u"수박 하나"_s)));
            VERIFY_OK(append(deleting(m_room, m_ann.id, deleted)));
            if (indexedAfter) {
                indexAll();
            }
            const auto inRoom = [this](const QString& words) {
                SearchQuestion asked = question(words);
                asked.room = m_room;
                return found(asked);
            };
            QCOMPARE(inRoom(u"사과"_s), QStringList{u"사과 셋"_s});
            QCOMPARE(inRoom(u"수박"_s), QStringList{u"수박 하나"_s});
        }
    }
    // Of what was deleted nothing is left in the index either.
    m_room = addGroup(*m_store, {m_ann.id});
    const qint64 secret = say(u"비밀"_s);
    indexAll();
    VERIFY_OK(append(deleting(m_room, m_ann.id, secret)));
    indexAll();
    QCOMPARE(count(u"search_blocks WHERE room_id = %1 AND filter <> (SELECT filter FROM search_blocks "
                   "WHERE room_id = %1 AND block = 0)"_s.arg(m_room.value())),
        0);
    const auto filter
        = m_store->storage()
              .readers()
              .run([room = m_room](Connection& connection) {
                  return connection.value(
                      u"SELECT filter FROM search_blocks WHERE room_id = %1"_s.arg(room.value()));
              })
              .result();
    // Only who sent it.
    int bits = 0;
    for (const char byte : filter->toByteArray()) {
        bits += qPopulationCount(quint8(byte));
    }
    QVERIFY2(bits > 0 && bits <= 3, qPrintable(QString::number(bits)));
}

void SearchSuite::onlyRoomsOfTheAsker()
{
    say(u"우리 이야기"_s);
    const RoomId ours = m_room;
    m_room = addGroup(*m_store, {m_ann.id});
    say(u"내 이야기"_s);
    for (const bool indexed : {false, true}) {
        if (indexed) {
            indexAll();
        }
        SearchQuestion asked = question(u"이야기"_s);
        QCOMPARE(found(asked), (QStringList{u"내 이야기"_s, u"우리 이야기"_s}));
        asked.asker = m_bo.id;
        QCOMPARE(found(asked), QStringList{u"우리 이야기"_s});
        asked.room = m_room;
        QCOMPARE(found(asked), QStringList());
        asked.asker = m_eve.id;
        asked.room = {};
        QCOMPARE(found(asked), QStringList());
        asked.room = ours;
        QCOMPARE(found(asked), QStringList());
    }
    VERIFY_OK(await(m_store->rooms().leave(ours, m_bo.id, 9'000)));
    SearchQuestion asked = question(u"이야기"_s);
    asked.asker = m_bo.id;
    QCOMPARE(found(asked), QStringList());
}

void SearchSuite::bySenderAndDate()
{
    for (int i = 1; i <= 100; ++i) {
        const UserId sender = i % 10 == 0 ? m_bo.id : m_ann.id;
        VERIFY_OK(append(sending(m_room, sender, u"말 %1"_s.arg(i), 10'000 + i)));
    }
    for (const bool indexed : {false, true}) {
        if (indexed) {
            indexAll();
        }
        SearchQuestion asked = question(u"말"_s);
        asked.sender = m_bo.id;
        QCOMPARE(found(asked).size(), 10);
        asked.beforeAt = 10'030;
        QCOMPARE(found(asked), (QStringList{u"말 20"_s, u"말 10"_s}));
        asked.sender = m_eve.id;
        QCOMPARE(found(asked), QStringList());
        asked.sender = {};
        asked.beforeAt = 10'003;
        QCOMPARE(found(asked), (QStringList{u"말 2"_s, u"말 1"_s}));
        asked.beforeAt = 10'001;
        QCOMPARE(found(asked), QStringList());
    }
}

void SearchSuite::closerOnesFirst()
{
    const QString inside = u"우리회의록"_s;
    const QString begins = u"회의록 보세요"_s;
    const QString whole = u"오늘 회의 있음"_s;
    const QString later = u"내일 회의 있음"_s;
    say(whole);
    say(later);
    say(begins);
    say(inside);
    QCOMPARE(found(u"회의"_s), (QStringList{later, whole, begins, inside}));
    say(u"있음 표시: 회의"_s);
    indexAll();
    QCOMPARE(found(u"회의 있음"_s), (QStringList{later, whole, u"있음 표시: 회의"_s}));
}

void SearchSuite::pagesWithoutDoubles_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("indexed");
    for (const int limit : {1, 7, 50, 1000}) {
        QTest::addRow("%d, indexed", limit) << limit << true;
        QTest::addRow("%d, not indexed", limit) << limit << false;
    }
}

void SearchSuite::pagesWithoutDoubles()
{
    QFETCH(int, limit);
    QFETCH(bool, indexed);
    // Three windows; some messages fit better, and many are of the same moment, in two rooms.
    const RoomId rooms[]{m_room, addGroup(*m_store, {m_ann.id})};
    QSet<QString> expected;
    for (int i = 0; i < 250; ++i) {
        m_room = rooms[i % 2];
        const QString text = (i % 3 == 0 ? u"감 %1"_s : u"곶감말랭이 %1"_s).arg(i);
        say(text, 6'000 + i / 5);
        say(u"딴말 %1"_s.arg(i), 6'000 + i / 5);
        expected.insert(text);
    }
    if (indexed) {
        indexAll();
    }
    SearchQuestion asked = question(u"감"_s);
    asked.limit = limit;
    const QStringList all = found(asked);
    QCOMPARE(all.size(), 250);
    QCOMPARE((QSet<QString>{all.begin(), all.end()}), expected);
    // The whole words of the newest hundred are before their others, and those before all that are older.
    const auto first = all.first(100);
    QVERIFY(std::is_partitioned(
        first.begin(), first.end(), [](const QString& text) { return text.startsWith(u'감'); }));
    for (const QString& text : first) {
        QVERIFY(text.section(u' ', 1).toInt() >= 145);
    }
}

void SearchSuite::pagesStandStill()
{
    QStringList expected;
    for (int i = 0; i < 30; ++i) {
        say(u"배 %1"_s.arg(i));
        expected.prepend(u"배 %1"_s.arg(i));
    }
    indexAll();
    SearchQuestion asked = question(u"배"_s);
    asked.limit = 10;
    auto first = page(asked);
    VERIFY_OK(first);
    QStringList texts;
    for (const SearchHit& hit : first->hits) {
        texts << hit.message.text;
    }
    say(u"배 새것"_s);
    say(u"배 늦은것"_s, 5'015); // by a server whose clock is behind
    VERIFY_OK(append(deleting(m_room, m_ann.id, 25)));
    asked.after = first->next;
    const QStringList rest = found(asked);
    texts += rest;
    expected.removeAll(u"배 새것"_s);
    texts.removeAll(u"배 늦은것"_s);
    QCOMPARE(texts, expected);
    QVERIFY(found(u"배"_s).contains(u"배 새것"_s));
}

void SearchSuite::manyRooms()
{
    QStringList expected;
    for (int i = 0; i < 40; ++i) {
        m_room = addGroup(*m_store, {m_ann.id});
        for (int j = 0; j < 5; ++j) {
            say(u"무관한 말"_s);
        }
        if (i % 4 == 0) {
            say(u"바늘 %1"_s.arg(i));
            expected.prepend(u"바늘 %1"_s.arg(i));
        }
        if (i == 30) {
            indexAll();
        }
    }
    QCOMPARE(found(u"바늘"_s), expected);
    indexAll();
    QCOMPARE(found(u"바늘"_s), expected);
    QCOMPARE(found(u"말"_s).size(), 200);
}

void SearchSuite::foreignCursors()
{
    say(u"감"_s);
    SearchQuestion asked = question(u"감"_s);
    for (const QString& after : {u"x"_s, u"bQ"_s, QString(5000, u'a'), u"\u0000"_s, u"회의"_s}) {
        asked.after = after;
        const auto refused = page(asked);
        COMPARE_ERROR(refused, ErrorCode::Invalid);
        QCOMPARE(refused.error().field, u"after"_s);
    }
}

} // namespace madang::server
