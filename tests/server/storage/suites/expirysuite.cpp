#include "tests/server/storage/suites/expirysuite.h"

#include "server/domain/bodyhash.h"
#include "server/domain/messagearchive.h"
#include "server/eventloop/loopthread.h"
#include "server/rooms/expiryworker.h"
#include "server/storage/readerpool.h"
#include "shared/core/clock.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QDateTime>

#include <future>

namespace madang::server {

namespace {

const Lease kLease{QStringLiteral("this server"), 60'000};
const Lease kOther{QStringLiteral("another one"), 60'000};

// Everything that was sent before that moment is too old.
ExpiryRule before(qint64 moment)
{
    return {1'000'000, moment + 1'000'000};
}

} // namespace

void ExpirySuite::init()
{
    m_store = m_factory();
    m_executor = std::make_unique<TestExecutor>();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
    m_bo = addUser(*m_store, QStringLiteral("bo_"));
    m_room = addGroup(*m_store, {m_ann.id, m_bo.id});
}

void ExpirySuite::cleanup()
{
    m_store.reset();
    m_executor.reset();
}

Result<LogReceipt> ExpirySuite::append(LogEntry entry)
{
    return appended(m_store->log(), *m_executor, std::move(entry));
}

void ExpirySuite::say(int messages, qint64 from)
{
    for (int i = 0; i < messages; ++i) {
        VERIFY_OK(append(sending(m_room, m_ann.id, QString::number(i), from + i)));
    }
}

// How many messages went in one part.
int ExpirySuite::expire(qint64 moment, int part)
{
    const auto below = await(expiry().expired(before(moment), m_room, part));
    if (!below) {
        qFatal("%s", qPrintable(describe(below)));
    }
    if (!*below) {
        return 0;
    }
    const auto done = await(expiry().expire(kLease, before(moment), m_room, **below, part));
    if (!done || !done->leased) {
        qFatal("%s", qPrintable(describe(done)));
    }
    return done->messages;
}

QList<qint64> ExpirySuite::seqs(PageQuery query)
{
    QList<qint64> found;
    const auto page = await(m_store->log().page(m_room, query));
    if (!page) {
        qFatal("%s", qPrintable(describe(page)));
    }
    for (const Message& message : page->messages) {
        found.append(message.seq);
    }
    return found;
}

qint64 ExpirySuite::count(const QString& from)
{
    return m_store->storage()
        .readers()
        .run([from](Connection& connection) {
            return connection.value(QStringLiteral("SELECT COUNT(*) FROM ") + from);
        })
        .result()
        ->toLongLong();
}

void ExpirySuite::historyBeginsLater()
{
    using From = PageQuery::From;
    say(10);
    QCOMPARE(expire(5'007), 6);
    QCOMPARE(expire(5'007), 0);
    const QList<qint64> left{7, 8, 9, 10};
    const auto newest = await(m_store->log().page(m_room, {From::Newest, 0, 50}));
    VERIFY_OK(newest);
    QCOMPARE(newest->head, (Head{10, 10}));
    QCOMPARE(newest->begins, 7);
    QVERIFY(!newest->hasBefore);
    QCOMPARE(seqs({From::Newest, 0, 50}), left);
    QCOMPARE(seqs({From::After, 0, 50}), left); // who begins at the beginning is not sent through nothing
    QCOMPARE(seqs({From::Around, 1, 4}), left);
    QCOMPARE(seqs({From::Around, 9, 2}), (QList<qint64>{8, 9}));
    QVERIFY(await(m_store->log().page(m_room, {From::Before, 9, 1}))->hasBefore);
    QVERIFY(!await(m_store->log().page(m_room, {From::Before, 9, 2}))->hasBefore);
    const auto past = await(m_store->log().page(m_room, {From::Before, 7, 50}));
    QVERIFY(past->messages.empty());
    QVERIFY(!past->hasBefore);
    QVERIFY(past->hasAfter);
}

void ExpirySuite::everythingMayExpire()
{
    say(3);
    QCOMPARE(expire(9'000), 3);
    const auto page = await(m_store->log().page(m_room, {}));
    VERIFY_OK(page);
    QVERIFY(page->messages.empty());
    QVERIFY(!page->hasBefore);
    QVERIFY(!page->hasAfter);
    m_store->restart();
    const auto next = append(sending(m_room, m_ann.id, QStringLiteral("on we go"), 9'500));
    VERIFY_OK(next);
    QCOMPARE(next->head, (Head{4, 4}));
    QCOMPARE(seqs({}), QList<qint64>{4});
}

void ExpirySuite::shorterRuleCounts()
{
    say(6);
    const auto oldest = [this](qint64 keepMs) {
        return *await(expiry().expired({keepMs, 10'000}, m_room, 500));
    };
    VERIFY_OK(await(m_store->rooms().setExpiry(m_room, 4'997)));
    QCOMPARE(await(m_store->rooms().row(m_room, m_bo.id)).value()->room.expiresAfterMs, 4'997);
    QCOMPARE(oldest(0), std::optional<qint64>(3)); // sent before 5,003
    QCOMPARE(oldest(8'000), std::optional<qint64>(3));
    QCOMPARE(oldest(4'995), std::optional<qint64>(5));
    VERIFY_OK(await(m_store->rooms().setExpiry(m_room, 0)));
    QCOMPARE(oldest(0), std::nullopt);
    QCOMPARE(oldest(4'995), std::optional<qint64>(5));
}

void ExpirySuite::onlyRoomsWithARuleAreLookedAt()
{
    std::vector<RoomId> rooms;
    for (int i = 0; i < 5; ++i) {
        m_room = addGroup(*m_store, {m_ann.id});
        rooms.push_back(m_room);
        say(1);
    }
    VERIFY_OK(await(m_store->rooms().setExpiry(rooms[1], 1'000)));
    VERIFY_OK(await(m_store->rooms().setExpiry(rooms[3], 500'000)));
    const auto own = await(expiry().due({0, 100'000}, {}, 10));
    VERIFY_OK(own);
    QCOMPARE(own->rooms, std::vector{rooms[1]});
    QVERIFY(!own->more);
    // By the server's rule all of them, a page after the other; the first room of the test is empty.
    std::vector<RoomId> all;
    RoomId after;
    for (bool more = true; more;) {
        const auto page = await(expiry().due({1'000, 100'000}, after, 2));
        VERIFY_OK(page);
        all.insert(all.end(), page->rooms.begin(), page->rooms.end());
        after = page->last;
        more = page->more;
    }
    std::sort(rooms.begin(), rooms.end());
    QCOMPARE(all, rooms);
}

void ExpirySuite::partsAreBounded()
{
    say(25);
    QCOMPARE(expire(9'000, 10), 10);
    QCOMPARE(count(QStringLiteral("messages")), 15);
    QCOMPARE(expire(9'000, 10), 10);
    QCOMPARE(expire(9'000, 10), 5);
    QCOMPARE(count(QStringLiteral("expired_messages")), 25);
}

void ExpirySuite::oldOnesWaitForThoseBefore()
{
    say(2, 5'000);
    VERIFY_OK(append(sending(m_room, m_ann.id, QStringLiteral("by a clock that goes ahead"), 7'000)));
    say(2, 5'002);
    QCOMPARE(expire(6'000), 2);
    QCOMPARE(seqs({}), (QList<qint64>{3, 4, 5}));
    QCOMPARE(expire(7'001), 3);
}

void ExpirySuite::editsGoToo()
{
    say(3);
    for (const qint64 seq : {1, 3}) {
        VERIFY_OK(append(editing(m_room, m_ann.id, seq, QStringLiteral("better"), 8'000)));
    }
    LogEntry system = sending(m_room, {}, {}, 5'002);
    system.messageKind = MessageKind::System;
    system.clientId = {};
    system.event = "{}";
    VERIFY_OK(append(system));
    QCOMPARE(expire(5'003), 2); // by when they were sent, not by when they were changed
    QCOMPARE(count(QStringLiteral("message_edits WHERE seq = 1")), 0);
    QCOMPARE(count(QStringLiteral("message_edits WHERE seq = 3")), 1);
    COMPARE_ERROR(append(editing(m_room, m_ann.id, 1, QStringLiteral("?"), 9'000)), ErrorCode::NotFound);
    COMPARE_ERROR(append(deleting(m_room, m_ann.id, 2, 9'000)), ErrorCode::NotFound);
    LogEntry reply = sending(m_room, m_bo.id, QStringLiteral("to what is gone"), 9'000);
    reply.replyTo = 1;
    VERIFY_OK(append(reply));
    QCOMPARE(expire(8'000), 2);
    QCOMPARE(count(QStringLiteral("expired_messages")), 3); // a system message has no client_id
}

void ExpirySuite::retriesAreKnownForEver()
{
    const LogEntry entry = sending(m_room, m_ann.id, QStringLiteral("once"), 5'001);
    const auto first = append(entry);
    VERIFY_OK(first);
    say(2);
    QCOMPARE(expire(9'000), 3);
    for (int i = 0; i < 2; ++i) {
        const auto again = append(entry);
        VERIFY_OK(again);
        QVERIFY(!again->changed);
        QCOMPARE(again->head, (Head{3, 3}));
        Message expected = first->message;
        expected.text.clear();
        expected.deletedAt = before(9'000).now;
        QCOMPARE(again->message, expected);
        m_store->restart();
    }
    LogEntry another = entry;
    another.text = QStringLiteral("twice");
    COMPARE_ERROR(append(another), ErrorCode::Conflict);
    another = entry;
    another.room = addGroup(*m_store, {m_ann.id});
    COMPARE_ERROR(append(another), ErrorCode::Conflict);
    QCOMPARE(count(QStringLiteral("messages")), 0);
    // For the log in Redis.
    const auto found = findSent(*m_store, m_ann.id, entry.clientId);
    VERIFY_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->message.seq, 1);
    QVERIFY((*found)->message.deletedAt > 0);
    QCOMPARE((*found)->bodyHash, bodyHash(entry));
    QCOMPARE((*found)->head, (Head{3, 3}));
    // Somebody else's is another one.
    LogEntry theirs = entry;
    theirs.actor = m_bo.id;
    QVERIFY(append(theirs)->changed);
}

void ExpirySuite::rowsAreCountedAfresh()
{
    say(10);
    VERIFY_OK(await(m_store->rooms().setRead(m_room, m_bo.id, 2)));
    QCOMPARE(expire(5'005), 4);
    auto row = await(m_store->rooms().row(m_room, m_bo.id));
    VERIFY_OK(row);
    QCOMPARE((*row)->unread, 6);
    QCOMPARE((*row)->head, (Head{10, 10}));
    QVERIFY((*row)->last.has_value());
    QCOMPARE(await(m_store->rooms().setRead(m_room, m_bo.id, 3))->unread, 6);
    QCOMPARE(expire(9'000), 6);
    row = await(m_store->rooms().row(m_room, m_bo.id));
    QCOMPARE((*row)->unread, 0);
    QVERIFY(!(*row)->last.has_value());
    QCOMPARE((*row)->head, (Head{10, 10}));
    QCOMPARE(await(m_store->rooms().list(m_bo.id, {}, 10))->rows.size(), size_t(1));
}

void ExpirySuite::catchingUpAcrossWhatExpired()
{
    say(8);
    for (qint64 seq = 1; seq <= 8; ++seq) {
        VERIFY_OK(append(editing(m_room, m_ann.id, seq, QStringLiteral("anew"), 6'000)));
    }
    QCOMPARE(expire(5'006), 5);
    qint64 since = 3;
    QList<qint64> found;
    for (int asked = 0;; ++asked) {
        QVERIFY(asked < 5);
        const auto page = await(m_store->log().changes(m_room, since, 2));
        VERIFY_OK(page);
        for (const Message& message : page->messages) {
            found.append(message.rev);
        }
        QVERIFY(page->more ? page->rev > since : page->rev == 16);
        since = page->rev;
        if (!page->more) {
            break;
        }
    }
    QCOMPARE(found, (QList<qint64>{14, 15, 16}));
    QCOMPARE(expire(9'000), 3);
    const auto nothing = await(m_store->log().changes(m_room, 3, 2));
    QVERIFY(nothing->messages.empty());
    QVERIFY(!nothing->more);
    QCOMPARE(nothing->rev, 16);
}

void ExpirySuite::ruleOfTheMomentCounts()
{
    say(4);
    VERIFY_OK(await(m_store->rooms().setExpiry(m_room, 1'000)));
    const ExpiryRule rule{0, 100'000};
    const auto below = await(expiry().expired(rule, m_room, 500));
    QCOMPARE(*below, std::optional<qint64>(5));
    VERIFY_OK(await(m_store->rooms().setExpiry(m_room, 94'997))); // sent before 5,003
    QCOMPARE(await(expiry().expire(kLease, rule, m_room, **below, 500))->messages, 2);
    VERIFY_OK(await(m_store->rooms().setExpiry(m_room, 0)));
    QCOMPARE(await(expiry().expire(kLease, rule, m_room, **below, 500))->messages, 0);
    QCOMPARE(seqs({}), (QList<qint64>{3, 4}));
}

void ExpirySuite::oneHolderAtATime()
{
    QVERIFY(*await(expiry().takeLease(kLease)));
    QVERIFY(!*await(expiry().takeLease(kOther)));
    QVERIFY(*await(expiry().takeLease(kLease)));
    VERIFY_OK(await(expiry().giveLease(kOther))); // not theirs to give
    QVERIFY(!*await(expiry().takeLease(kOther)));
    VERIFY_OK(await(expiry().giveLease(kLease)));
    QVERIFY(*await(expiry().takeLease({kOther.holder, 50})));
    QTRY_VERIFY(*await(expiry().takeLease(kLease))); // theirs has run out
    QVERIFY(!*await(expiry().takeLease(kOther)));
}

// As a process finds it that was stopped between two parts.
void ExpirySuite::whoeverLostTheLeaseDoesNothing()
{
    say(10);
    QCOMPARE(expire(9'000, 3), 3);
    VERIFY_OK(await(expiry().giveLease(kLease)));
    QVERIFY(*await(expiry().takeLease(kOther)));
    const auto late = await(expiry().expire(kLease, before(9'000), m_room, 11, 500));
    VERIFY_OK(late);
    QVERIFY(!late->leased);
    QCOMPARE(late->messages, 0);
    QCOMPARE(count(QStringLiteral("messages")), 7);
    const auto theirs = await(expiry().expire(kOther, before(9'000), m_room, 11, 500));
    QVERIFY(theirs->leased);
    QCOMPARE(theirs->messages, 7);
}

// A process that was stopped within its transaction holds the lease's row locked until PostgreSQL ends its
// session.
void ExpirySuite::nobodyWaitsForWhoWasStopped()
{
    if (!m_store->address().postgres) {
        return; // SQLite's database is one process's
    }
    auto database = *Database::open(m_store->address());
    auto stopped = *database->connect(ConnectionRole::Reader);
    VERIFY_OK(stopped->execute(QStringLiteral("BEGIN")));
    VERIFY_OK(stopped->execute(
        QStringLiteral("UPDATE leases SET holder = 'stopped', until_at = 1 WHERE name = 'expiry'")));
    say(3);
    const auto taken = await(expiry().takeLease(kLease));
    VERIFY_OK(taken); // not even a lock_timeout
    QVERIFY(!*taken);
    QVERIFY(!await(expiry().expire(kLease, before(9'000), m_room, 4, 500))->leased);
    VERIFY_OK(stopped->execute(QStringLiteral("COMMIT")));
    QCOMPARE(expire(9'000), 3); // its time was over
}

// Records that a log outside of the database hands over again, or so late that the room has gone past them.
void ExpirySuite::logComesTooLate()
{
    std::vector<LogRecord> records;
    for (qint64 seq = 1; seq <= 4; ++seq) {
        LogRecord record;
        record.message.room = m_room;
        record.message.seq = record.message.rev = seq;
        record.message.sender = m_ann.id;
        record.message.clientId = QUuid::createUuid();
        record.message.sentAt = 5'000 + seq;
        record.message.text = QStringLiteral("x");
        record.bodyHash = "hash";
        records.push_back(record);
    }
    MessageArchive& archive = m_store->storage().archive();
    VERIFY_OK(await(archive.store({records[0], records[2]})));
    QCOMPARE(expire(5'004), 2);
    LogRecord edit = records[0];
    edit.created = false;
    edit.message.rev = 5;
    edit.message.text = QStringLiteral("y");
    for (int i = 0; i < 2; ++i) {
        VERIFY_OK(await(archive.store({records[0], records[1], records[2], records[3], edit})));
        QCOMPARE(seqs({}), QList<qint64>{4});
        QCOMPARE(count(QStringLiteral("message_edits")), 0);
        QCOMPARE(*await(archive.head(m_room)), std::optional(Head{4, 5}));
    }
    // The second was never here, and its client_id is known all the same.
    const auto known = findSent(*m_store, m_ann.id, records[1].message.clientId);
    QVERIFY(known->has_value());
    QCOMPARE((*known)->message.seq, 2);
}

void ExpirySuite::workersShareTheWork()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    std::vector<RoomId> rooms;
    for (int i = 0; i < 3; ++i) {
        m_room = addGroup(*m_store, {m_ann.id});
        rooms.push_back(m_room);
        say(12, now - 3600'000);
        say(1, now + 3600'000);
    }
    ExpiryWorker::Settings settings;
    settings.keepMs = 60'000;
    settings.periodMs = 20;
    settings.part = 5;
    settings.rooms = 2;
    settings.pauseMs = 1;
    std::mutex mutex;
    std::vector<std::pair<RoomId, qint64>> forgotten;
    const ExpiryWorker::Forget forget = [&](RoomId room, qint64 below) -> QCoro::Task<Result<void>> {
        const std::lock_guard lock(mutex);
        forgotten.emplace_back(room, below);
        co_return Result<void>();
    };
    const SystemClock clock;
    LoopThread loops[2]{LoopThread(-1), LoopThread(-1)};
    std::unique_ptr<ExpiryWorker> workers[2];
    const auto on = [](LoopThread& executor, std::function<void()> job) {
        std::promise<void> done;
        executor.post([&] {
            job();
            done.set_value();
        });
        done.get_future().wait();
    };
    for (const int i : {0, 1}) {
        loops[i].start();
        on(loops[i], [&, i] {
            workers[i] = std::make_unique<ExpiryWorker>(loops[i], expiry(), forget, clock, settings);
            workers[i]->start();
        });
    }
    QTRY_COMPARE(workers[0]->counters().messages + workers[1]->counters().messages, quint64(36));
    QTRY_VERIFY(workers[0]->counters().runs + workers[1]->counters().runs > 3);
    // One did all of it.
    QVERIFY(workers[0]->counters().messages == 0 || workers[1]->counters().messages == 0);
    QVERIFY(workers[0]->counters().runs == 0 || workers[1]->counters().runs == 0);
    QCOMPARE(workers[0]->counters().parts + workers[1]->counters().parts, quint64(9));
    QCOMPARE(count(QStringLiteral("messages")), 3);
    {
        const std::lock_guard lock(mutex);
        for (const RoomId room : rooms) {
            QVERIFY(std::count(forgotten.begin(), forgotten.end(), std::pair(room, qint64(13))) > 0);
        }
    }
    for (const int i : {0, 1}) {
        on(loops[i], [&, i] { workers[i].reset(); });
        loops[i].stop();
    }
}

} // namespace madang::server
