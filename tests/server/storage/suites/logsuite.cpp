#include "tests/server/storage/suites/logsuite.h"

#include "shared/core/uuid7.h"

#include <future>

namespace madang::server {

LogEntry sending(RoomId room, UserId sender, const QString& text, qint64 at)
{
    LogEntry entry;
    entry.room = room;
    entry.actor = sender;
    entry.clientId = newUuid7(at);
    entry.text = text;
    entry.at = at;
    return entry;
}

LogEntry editing(RoomId room, UserId actor, qint64 seq, const QString& text, qint64 at)
{
    LogEntry entry;
    entry.kind = LogEntry::Kind::Edit;
    entry.room = room;
    entry.actor = actor;
    entry.seq = seq;
    entry.text = text;
    entry.at = at;
    return entry;
}

LogEntry deleting(RoomId room, UserId actor, qint64 seq, qint64 at)
{
    LogEntry entry = editing(room, actor, seq, QString(), at);
    entry.kind = LogEntry::Kind::Delete;
    return entry;
}

Result<LogReceipt> appended(MessageLog& log, Executor& executor, LogEntry entry)
{
    std::promise<Result<LogReceipt>> answer;
    auto future = answer.get_future();
    log.append(std::move(entry), executor,
        [&answer](Result<LogReceipt> receipt) { answer.set_value(std::move(receipt)); });
    return future.get();
}

void LogSuite::init()
{
    m_store = m_factory();
    m_executor = std::make_unique<TestExecutor>();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
    m_bo = addUser(*m_store, QStringLiteral("bo_"));
    m_room = addGroup(*m_store, {m_ann.id, m_bo.id});
}

void LogSuite::cleanup()
{
    m_store.reset();
    m_executor.reset();
}

void LogSuite::fill(int messages)
{
    // The last one is waited for; the others are answered before it.
    for (int i = 1; i < messages; ++i) {
        m_store->log().append(sending(m_room, m_ann.id, QString::number(i), 5'000 + i), *m_executor,
            [](Result<LogReceipt> receipt) { QVERIFY(receipt.ok()); });
    }
    VERIFY_OK(append(sending(m_room, m_ann.id, QString::number(messages), 5'000 + messages)));
}

void LogSuite::numbersFromOneWithoutHoles()
{
    LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("hello"));
    const auto first = append(entry);
    VERIFY_OK(first);
    QVERIFY(first->changed);
    QCOMPARE(first->head, (Head{1, 1}));
    Message expected;
    expected.room = m_room;
    expected.seq = 1;
    expected.rev = 1;
    expected.sender = m_ann.id;
    expected.clientId = entry.clientId;
    expected.sentAt = 5'000;
    expected.text = QStringLiteral("hello");
    QCOMPARE(first->message, expected);

    const auto second = append(sending(m_room, m_bo.id, QStringLiteral("hi")));
    VERIFY_OK(second);
    QCOMPARE(second->head, (Head{2, 2}));
    // A refused entry takes no number.
    COMPARE_ERROR(append(editing(m_room, m_bo.id, 1, QStringLiteral("mine now"))), ErrorCode::Forbidden);
    const auto third = append(sending(m_room, m_bo.id, QStringLiteral("again")));
    VERIFY_OK(third);
    QCOMPARE(third->head, (Head{3, 3}));

    const RoomId other = addGroup(*m_store, {m_ann.id});
    QCOMPARE(append(sending(other, m_ann.id, QStringLiteral("x")))->head, (Head{1, 1}));

    const auto page = await(m_store->log().page(m_room, {}));
    VERIFY_OK(page);
    QCOMPARE(page->messages.size(), size_t(3));
    QCOMPARE(page->messages[0], expected);
    QCOMPARE(page->messages[2], third->message);
}

void LogSuite::retryGivesTheFirstSeq()
{
    LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("once"));
    const auto first = append(entry);
    VERIFY_OK(first);
    VERIFY_OK(append(sending(m_room, m_bo.id, QStringLiteral("between"))));
    entry.at += 100'000; // a retry comes later; the time of the first counts
    const auto retry = append(entry);
    VERIFY_OK(retry);
    QVERIFY(!retry->changed);
    QCOMPARE(retry->message, first->message);
    QCOMPARE(retry->head, (Head{2, 2}));
    QCOMPARE(await(m_store->log().page(m_room, {}))->messages.size(), size_t(2));
}

void LogSuite::retryAfterAnEditOrADeletion()
{
    const LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("before"));
    VERIFY_OK(append(entry));
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("after"))));
    auto retry = append(entry);
    VERIFY_OK(retry);
    QVERIFY(!retry->changed);
    QCOMPARE(retry->message.seq, 1);
    QCOMPARE(retry->message.text, QStringLiteral("after"));
    VERIFY_OK(append(deleting(m_room, m_ann.id, 1)));
    retry = append(entry);
    VERIFY_OK(retry);
    QVERIFY(!retry->changed);
    QCOMPARE(retry->message.seq, 1);
    QCOMPARE(retry->message.deletedAt, 7'000);
    // The edited text was never the body of that client_id.
    LogEntry other = entry;
    other.text = QStringLiteral("after");
    COMPARE_ERROR(append(other), ErrorCode::Conflict);
}

void LogSuite::clientIdWithAnotherBodyIsRefused()
{
    const LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("one"));
    VERIFY_OK(append(sending(m_room, m_ann.id, QStringLiteral("zero"))));
    VERIFY_OK(append(entry));
    LogEntry other = entry;
    other.text = QStringLiteral("two");
    COMPARE_ERROR(append(other), ErrorCode::Conflict);
    other = entry;
    other.replyTo = 1;
    COMPARE_ERROR(append(other), ErrorCode::Conflict);
    other = entry;
    other.room = addGroup(*m_store, {m_ann.id});
    COMPARE_ERROR(append(other), ErrorCode::Conflict);
    QCOMPARE(await(m_store->log().page(other.room, {}))->head, (Head{0, 0}));
    QCOMPARE(await(m_store->log().page(m_room, {}))->head, (Head{2, 2}));
}

void LogSuite::clientIdsOfTwoPeopleDoNotMeet()
{
    LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("same id"));
    VERIFY_OK(append(entry));
    entry.actor = m_bo.id;
    const auto second = append(entry);
    VERIFY_OK(second);
    QVERIFY(second->changed);
    QCOMPARE(second->message.seq, 2);
}

void LogSuite::replyMustExist()
{
    LogEntry reply = sending(m_room, m_ann.id, QStringLiteral("re"));
    for (const qint64 seq : {qint64(1), qint64(-1), std::numeric_limits<qint64>::max()}) {
        reply.replyTo = seq; // the room is empty: not even itself
        const auto refusal = append(reply);
        COMPARE_ERROR(refusal, ErrorCode::Invalid);
        QCOMPARE(refusal.error().field, QStringLiteral("reply_to"));
    }
    VERIFY_OK(append(sending(m_room, m_bo.id, QStringLiteral("question"))));
    reply.replyTo = 1;
    VERIFY_OK(append(reply));
    QCOMPARE(await(m_store->log().page(m_room, {}))->messages.back().replyTo, 1);
}

void LogSuite::editTakesTheNextRev()
{
    fill(2);
    auto edit = append(editing(m_room, m_ann.id, 1, QStringLiteral("better")));
    VERIFY_OK(edit);
    QVERIFY(edit->changed);
    QCOMPARE(edit->head, (Head{2, 3}));
    QCOMPARE(edit->message.seq, 1);
    QCOMPARE(edit->message.rev, 3);
    QCOMPARE(edit->message.text, QStringLiteral("better"));
    QCOMPARE(edit->message.editedAt, 6'000);
    QCOMPARE(edit->message.sentAt, 5'001);
    QCOMPARE(await(m_store->log().page(m_room, {}))->messages.front(), edit->message);
    // The same text is no change.
    edit = append(editing(m_room, m_ann.id, 1, QStringLiteral("better"), 9'000));
    VERIFY_OK(edit);
    QVERIFY(!edit->changed);
    QCOMPARE(edit->head, (Head{2, 3}));
    QCOMPARE(edit->message.editedAt, 6'000);
    // A new message goes on from both counters.
    QCOMPARE(append(sending(m_room, m_ann.id, QStringLiteral("next")))->head, (Head{3, 4}));
}

void LogSuite::editOfSomebodyElse()
{
    fill(1);
    COMPARE_ERROR(append(editing(m_room, m_bo.id, 1, QStringLiteral("no"))), ErrorCode::Forbidden);
    COMPARE_ERROR(append(deleting(m_room, m_bo.id, 1)), ErrorCode::Forbidden);
    LogEntry byAdmin = deleting(m_room, m_bo.id, 1);
    byAdmin.othersToo = true;
    const auto deleted = append(byAdmin);
    VERIFY_OK(deleted);
    QVERIFY(deleted->changed);
    QCOMPARE(deleted->message.sender, m_ann.id);
}

void LogSuite::editOfDeletedOrSystem()
{
    fill(1);
    VERIFY_OK(append(deleting(m_room, m_ann.id, 1)));
    COMPARE_ERROR(append(editing(m_room, m_ann.id, 1, QStringLiteral("back"))), ErrorCode::Invalid);
    LogEntry system;
    system.room = m_room;
    system.messageKind = MessageKind::System;
    system.event = R"({"event":"x"})";
    system.at = 5'000;
    VERIFY_OK(append(system));
    LogEntry edit = editing(m_room, m_ann.id, 2, QStringLiteral("fake"));
    edit.othersToo = true;
    COMPARE_ERROR(append(edit), ErrorCode::Invalid);
    LogEntry deletion = deleting(m_room, m_ann.id, 2);
    deletion.othersToo = true;
    COMPARE_ERROR(append(deletion), ErrorCode::Invalid);
}

void LogSuite::deletionWipes()
{
    fill(1);
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("second thought"))));
    auto deletion = append(deleting(m_room, m_ann.id, 1));
    VERIFY_OK(deletion);
    QVERIFY(deletion->changed);
    QCOMPARE(deletion->head, (Head{1, 3}));
    QVERIFY(deletion->message.text.isEmpty());
    QCOMPARE(deletion->message.deletedAt, 7'000);
    const auto page = await(m_store->log().page(m_room, {}));
    QCOMPARE(page->messages.size(), size_t(1)); // keeps its place
    QVERIFY(page->messages[0].text.isEmpty());
    QCOMPARE(page->messages[0].rev, 3);
    deletion = append(deleting(m_room, m_ann.id, 1, 8'000));
    VERIFY_OK(deletion);
    QVERIFY(!deletion->changed);
    QCOMPARE(deletion->message.deletedAt, 7'000);
    QCOMPARE(deletion->head, (Head{1, 3}));
}

void LogSuite::missingRoomAndMessage()
{
    fill(1);
    const RoomId nowhere = RoomId::create();
    COMPARE_ERROR(append(sending(nowhere, m_ann.id, QStringLiteral("x"))), ErrorCode::NotFound);
    COMPARE_ERROR(await(m_store->log().page(nowhere, {})), ErrorCode::NotFound);
    COMPARE_ERROR(await(m_store->log().changes(nowhere, 0, 10)), ErrorCode::NotFound);
    for (const qint64 seq : {qint64(0), qint64(2), qint64(-1), std::numeric_limits<qint64>::max()}) {
        COMPARE_ERROR(append(editing(m_room, m_ann.id, seq, QStringLiteral("x"))), ErrorCode::NotFound);
        COMPARE_ERROR(append(deleting(m_room, m_ann.id, seq)), ErrorCode::NotFound);
    }
}

void LogSuite::systemMessages()
{
    LogEntry system;
    system.room = m_room;
    system.messageKind = MessageKind::System;
    system.event = R"({"event":"room.created","user":"u0"})";
    system.at = 5'000;
    VERIFY_OK(append(system));
    VERIFY_OK(append(system)); // they have no client_id to be a retry of
    const auto page = await(m_store->log().page(m_room, {}));
    QCOMPARE(page->messages.size(), size_t(2));
    QCOMPARE(page->messages[1].event, system.event);
    QCOMPARE(page->messages[1].kind, MessageKind::System);
    QVERIFY(page->messages[1].sender.isNull());
    QVERIFY(page->messages[1].clientId.isNull());
}

void LogSuite::hostileText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("stored");
    const auto same = [](const char* tag, const QString& text) { QTest::newRow(tag) << text << text; };
    same("korean", QStringLiteral("안녕하세요, 마당!"));
    same("outside of the basic plane", QString::fromUcs4(U"👩‍👩‍👧‍👦 𝒳 \U0010FFFF"));
    same("SQL", QStringLiteral("'); DROP TABLE messages; -- ? :x \\ %"));
    same("right to left override", QStringLiteral("\u202Eabc\u202C"));
    same("two byte order marks", QString(2, QChar(0xfeff)));
    same("long", QString(16'000, QChar(0xAC00)));
    same("byte order mark", QString(QChar(0xfeff)) % QStringLiteral("x"));
    same("arrays", QStringLiteral("{a,\"b\\\",NULL} \\x00 $1 E'\\n'"));
    same("empty", QStringLiteral(""));
    same("the word NULL", QStringLiteral("NULL"));
    const QChar replaced(QChar::ReplacementCharacter);
    QTest::newRow("NUL inside") << QStringLiteral("a") % QChar(u'\0') % QStringLiteral("b")
                                << QStringLiteral("a") % replaced % QStringLiteral("b");
    QTest::newRow("noncharacters") << QString(QChar(0xfffe)) % QStringLiteral("\u0100") % QChar(0xffff)
                                   << QString(replaced) % QStringLiteral("\u0100") % replaced;
    QTest::newRow("half a pair") << QString(QChar(0xd83d)) % QStringLiteral("x")
                                 << QString(replaced) % QStringLiteral("x");
    QTest::newRow("half a pair at the end")
        << QStringLiteral("x") % QChar(0xdc00) << QStringLiteral("x") % replaced;
}

void LogSuite::hostileText()
{
    QFETCH(QString, text);
    QFETCH(QString, stored);
    const LogEntry entry = sending(m_room, m_ann.id, text);
    const auto receipt = append(entry);
    VERIFY_OK(receipt);
    QCOMPARE(receipt->message.text, stored);
    QCOMPARE(await(m_store->log().page(m_room, {}))->messages.front(), receipt->message);
    QVERIFY(!append(entry)->changed);
    const auto neighbour = append(sending(m_room, m_ann.id, QStringLiteral("next")));
    VERIFY_OK(neighbour);
    VERIFY_OK(append(editing(m_room, m_ann.id, 2, text)));
    QCOMPARE(await(m_store->log().page(m_room, {}))->messages.back().text, stored);
}

void LogSuite::pages_data()
{
    using From = PageQuery::From;
    constexpr qint64 far = std::numeric_limits<qint64>::max();
    QTest::addColumn<int>("from");
    QTest::addColumn<qint64>("seq");
    QTest::addColumn<int>("limit");
    QTest::addColumn<qint64>("first"); // 0: nothing
    QTest::addColumn<qint64>("last");
    const auto row = [](const char* tag, From from, qint64 seq, int limit, qint64 first, qint64 last) {
        QTest::newRow(tag) << int(from) << seq << limit << first << last;
    };
    row("newest", From::Newest, 0, 5, 16, 20);
    row("newest, all", From::Newest, 0, 100, 1, 20);
    row("before", From::Before, 10, 3, 7, 9);
    row("before, cut at the beginning", From::Before, 3, 5, 1, 2);
    row("before the first", From::Before, 1, 5, 0, 0);
    row("before zero", From::Before, 0, 5, 0, 0);
    row("before what is to come", From::Before, far, 2, 19, 20);
    row("before nonsense", From::Before, -far, 2, 0, 0);
    row("after", From::After, 10, 3, 11, 13);
    row("after, cut at the end", From::After, 18, 5, 19, 20);
    row("after the last", From::After, 20, 5, 0, 0);
    row("after zero", From::After, 0, 2, 1, 2);
    row("after what is to come", From::After, far, 2, 0, 0);
    row("around", From::Around, 10, 5, 8, 12);
    row("around, even", From::Around, 10, 4, 8, 11);
    row("around, alone", From::Around, 10, 1, 10, 10);
    row("around the first", From::Around, 1, 5, 1, 5);
    row("around the last", From::Around, 20, 5, 16, 20);
    row("around what is to come", From::Around, far, 5, 16, 20);
    row("around, all", From::Around, 10, 100, 1, 20);
    row("no limit at all", From::Newest, 0, 0, 20, 20);
}

void LogSuite::pages()
{
    QFETCH(int, from);
    QFETCH(qint64, seq);
    QFETCH(int, limit);
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    fill(20);
    const auto page = await(m_store->log().page(m_room, {PageQuery::From(from), seq, limit}));
    VERIFY_OK(page);
    QCOMPARE(page->head, (Head{20, 20}));
    if (first == 0) {
        QVERIFY(page->messages.empty());
        // An empty page still says on which side of it the messages are.
        QCOMPARE(page->hasBefore, PageQuery::From(from) == PageQuery::From::After);
        QCOMPARE(page->hasAfter, PageQuery::From(from) == PageQuery::From::Before);
        return;
    }
    QCOMPARE(page->messages.size(), size_t(last - first + 1));
    for (qint64 i = first; i <= last; ++i) {
        QCOMPARE(page->messages[size_t(i - first)].seq, i);
        QCOMPARE(page->messages[size_t(i - first)].text, QString::number(i));
    }
    QCOMPARE(page->hasBefore, first > 1);
    QCOMPARE(page->hasAfter, last < 20);
}

void LogSuite::pagesOfAnEmptyRoom()
{
    for (const auto from :
        {PageQuery::From::Newest, PageQuery::From::Before, PageQuery::From::After, PageQuery::From::Around}) {
        const auto page = await(m_store->log().page(m_room, {from, 1, 10}));
        VERIFY_OK(page);
        QVERIFY(page->messages.empty());
        QVERIFY(!page->hasBefore);
        QVERIFY(!page->hasAfter);
        QCOMPARE(page->head, (Head{0, 0}));
    }
    const auto changes = await(m_store->log().changes(m_room, 0, 10));
    VERIFY_OK(changes);
    QCOMPARE(changes->rev, 0);
    QVERIFY(!changes->more);
}

void LogSuite::changesAreComplete()
{
    fill(5); // revs 1 to 5
    VERIFY_OK(append(editing(m_room, m_ann.id, 2, QStringLiteral("edited")))); // rev 6
    VERIFY_OK(append(deleting(m_room, m_ann.id, 4))); // rev 7
    VERIFY_OK(append(sending(m_room, m_bo.id, QStringLiteral("new")))); // seq 6, rev 8
    const auto since
        = [this](qint64 rev, int limit) { return await(m_store->log().changes(m_room, rev, limit)); };
    const auto seqs = [](const ChangesPage& page) {
        std::vector<qint64> result;
        for (const Message& message : page.messages) {
            result.push_back(message.seq);
        }
        return result;
    };

    auto page = since(5, 10);
    VERIFY_OK(page);
    QCOMPARE(seqs(*page), (std::vector<qint64>{2, 4, 6}));
    QCOMPARE(page->messages[0].text, QStringLiteral("edited"));
    QVERIFY(page->messages[1].deletedAt != 0);
    QCOMPARE(page->rev, 8);
    QVERIFY(!page->more);
    QCOMPARE(page->head, (Head{6, 8}));

    page = since(0, 2);
    QCOMPARE(seqs(*page), (std::vector<qint64>{1, 3}));
    QCOMPARE(page->rev, 3);
    QVERIFY(page->more);
    page = since(page->rev, 2);
    QCOMPARE(seqs(*page), (std::vector<qint64>{5, 2}));
    QVERIFY(page->more);
    page = since(page->rev, 2);
    QCOMPARE(seqs(*page), (std::vector<qint64>{4, 6}));
    QVERIFY(!page->more);

    page = since(8, 10);
    QVERIFY(page->messages.empty());
    QCOMPARE(page->rev, 8);
    for (const qint64 strange : {qint64(100), std::numeric_limits<qint64>::max()}) {
        page = since(strange, 10);
        VERIFY_OK(page);
        QVERIFY(page->messages.empty());
        QCOMPARE(page->rev, 8);
    }
    QCOMPARE(since(-5, 10)->messages.size(), size_t(6));
}

void LogSuite::goesOnAfterARestart()
{
    const LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("kept"));
    const auto first = append(entry);
    VERIFY_OK(first);
    VERIFY_OK(append(editing(m_room, m_ann.id, 1, QStringLiteral("kept, edited"))));
    m_store->restart();
    QVERIFY(!append(entry)->changed);
    QCOMPARE(append(sending(m_room, m_bo.id, QStringLiteral("next")))->head, (Head{2, 3}));
}

} // namespace madang::server
