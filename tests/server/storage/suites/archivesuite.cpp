#include "tests/server/storage/suites/archivesuite.h"

#include "server/storage/readerpool.h"
#include "server/storage/writequeue.h"
#include "shared/core/uuid7.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>

#include <algorithm>
#include <future>
#include <random>

namespace madang::server {

namespace {

LogRecord created(RoomId room, UserId sender, qint64 seq, qint64 rev, const QString& text)
{
    LogRecord record;
    Message& message = record.message;
    message.room = room;
    message.seq = seq;
    message.rev = rev;
    message.sender = sender;
    message.clientId = QUuid::createUuidV5(QUuid(), QStringLiteral("%1 %2").arg(room.value()).arg(seq));
    message.sentAt = 5'000 + seq;
    message.text = text;
    record.bodyHash = QByteArray("hash of ") + QByteArray::number(seq);
    return record;
}

LogRecord edited(LogRecord record, qint64 rev, const QString& text)
{
    record.created = false;
    record.message.rev = rev;
    record.message.text = text;
    record.message.editedAt = 6'000 + rev;
    return record;
}

LogRecord deleted(LogRecord record, qint64 rev)
{
    record.created = false;
    record.message.rev = rev;
    record.message.text.clear();
    record.message.deletedAt = 7'000 + rev;
    return record;
}

// A change that leaves the text alone.
LogRecord marked(LogRecord record, qint64 rev, const QByteArray& reactions, qint64 pinnedAt = 0)
{
    record.created = false;
    record.message.textRev = writtenRev(record.message);
    record.message.rev = rev;
    record.message.reactions = reactions;
    record.message.pinnedAt = pinnedAt;
    return record;
}

// Eight messages, with edits, an edit of an edit, deletions, and a deletion of what was edited.
std::vector<LogRecord> aStory(RoomId room, UserId sender)
{
    std::vector<LogRecord> story;
    qint64 rev = 0;
    for (qint64 seq = 1; seq <= 8; ++seq) {
        story.push_back(created(room, sender, seq, ++rev, QStringLiteral("first of %1").arg(seq)));
    }
    const auto edit
        = [&](size_t of, const QString& text) { story.push_back(edited(story[of], ++rev, text)); };
    const auto wipe = [&](size_t of) { story.push_back(deleted(story[of], ++rev)); };
    edit(1, QStringLiteral("second of 2"));
    edit(8, QStringLiteral("third of 2"));
    wipe(2);
    edit(3, QStringLiteral("second of 4"));
    wipe(11);
    edit(4, QStringLiteral("second of 5"));
    const auto mark = [&](size_t of, const QByteArray& reactions) {
        story.push_back(marked(story[of], ++rev, reactions, 8'000));
    };
    mark(13, "one"); // after an edit …
    mark(14, "two");
    story.push_back(edited(story[15], ++rev, QStringLiteral("third of 5"))); // … and before one
    story.back().message.textRev = 0;
    mark(16, "three");
    mark(5, "of 6, as it was sent");
    return story;
}

} // namespace

void ArchiveSuite::init()
{
    m_store = m_factory();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
    m_room = addGroup(*m_store, {m_ann.id});
}

void ArchiveSuite::cleanup()
{
    m_store.reset();
}

Result<void> ArchiveSuite::store(std::vector<LogRecord> records)
{
    return await(m_store->storage().archive().store(std::move(records)));
}

QStringList ArchiveSuite::column(const QString& sql)
{
    return *m_store->storage()
                .readers()
                .run([sql](Connection& connection) -> Result<QStringList> {
                    QStringList lines;
                    for (int i = 0;; ++i) {
                        const auto line = connection.value(sql + QStringLiteral(" LIMIT 1 OFFSET %1").arg(i));
                        if (!line || !line->isValid()) {
                            return lines;
                        }
                        lines << line->toString();
                    }
                })
                .result();
}

QStringList ArchiveSuite::state(RoomId room)
{
    const QString where = QStringLiteral(" WHERE room_id = %1 ORDER BY seq, rev").arg(room.value());
    return column(
               QStringLiteral(
                   "SELECT seq || ' ' || rev || ' ' || text || ' ' || sent_at || ' ' || edited_at || ' ' || "
                   "deleted_at || ' ' || (client_id IS NULL) || ' ' || text_rev || ' ' || pinned_at || ' ' "
                   "|| "
                   "(reactions IS NULL) FROM messages")
               + where)
        + column(QStringLiteral(
                     "SELECT seq || ' ' || rev || ' was ' || text || ' of ' || written_at FROM message_edits")
            + where)
        + column(QStringLiteral(
            "SELECT head_seq || ' ' || head_rev || ' ' || activity_at FROM rooms WHERE id = %1")
                     .arg(room.value()));
}

void ArchiveSuite::keepsEverything()
{
    MessageArchive& archive = m_store->storage().archive();
    LogRecord record = created(m_room, m_ann.id, 1, 1, QStringLiteral("안녕"));
    LogRecord reply = edited(created(m_room, m_ann.id, 2, 2, QStringLiteral("x")), 4, QStringLiteral("y"));
    reply.message.replyTo = 1;
    LogRecord system;
    system.message.room = m_room;
    system.message.seq = 3;
    system.message.rev = 3;
    system.message.kind = MessageKind::System;
    system.message.event = R"({"event":"a\"\\b"})";
    system.message.sentAt = 5'500;
    VERIFY_OK(store({record, system, reply}));
    for (const LogRecord* each : {&record, &reply, &system}) {
        const auto found = await(archive.find(m_room, each->message.seq));
        VERIFY_OK(found);
        QVERIFY(found->has_value());
        QCOMPARE((*found)->message, each->message);
        QCOMPARE((*found)->bodyHash, each->bodyHash);
        QCOMPARE((*found)->head, (Head{3, 4}));
    }
    const auto byId = findSent(*m_store, m_ann.id, reply.message.clientId);
    QCOMPARE((*byId)->message, reply.message);
    QCOMPARE((*byId)->head, (Head{3, 4}));
    QCOMPARE(**await(archive.head(m_room)), (Head{3, 4}));
    const auto page = await(archive.page(m_room, {PageQuery::From::Newest, 0, 2}));
    QCOMPARE(page->messages, (std::vector{reply.message, system.message}));
    QVERIFY(page->hasBefore);
    QCOMPARE(page->head, (Head{3, 4}));
    const auto changes = await(archive.changes(m_room, 2, 10));
    QCOMPARE(changes->messages, (std::vector{system.message, reply.message}));
    QCOMPARE(changes->rev, 4);
}

void ArchiveSuite::nothingIsThere()
{
    MessageArchive& archive = m_store->storage().archive();
    VERIFY_OK(store({}));
    QVERIFY(!await(archive.head(RoomId::create()))->has_value());
    QCOMPARE(**await(archive.head(m_room)), Head{});
    QVERIFY(!await(archive.find(m_room, 1))->has_value());
    QVERIFY(!findSent(*m_store, m_ann.id, newUuid7(1))->has_value());
    COMPARE_ERROR(await(archive.page(RoomId::create(), {})), ErrorCode::NotFound);
    COMPARE_ERROR(await(archive.changes(RoomId::create(), 0, 1)), ErrorCode::NotFound);
}

void ArchiveSuite::hostileText()
{
    const QStringList texts{QString(), QStringLiteral("{\"a\",NULL,\\x00} '); --\n"), QStringLiteral("NULL"),
        QString(2, QChar(0xfeff)) % u'x', QString::fromUcs4(U"\U0010FFFF"), QStringLiteral("\\"),
        QStringLiteral("\""), QStringLiteral("?::text[] $1 :a")};
    std::vector<LogRecord> records;
    for (const QString& text : texts) {
        const qint64 seq = qint64(records.size()) + 1;
        records.push_back(created(m_room, m_ann.id, seq, seq, text));
    }
    VERIFY_OK(store(records));
    const auto page = await(m_store->storage().archive().page(m_room, {}));
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QCOMPARE(page->messages[size_t(i)].text, texts[i]);
    }
}

void ArchiveSuite::replaysChangeNothing()
{
    const auto story = aStory(m_room, m_ann.id);
    VERIFY_OK(store(story));
    const QStringList once = state(m_room);
    // Eight messages; two older texts of the second and two of the fifth; the room.
    QCOMPARE(once.size(), 8 + 4 + 1);
    QCOMPARE(once.last(), QStringLiteral("8 19 5008"));
    QVERIFY(once.contains(QStringLiteral("5 5 was first of 5 of 5005")));
    QVERIFY(once.contains(QStringLiteral("5 14 was second of 5 of 6014")));
    QVERIFY(once.contains(QStringLiteral("2 9 was second of 2 of 6009")));
    VERIFY_OK(store(story));
    QCOMPARE(state(m_room), once);
    for (const LogRecord& record : story) {
        VERIFY_OK(store({record}));
        QCOMPARE(state(m_room), once);
    }
}

void ArchiveSuite::manyClientIds()
{
    const User bo = addUser(*m_store, QStringLiteral("bo"));
    const RoomId other = addGroup(*m_store, {m_ann.id});
    std::vector<LogRecord> records;
    for (qint64 seq = 1; seq <= 100; ++seq) {
        records.push_back(created(seq % 2 ? m_room : other, m_ann.id, seq, seq, QString::number(seq)));
    }
    VERIFY_OK(store(records));
    std::vector<SentId> ids;
    for (size_t i = 0; i < records.size(); ++i) {
        const QUuid& id = records[records.size() - 1 - i].message.clientId;
        ids.push_back({i % 3 == 0 ? bo.id : m_ann.id, i % 3 == 1 ? newUuid7(qint64(i)) : id});
    }
    ids.push_back(ids[2]); // twice
    const auto found = await(m_store->storage().archive().findByClientIds(ids));
    VERIFY_OK(found);
    QCOMPARE(found->size(), ids.size());
    for (size_t i = 0; i < ids.size(); ++i) {
        const auto& here = found->at(i);
        QCOMPARE(here.has_value(), i == records.size() || i % 3 == 2);
        if (here) {
            QCOMPARE(here->message.clientId, ids[i].clientId);
            const LogRecord& record = records[size_t(here->message.seq) - 1];
            QCOMPARE(here->message, record.message);
            QCOMPARE(here->bodyHash, record.bodyHash);
            QCOMPARE(here->head.seq, here->message.room == m_room ? 99 : 100);
        }
    }
    QVERIFY(await(m_store->storage().archive().findByClientIds({}))->empty());
}

void ArchiveSuite::anyOrderOfBatches()
{
    VERIFY_OK(store(aStory(m_room, m_ann.id)));
    const QStringList expected = state(m_room);
    std::mt19937 random(1);
    for (int round = 0; round < 30; ++round) {
        const RoomId room = addGroup(*m_store, {m_ann.id});
        auto story = aStory(room, m_ann.id);
        for (int twice = 0; twice < 5; ++twice) {
            story.push_back(story[random() % story.size()]);
        }
        std::shuffle(story.begin(), story.end(), random);
        for (auto from = story.begin(); from != story.end();) {
            const auto to = from + std::min<qptrdiff>(1 + qptrdiff(random() % 5), story.end() - from);
            VERIFY_OK(store({from, to}));
            from = to;
        }
        QCOMPARE(state(room), expected);
    }
}

void ArchiveSuite::sameBatchesAtOnce()
{
    const auto story = aStory(m_room, m_ann.id);
    std::vector<QCoro::Task<Result<void>>> tasks;
    for (int i = 0; i < 20; ++i) {
        tasks.push_back(m_store->storage().archive().store(story));
    }
    for (auto& task : tasks) {
        VERIFY_OK(await(std::move(task)));
    }
    const QStringList state20 = state(m_room);
    const RoomId other = addGroup(*m_store, {m_ann.id});
    VERIFY_OK(store(aStory(other, m_ann.id)));
    QCOMPARE(state20, state(other));
}

void ArchiveSuite::deletedTextsNeverComeBack()
{
    const LogRecord first = created(m_room, m_ann.id, 1, 1, QStringLiteral("secret"));
    const LogRecord second = edited(first, 2, QStringLiteral("less secret"));
    VERIFY_OK(store({first, second}));
    VERIFY_OK(store({deleted(second, 3)}));
    const QStringList gone = state(m_room);
    QVERIFY(!gone.join(u'\n').contains(QStringLiteral("secret")));
    VERIFY_OK(store({second}));
    VERIFY_OK(store({first, second}));
    QCOMPARE(state(m_room), gone);
}

// A server began alone on this database and was given Redis later.
void ArchiveSuite::goesOnWhereALogOfTheDatabaseWas()
{
    TestExecutor executor;
    const auto sent = appended(m_store->log(), executor, sending(m_room, m_ann.id, QStringLiteral("before")));
    VERIFY_OK(sent);
    LogRecord edit;
    edit.message = sent->message;
    edit = edited(edit, 2, QStringLiteral("after"));
    VERIFY_OK(store({edit, created(m_room, m_ann.id, 2, 3, QStringLiteral("next"))}));
    const auto found = findSent(*m_store, m_ann.id, sent->message.clientId);
    QCOMPARE((*found)->message, edit.message);
    QVERIFY(!(*found)->bodyHash.isEmpty()); // that of the body as it was first sent
    QCOMPARE((*found)->head, (Head{2, 3}));
    QVERIFY(state(m_room).contains(QStringLiteral("1 1 was before of 5000")));
}

void ArchiveSuite::roomsThatAreNotThere()
{
    const RoomId nowhere = RoomId::create();
    VERIFY_OK(store({created(nowhere, m_ann.id, 1, 1, QStringLiteral("x"))}));
    QVERIFY(state(nowhere).isEmpty());
    VERIFY_OK(store({created(nowhere, m_ann.id, 1, 1, QStringLiteral("x")),
        created(m_room, m_ann.id, 1, 1, QStringLiteral("y")),
        edited(created(nowhere, m_ann.id, 1, 1, {}), 2, {})}));
    QVERIFY(state(nowhere).isEmpty());
    QCOMPARE(**await(m_store->storage().archive().head(m_room)), (Head{1, 1}));
}

void ArchiveSuite::clientIdOfAnotherMessage()
{
    const RoomId other = addGroup(*m_store, {m_ann.id});
    const LogRecord first = created(m_room, m_ann.id, 1, 1, QStringLiteral("first"));
    LogRecord second = created(other, m_ann.id, 1, 1, QStringLiteral("second"));
    second.message.clientId = first.message.clientId;
    LogRecord third = created(other, m_ann.id, 2, 2, QStringLiteral("third"));
    third.message.clientId = first.message.clientId;
    VERIFY_OK(store({first}));
    for (int time = 0; time < 2; ++time) {
        VERIFY_OK(store({second, third, created(other, m_ann.id, 3, 3, QStringLiteral("plain"))}));
        const auto page = await(m_store->storage().archive().page(other, {}));
        QCOMPARE(page->messages.size(), size_t(3));
        QCOMPARE(page->messages[0].text, QStringLiteral("second"));
        QVERIFY(page->messages[0].clientId.isNull());
        QVERIFY(page->messages[1].clientId.isNull());
        QVERIFY(!page->messages[2].clientId.isNull());
        QCOMPARE((*findSent(*m_store, m_ann.id, first.message.clientId))->message, first.message);
    }
}

// It was not this log that wrote there. Said as such, so that the others can be stored without it.
void ArchiveSuite::rowOfSomebodyElse()
{
    const QString foreign = QStringLiteral("INSERT INTO messages (room_id, seq, rev, sent_at, kind, text) "
                                           "VALUES (%1, 900, 2, 1, 0, 'foreign')")
                                .arg(m_room.value());
    VERIFY_OK(m_store->storage()
                  .writer()
                  .run([&foreign](Connection& connection) { return connection.execute(foreign); })
                  .result());
    const QStringList before = state(m_room);
    std::vector<LogRecord> records;
    for (qint64 seq = 1; seq <= 3; ++seq) {
        records.push_back(created(m_room, m_ann.id, seq, seq, QStringLiteral("secret")));
    }
    const auto refused = store(records);
    COMPARE_ERROR(refused, ErrorCode::Conflict);
    QVERIFY2(refused.error().message.contains(QStringLiteral("rev")), qPrintable(refused.error().message));
    QVERIFY(!refused.error().message.contains(QStringLiteral("secret")));
    QCOMPARE(state(m_room), before);
    VERIFY_OK(store({records[0]}));
    COMPARE_ERROR(store({records[1]}), ErrorCode::Conflict);
    VERIFY_OK(store({records[2]}));
    QCOMPARE(**await(m_store->storage().archive().head(m_room)), (Head{3, 3}));
    QCOMPARE(state(m_room).size(), before.size() + 2);
}

void ArchiveSuite::headsNeverGoBack()
{
    VERIFY_OK(store({created(m_room, m_ann.id, 5, 5, QStringLiteral("x"))}));
    QCOMPARE(**await(m_store->storage().archive().head(m_room)), (Head{5, 5}));
    VERIFY_OK(store({created(m_room, m_ann.id, 4, 4, QStringLiteral("x"))}));
    QCOMPARE(**await(m_store->storage().archive().head(m_room)), (Head{5, 5}));
    QCOMPARE(state(m_room).last(), QStringLiteral("5 5 5005"));
    VERIFY_OK(store({edited(created(m_room, m_ann.id, 4, 4, QStringLiteral("x")), 9, QStringLiteral("y"))}));
    QCOMPARE(state(m_room).last(), QStringLiteral("5 9 5005"));
}

void ArchiveSuite::rolledBackBatchLeavesNothing()
{
    const QStringList before = state(m_room);
    // A part of the same transaction that ends it without leave.
    WriteQueue& writer = m_store->storage().writer();
    std::promise<void> entered;
    std::promise<void> open;
    auto gate = writer.run([&](Connection&) -> Result<void> {
        entered.set_value();
        open.get_future().wait();
        return {};
    });
    entered.get_future().wait();
    auto stored = m_store->storage().archive().store(aStory(m_room, m_ann.id));
    auto poison
        = writer.run([](Connection& connection) { return connection.execute(QStringLiteral("ROLLBACK")); });
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("RELEASE SAVEPOINT")));
    QTest::ignoreMessage(QtCriticalMsg, "a batch of 2 writes was not stored");
    open.set_value();
    COMPARE_ERROR(await(std::move(stored)), ErrorCode::Unavailable);
    VERIFY_OK(gate.result());
    COMPARE_ERROR(poison.result(), ErrorCode::Unavailable);
    QCOMPARE(state(m_room), before);
    VERIFY_OK(store(aStory(m_room, m_ann.id)));
    QCOMPARE(state(m_room).size(), 13);
}

void ArchiveSuite::manyRecords()
{
    constexpr int rooms = 100;
    constexpr int each = 100;
    std::vector<LogRecord> records;
    std::vector<RoomId> ids;
    for (int i = 0; i < rooms; ++i) {
        ids.push_back(addGroup(*m_store, {m_ann.id}));
    }
    for (qint64 seq = 1; seq <= each; ++seq) {
        for (const RoomId room : ids) {
            records.push_back(created(room, m_ann.id, seq, seq, QString(200, u'x')));
        }
    }
    QElapsedTimer timer;
    timer.start();
    VERIFY_OK(store(records));
    const qint64 first = timer.restart();
    VERIFY_OK(store(records));
    qInfo("%d records stored in %lld ms, and again in %lld ms", int(records.size()), first, timer.elapsed());
    for (const RoomId room : ids) {
        QCOMPARE(**await(m_store->storage().archive().head(room)), (Head{each, each}));
        QCOMPARE(await(m_store->storage().archive().page(room, {PageQuery::From::After, 0, each}))
                     ->messages.size(),
            size_t(each));
    }
}

} // namespace madang::server
