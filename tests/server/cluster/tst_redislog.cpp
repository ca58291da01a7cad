#include "tests/server/cluster/logworld.h"
#include "tests/server/cluster/memoryarchive.h"
#include "tests/server/storage/suites/logsuite.h"

#include "shared/core/uuid7.h"

#include <QtCore/QDateTime>
#include <QtCore/QThread>
#include <future>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

// What a server hears of all of them.
class Heard final : public RedisLogListener {
public:
    void changed(const LogRecord& record, Head head) override
    {
        const std::lock_guard lock(mutex);
        records.push_back(record);
        heads.push_back(head);
    }
    void interrupted() override { ++interruptions; }
    size_t count() const
    {
        const std::lock_guard lock(mutex);
        return records.size();
    }

    mutable std::mutex mutex;
    std::vector<LogRecord> records;
    std::vector<Head> heads;
    std::atomic<int> interruptions = 0;
};

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

void drain(MessageLog& log, Executor& executor)
{
    std::promise<void> done;
    log.flush(executor, [&done] { done.set_value(); });
    done.get_future().wait();
}

} // namespace

// The log in Redis, with several servers on one Redis.
class tst_RedisLog : public QObject {
    Q_OBJECT

    RedisServer m_redis;
    MemoryArchive m_archive;
    RedisLogOptions m_options;
    std::unique_ptr<TestExecutor> m_executor;
    UserId m_ann{11}, m_bo{12};
    RoomId m_room;

    std::unique_ptr<LogServer> server(RedisLogListener* listener = nullptr)
    {
        return std::make_unique<LogServer>(optionsFor(m_redis), m_archive, m_options, listener);
    }
    Result<LogReceipt> append(LogServer& log, LogEntry entry)
    {
        return appended(*log, *m_executor, std::move(entry));
    }
    RespValue ask(LogServer& log, RedisCommand command)
    {
        std::promise<RespValue> answer;
        std::unique_ptr<RedisClient> client;
        log.thread().post([&] {
            client = std::make_unique<RedisClient>(log.thread(), optionsFor(m_redis));
            client->open();
            client->command(std::move(command), [&](Result<RespValue> result) {
                answer.set_value(result ? std::move(result).value() : RespValue());
            });
        });
        RespValue value = answer.get_future().get();
        std::promise<void> closed;
        log.thread().post([&] {
            client.reset();
            closed.set_value();
        });
        closed.get_future().wait();
        return value;
    }
    LogEntry message(const QString& text) { return sending(m_room, m_ann, text, now()); }
    bool isAllStored(LogServer& log)
    {
        return waitUntil([&] {
            const auto lags = log->lag();
            if (!std::all_of(lags.begin(), lags.end(), [](const StreamLag& lag) { return lag.entries == 0; }))
                return false;
            // Redis may just have been killed: then it is asked again.
            const auto head = await(log->head(m_room));
            return head && head->value() == m_archive.headOf(m_room);
        });
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.failure())); }
    void init()
    {
        if (!m_redis.isRunning()) {
            QVERIFY2(m_redis.start(), qPrintable(m_redis.failure()));
        }
        m_options = {};
        m_options.prefix = QUuid::createUuid().toByteArray(QUuid::Id128);
        m_options.flush.leaseMs = 500;
        m_executor = std::make_unique<TestExecutor>();
        m_room = RoomId::create();
        m_archive.setAway(false);
        m_archive.setDelay(std::chrono::milliseconds(0));
        m_archive.onStore = nullptr;
        m_archive.refuses = nullptr;
        m_archive.setMost(0);
        m_archive.add(m_room);
    }
    void cleanup() { m_executor.reset(); }

    void twoServersHaveOneOrder()
    {
        constexpr int each = 400;
        const auto a = server();
        const auto b = server();
        std::vector<qint64> seqs[2];
        for (int i = 0; i < each; ++i) {
            for (const int which : {0, 1}) {
                (which ? *b : *a)
                    ->append(message(QString::number(i)), *m_executor,
                        [&mine = seqs[which]](Result<LogReceipt> receipt) {
                            mine.push_back(receipt ? receipt->message.seq : 0);
                        });
            }
        }
        drain(**a, *m_executor);
        drain(**b, *m_executor);
        std::vector<qint64> all;
        for (const auto& mine : seqs) {
            QVERIFY(std::is_sorted(mine.begin(), mine.end()));
            all.insert(all.end(), mine.begin(), mine.end());
        }
        std::sort(all.begin(), all.end());
        for (int i = 0; i < 2 * each; ++i) {
            QCOMPARE(all[size_t(i)], i + 1);
        }
        QVERIFY(isAllStored(*a));
        const auto stored = m_archive.messages(m_room);
        QCOMPARE(stored.size(), size_t(2 * each));
        for (const auto* log : {&a, &b}) {
            QCOMPARE(await((**log)->page(m_room, {PageQuery::From::After, 0, 1'000}))->messages, stored);
        }
    }

    void retryToTheOtherServer()
    {
        const auto a = server();
        const auto b = server();
        LogEntry entry = message(QStringLiteral("once"));
        const auto first = append(*a, entry);
        VERIFY_OK(first);
        VERIFY_OK(append(*b, message(QStringLiteral("between"))));
        auto retry = append(*b, entry);
        VERIFY_OK(retry);
        QVERIFY(!retry->changed);
        QCOMPARE(retry->message, first->message);
        QCOMPARE(retry->head, (Head{2, 2}));
        entry.text += u'!';
        COMPARE_ERROR(append(*b, entry), ErrorCode::Conflict);
    }

    // One client_id in two rooms of two shards, told to two servers at once.
    void hostileClientIdInTwoRooms()
    {
        const auto a = server();
        const auto b = server();
        const RoomId other(m_room.value() + 1);
        m_archive.add(other);
        for (int round = 0; round < 100; ++round) {
            LogEntry here = message(QStringLiteral("mine"));
            LogEntry there = here;
            there.room = other;
            std::promise<Result<LogReceipt>> answers[2];
            (*a)->append(here, *m_executor,
                [&](Result<LogReceipt> receipt) { answers[0].set_value(std::move(receipt)); });
            (*b)->append(there, *m_executor,
                [&](Result<LogReceipt> receipt) { answers[1].set_value(std::move(receipt)); });
            const auto first = answers[0].get_future().get();
            const auto second = answers[1].get_future().get();
            QCOMPARE(int(first.ok()) + int(second.ok()), 1);
            COMPARE_ERROR(first.ok() ? second : first, ErrorCode::Conflict);
        }
        QCOMPARE(await((*a)->head(m_room))->value().seq + await((*a)->head(other))->value().seq, 100);
    }

    void duplicatesAfterTheWindow_data()
    {
        QTest::addColumn<int>("aheadMs"); // of the client_id's time
        QTest::addColumn<int>("afterMs"); // when it comes again
        QTest::newRow("at once") << 0 << 0;
        QTest::newRow("after the window") << 0 << 1'500;
        QTest::newRow("old") << -3'600'000 << 0;
        QTest::newRow("old, after the window") << -3'600'000 << 1'500;
        QTest::newRow("from the near future, when that is here") << 900 << 1'700;
        QTest::newRow("from the future, when that is here") << 2'500 << 2'600;
        QTest::newRow("from far ahead") << 3'600'000 << 1'500;
    }
    void duplicatesAfterTheWindow()
    {
        QFETCH(int, aheadMs);
        QFETCH(int, afterMs);
        m_options.duplicateWindowMs = 1'000;
        const auto log = server();
        LogEntry entry = message(QStringLiteral("once"));
        entry.clientId = newUuid7(now() + aheadMs);
        const auto first = append(*log, entry);
        VERIFY_OK(first);
        QVERIFY(first->changed);
        QVERIFY(isAllStored(*log));
        QTest::qWait(afterMs);
        const auto retry = append(*log, entry);
        VERIFY_OK(retry);
        QVERIFY(!retry->changed);
        QCOMPARE(retry->message, first->message);
        entry.text += u'!';
        COMPARE_ERROR(append(*log, entry), ErrorCode::Conflict);
        QCOMPARE(await((*log)->head(m_room))->value(), (Head{1, 1}));
    }

    void idWithoutTime()
    {
        const auto log = server();
        LogEntry entry = message(QStringLiteral("once"));
        entry.clientId = QUuid::createUuid(); // version 4
        VERIFY_OK(append(*log, entry));
        const auto retry = append(*log, entry);
        VERIFY_OK(retry);
        QVERIFY(!retry->changed);
        // The database cannot be asked, and nothing else knows whether such an id is new.
        m_archive.setAway(true);
        entry.clientId = QUuid::createUuid();
        COMPARE_ERROR(append(*log, entry), ErrorCode::Unavailable);
        QCOMPARE(await((*log)->head(m_room))->value().seq, 1);
    }

    void chatGoesOnWithoutTheDatabase()
    {
        const auto log = server();
        VERIFY_OK(append(*log, message(QStringLiteral("first"))));
        QVERIFY(isAllStored(*log));
        m_archive.setAway(true);
        const RoomId unknown = RoomId::create();
        m_archive.add(unknown);
        COMPARE_ERROR(
            append(*log, sending(unknown, m_ann, QStringLiteral("x"), now())), ErrorCode::Unavailable);
        for (int i = 2; i <= 100; ++i) {
            VERIFY_OK(append(*log, message(QString::number(i))));
        }
        VERIFY_OK(append(*log, editing(m_room, m_ann, 50, QStringLiteral("edited"))));
        VERIFY_OK(append(*log, deleting(m_room, m_ann, 1)));
        const auto page = await((*log)->page(m_room, {PageQuery::From::Newest, 0, 100}));
        VERIFY_OK(page);
        QCOMPARE(page->messages.size(), size_t(100));
        QCOMPARE(page->messages[49].text, QStringLiteral("edited"));
        const auto changes = await((*log)->changes(m_room, 100, 10));
        VERIFY_OK(changes);
        QCOMPARE(changes->messages.size(), size_t(2));
        QVERIFY(waitUntil([&] { return (*log)->lag()[m_room.value() % 4].entries == 101; }));

        const auto tails = await((*log)->tail({m_room, unknown}));
        VERIFY_OK(tails);
        QCOMPARE(tails->size(), size_t(1));
        const RoomTail& tail = tails->front();
        QCOMPARE(tail.head, (Head{100, 102}));
        QCOMPARE(*tail.newest, page->messages.back());
        QCOMPARE(tail.sent.after(), 1);
        QCOMPARE(tail.sent.last(), 100);
        QCOMPARE(tail.sent.byOthers(m_bo, 1), 99);
        QCOMPARE(tail.sent.byOthers(m_ann, 1), 0);

        m_archive.setAway(false);
        QVERIFY(isAllStored(*log));
        QCOMPARE(m_archive.messages(m_room), page->messages);
        QCOMPARE(await((*log)->tail({m_room}))->front().sent.last(), 100);
    }

    // Redis cannot decide about a message that only the database has; of what is sent behind that it can.
    void aChangeOfAnOldMessageHoldsUpNobody()
    {
        const auto log = server();
        VERIFY_OK(append(*log, message(QStringLiteral("old"))));
        VERIFY_OK(append(*log, message(QStringLiteral("new"))));
        QVERIFY(isAllStored(*log));
        VERIFY_OK(await((*log)->forget(m_room, 2)));
        m_archive.setAway(true);
        LogEntry reaction = editing(m_room, m_bo, 1, QString::fromUcs4(U"\U0001F389"));
        reaction.kind = LogEntry::Kind::React;
        std::vector<LogEntry> entries{
            reaction, message(QStringLiteral("sent")), message(QStringLiteral("and again"))};
        std::vector<std::optional<Result<LogReceipt>>> answers(entries.size());
        for (size_t i = 0; i < entries.size(); ++i) {
            (*log)->append(entries[i], *m_executor,
                [&answers, i](Result<LogReceipt> receipt) { answers[i] = std::move(receipt); });
        }
        QVERIFY(waitUntil([&] {
            return std::all_of(
                answers.begin(), answers.end(), [](const auto& one) { return one.has_value(); });
        }));
        COMPARE_ERROR(*answers[0], ErrorCode::Unavailable);
        VERIFY_OK(*answers[1]);
        VERIFY_OK(*answers[2]);
        QCOMPARE((*answers[1])->message.seq, 3);
        QCOMPARE((*answers[2])->message.seq, 4);
    }

    void windowIsTrimmedAndExpires()
    {
        m_options.windowMessages = 5;
        m_options.windowMs = 400;
        const auto log = server();
        LogEntry third;
        for (int i = 1; i <= 20; ++i) {
            const LogEntry entry = message(QString::number(i));
            if (i == 3) {
                third = entry;
            }
            VERIFY_OK(append(*log, entry));
        }
        QVERIFY(isAllStored(*log));
        m_archive.setAway(true);
        QCOMPARE(await((*log)->page(m_room, {PageQuery::From::Newest, 0, 5}))->messages.size(), size_t(5));
        COMPARE_ERROR(await((*log)->page(m_room, {PageQuery::From::Newest, 0, 20})), ErrorCode::Unavailable);
        COMPARE_ERROR(append(*log, editing(m_room, m_ann, 2, QStringLiteral("x"))), ErrorCode::Unavailable);
        m_archive.setAway(false);
        const auto whole = [&] {
            const auto page = await((*log)->page(m_room, {PageQuery::From::Newest, 0, 30}));
            QCOMPARE(page->messages.size(), size_t(20));
            QVERIFY(!page->hasBefore);
            const auto changes = await((*log)->changes(m_room, 0, 100));
            QCOMPARE(changes->messages.size(), size_t(20));
            QVERIFY(!changes->more);
            QCOMPARE(changes->rev, changes->head.rev);
        };
        whole();
        const auto retry = append(*log, third); // its message has left the window
        VERIFY_OK(retry);
        QVERIFY(!retry->changed);
        QCOMPARE(retry->message.text, QStringLiteral("3"));
        VERIFY_OK(append(*log, editing(m_room, m_ann, 2, QStringLiteral("two"))));
        VERIFY_OK(append(*log, editing(m_room, m_ann, 19, QStringLiteral("nineteen"))));
        whole();
        // In pages, across both sides. One that has changed since may come twice; what comes last is right.
        qint64 since = 0;
        std::map<qint64, Message> held;
        for (bool more = true; more;) {
            const auto changes = await((*log)->changes(m_room, since, 3));
            QVERIFY(changes->messages.size() <= 3);
            for (const Message& changed : changes->messages) {
                QVERIFY(held[changed.seq].rev < changed.rev);
                held[changed.seq] = changed;
            }
            QVERIFY(changes->rev > since);
            since = changes->rev;
            more = changes->more;
        }
        QCOMPARE(held.size(), size_t(20));
        QCOMPARE(held[2].text, QStringLiteral("two"));
        QCOMPARE(held[19].text, QStringLiteral("nineteen"));
        QVERIFY(isAllStored(*log));
        QTest::qWait(700); // the window is gone
        whole();
        VERIFY_OK(append(*log, deleting(m_room, m_ann, 20)));
        QCOMPARE(append(*log, message(QStringLiteral("21")))->head, (Head{21, 24}));
        m_archive.forget(m_room, 1);
        COMPARE_ERROR(append(*log, editing(m_room, m_ann, 1, QStringLiteral("x"))), ErrorCode::NotFound);
    }

    // A client that comes back sends again whatever was not answered, and most of it has left the window.
    void manySentAgainAtOnce_data()
    {
        QTest::addColumn<int>("ageMs"); // of the client_ids
        QTest::newRow("ids within the window") << 0;
        QTest::newRow("old ids") << 3'600'000;
    }
    void manySentAgainAtOnce()
    {
        QFETCH(int, ageMs);
        constexpr int count = 250;
        const auto log = server();
        std::vector<LogEntry> entries;
        for (int i = 0; i < count; ++i) {
            entries.push_back(message(QString::number(i)));
            entries.back().clientId = newUuid7(now() - ageMs);
        }
        std::vector<Result<LogReceipt>> first;
        const auto sendAll = [&](std::vector<Result<LogReceipt>>& receipts) {
            for (const LogEntry& entry : entries) {
                (*log)->append(entry, *m_executor,
                    [&receipts](Result<LogReceipt> receipt) { receipts.push_back(std::move(receipt)); });
            }
            drain(**log, *m_executor);
        };
        sendAll(first);
        QVERIFY(isAllStored(*log));

        // A database that is far away. Among them a message that is new, which keeps its place.
        m_archive.setDelay(std::chrono::milliseconds(20));
        const int before = m_archive.reads();
        const auto place = size_t(count / 2);
        entries.insert(entries.begin() + place, message(QStringLiteral("new")));
        entries.push_back(message(QStringLiteral("newest")));
        std::vector<Result<LogReceipt>> again;
        sendAll(again);
        const int readings = m_archive.reads() - before;
        QCOMPARE(again.size(), entries.size());
        for (size_t i = 0, old = 0; i < again.size(); ++i) {
            VERIFY_OK(again[i]);
            const bool isNew = i == place || i + 1 == again.size();
            QCOMPARE(again[i]->changed, isNew);
            if (isNew) {
                QCOMPARE(again[i]->message.seq, i == place ? count + 1 : count + 2);
            } else {
                QCOMPARE(again[i]->message, first[old++]->message);
            }
        }
        QCOMPARE(await((*log)->head(m_room))->value(), (Head{count + 2, count + 2}));
        // A head and one question for each call of entries, and a little for what is stored meanwhile.
        const int calls = int(entries.size()) / m_options.callEntries + 1;
        QVERIFY2(readings <= 2 * calls + 4, qPrintable(QString::number(readings)));
    }

    // The client_id is another message's in the database: then the message is found by its seq.
    void clientIdThatNamesAnotherMessage()
    {
        m_options.windowMessages = 1;
        const auto log = server();
        const LogEntry entry = message(QStringLiteral("once"));
        const auto first = append(*log, entry);
        VERIFY_OK(first);
        VERIFY_OK(append(*log, message(QStringLiteral("next"))));
        VERIFY_OK(append(*log, message(QStringLiteral("and next"))));
        QVERIFY(isAllStored(*log));
        const RoomId other = RoomId::create();
        m_archive.add(other, {1, 1});
        LogRecord stranger;
        stranger.message = first->message; // with the same seq
        stranger.message.room = other;
        stranger.message.text = QStringLiteral("somewhere else");
        stranger.bodyHash = QByteArray(16, 'x');
        m_archive.name(first->message.clientId, stranger);
        const auto retry = append(*log, entry);
        VERIFY_OK(retry);
        QCOMPARE(retry->message, first->message);
        // And where there is none of that seq, another one is never taken for it.
        m_archive.forget(m_room, 1);
        COMPARE_ERROR(append(*log, entry), ErrorCode::NotFound);
    }

    void membershipFences()
    {
        const auto a = server();
        const auto b = server();
        LogEntry entry = message(QStringLiteral("in"));
        entry.membership = *await((*a)->membership(m_room));
        QVERIFY(entry.membership > 0);
        QCOMPARE(*await((*b)->membership(m_room)), entry.membership);
        QVERIFY(append(*a, entry)->changed);
        const qint64 next = *await((*b)->membershipChanged(m_room));
        QVERIFY(next > entry.membership);
        QCOMPARE(*await((*a)->membership(m_room)), next);
        LogEntry late = message(QStringLiteral("out"));
        late.membership = entry.membership;
        const auto refused = append(*a, late);
        VERIFY_OK(refused);
        QVERIFY(refused->outdated);
        QVERIFY(append(*a, entry)->outdated); // a retry is no exception
        QCOMPARE(await((*a)->head(m_room))->value().seq, 1);
        late.membership = next;
        QVERIFY(!append(*a, late)->outdated);
    }

    void flusherIsTakenOver()
    {
        auto a = server();
        // The database commits, and the server dies before it can say so to Redis.
        m_archive.onStore = [](bool stored) { return stored; };
        for (int i = 0; i < 30; ++i) {
            VERIFY_OK(append(*a, message(QString::number(i))));
        }
        VERIFY_OK(append(*a, editing(m_room, m_ann, 1, QStringLiteral("edited"))));
        QVERIFY(waitUntil([&] { return m_archive.headOf(m_room).rev > 0; }));
        a.reset();
        m_archive.onStore = nullptr;
        const auto b = server();
        QVERIFY(isAllStored(*b));
        QVERIFY(waitUntil([&] { return (*b)->lag()[m_room.value() % 4].here; }));
        QCOMPARE(m_archive.messages(m_room).size(), size_t(30));
        QCOMPARE(m_archive.messages(m_room).front().text, QStringLiteral("edited"));
        QCOMPARE(append(*b, message(QStringLiteral("next")))->head, (Head{31, 32}));
    }

    // One that was stopped in mid-batch goes on when others have done its work, and does no harm.
    void pausedFlusherComesBack()
    {
        std::promise<void> goOn;
        auto resumed = goOn.get_future();
        std::atomic<bool> paused = false;
        m_archive.onStore = [&](bool stored) {
            if (!stored && !paused.exchange(true)) {
                resumed.wait(); // the whole thread of that server's Redis
            }
            return false;
        };
        Heard heard;
        auto a = server();
        VERIFY_OK(append(*a, message(QStringLiteral("first"))));
        QVERIFY(waitUntil([&] { return paused.load(); }));
        const auto b = server();
        VERIFY_OK(append(*b, editing(m_room, m_ann, 1, QStringLiteral("edited"))));
        VERIFY_OK(append(*b, message(QStringLiteral("second"))));
        QVERIFY(isAllStored(*b));
        goOn.set_value();
        VERIFY_OK(append(*a, message(QStringLiteral("third"))));
        QVERIFY(isAllStored(*b));
        const auto stored = m_archive.messages(m_room);
        QCOMPARE(stored.size(), size_t(3));
        QCOMPARE(stored[0].text, QStringLiteral("edited"));
        a.reset();
    }

    void stopMovesWhatIsThere()
    {
        m_options.flush.periodMs = 60'000;
        auto log = server();
        QVERIFY(waitUntil([&] { return (*log)->lag()[m_room.value() % 4].here; }));
        for (int i = 0; i < 100; ++i) {
            VERIFY_OK(append(*log, message(QString::number(i))));
        }
        QCOMPARE(m_archive.headOf(m_room).seq, 0);
        log->stop(10'000);
        QCOMPARE(m_archive.headOf(m_room).seq, 100);
    }

    // It holds up nothing behind it, and comes in when it is put back.
    void refusedChangeIsSetAside()
    {
        constexpr int count = 100;
        const size_t shard = m_room.value() % 4;
        std::atomic<bool> mended = false;
        m_archive.refuses = [&mended](const LogRecord& record) {
            return !mended && record.message.text.startsWith(u"wrong");
        };
        {
            const auto log = server();
            VERIFY_OK(append(*log, message(QStringLiteral("1"))));
            QVERIFY(isAllStored(*log));
            m_archive.setAway(true); // so that they come together
            for (int i = 2; i <= count; ++i) {
                const bool wrong = i == 37 || i == 38 || i == count;
                VERIFY_OK(append(
                    *log, message((wrong ? QStringLiteral("wrong %1") : QStringLiteral("%1")).arg(i))));
            }
            m_archive.setAway(false);
            QVERIFY(waitUntil([&] {
                const StreamLag lag = (*log)->lag()[shard];
                return lag.entries == 0 && lag.refused == 3;
            }));
            QCOMPARE(m_archive.messages(m_room).size(), size_t(count - 3));
            VERIFY_OK(append(*log, message(QStringLiteral("next"))));
        }
        mended = true;
        const auto log = server();
        QVERIFY(waitUntil([&] { return (*log)->lag()[shard].refused == 3; })); // it is still known
        const LogKeys keys(m_options);
        // As docs/OPERATING.md has it.
        const QByteArray putBack
            = "for _, e in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do "
              "redis.call('XADD', KEYS[2], '*', 'r', e[2][2]) redis.call('XDEL', KEYS[1], e[1]) end";
        ask(*log, RedisCommand("EVAL", putBack, 2, keys.refused(int(shard)), keys.stream(int(shard))));
        QVERIFY(waitUntil([&] { return m_archive.messages(m_room).size() == size_t(count + 1); }));
        QCOMPARE(m_archive.messages(m_room)[36].text, QStringLiteral("wrong 37"));
        QVERIFY(waitUntil([&] { return (*log)->lag()[shard].refused == 0; }));
    }

    void batchThatTakesTooLongIsHalved()
    {
        constexpr int count = 300;
        m_archive.setMost(10);
        const auto log = server();
        for (int i = 0; i < count; ++i) {
            (*log)->append(message(QString::number(i)), *m_executor, [](const Result<LogReceipt>&) {});
        }
        drain(**log, *m_executor);
        QVERIFY(isAllStored(*log));
        QCOMPARE(m_archive.messages(m_room).size(), size_t(count));
        // It grows again.
        m_archive.setMost(0);
        const int before = m_archive.stores();
        for (int i = 0; i < 10 * count; ++i) {
            (*log)->append(message(QString::number(i)), *m_executor, [](const Result<LogReceipt>&) {});
        }
        drain(**log, *m_executor);
        QVERIFY(isAllStored(*log));
        QVERIFY2(m_archive.stores() - before < 10 * count / 20,
            qPrintable(QString::number(m_archive.stores() - before)));
    }

    void everyServerHearsEveryChange()
    {
        Heard ear;
        const auto a = server();
        const auto b = server(&ear);
        QVERIFY(waitUntil([&] { return ear.interruptions == 1; }));
        VERIFY_OK(append(*a, message(QStringLiteral("one"))));
        VERIFY_OK(append(*b, message(QStringLiteral("two"))));
        VERIFY_OK(append(*a, editing(m_room, m_ann, 1, QStringLiteral("edited"))));
        QVERIFY(waitUntil([&] { return ear.count() == 3; }));
        QVERIFY(ear.records[0].created && !ear.records[2].created);
        QCOMPARE(ear.records[2].message.text, QStringLiteral("edited"));
        QCOMPARE(ear.heads[1], (Head{2, 2}));
        QCOMPARE(ear.heads[2], (Head{2, 3}));
        QCOMPARE(ear.records[0].bodyHash.size(), 16);
    }

    void fullStreamRefuses()
    {
        m_options.streamBound = 10;
        const auto log = server();
        VERIFY_OK(append(*log, message(QStringLiteral("0"))));
        QVERIFY(isAllStored(*log));
        m_archive.setAway(true);
        for (int i = 0; i < 10; ++i) {
            VERIFY_OK(append(*log, message(QString::number(i))));
        }
        COMPARE_ERROR(append(*log, message(QStringLiteral("11"))), ErrorCode::Unavailable);
        m_archive.setAway(false);
        QVERIFY(waitUntil([&] { return append(*log, message(QStringLiteral("12"))).ok(); }));
    }

    void anotherNumberOfShardsIsRefused()
    {
        const auto log = server();
        LoopThread thread(0);
        thread.start();
        RedisLogOptions others = m_options;
        others.shards = 5;
        {
            RedisLog refused(thread, optionsFor(m_redis), m_archive, others);
            COMPARE_ERROR(await(refused.start()), ErrorCode::Conflict);
            COMPARE_ERROR(
                appended(refused, *m_executor, message(QStringLiteral("x"))), ErrorCode::Unavailable);
        }
        thread.stop();
    }

    void scriptsThatRedisForgot()
    {
        const auto log = server();
        VERIFY_OK(append(*log, message(QStringLiteral("before"))));
        ask(*log, RedisCommand("SCRIPT", "FLUSH"));
        VERIFY_OK(append(*log, message(QStringLiteral("after"))));
        QCOMPARE(await((*log)->page(m_room, {}))->messages.size(), size_t(2));
        QVERIFY(isAllStored(*log));
    }

    void redisIsKilledUnderTraffic()
    {
        m_options.answerMs = 2'000;
        const auto a = server();
        const auto b = server();
        std::map<QUuid, qint64> told; // client_id: seq
        std::mutex mutex;
        std::vector<LogEntry> again;
        int answers = 0;
        int asked = 0;
        const auto send = [&](LogServer& log, const LogEntry& entry) {
            ++asked;
            log->append(entry, *m_executor, [&, entry](Result<LogReceipt> receipt) {
                const std::lock_guard lock(mutex);
                ++answers;
                if (receipt) {
                    told[entry.clientId] = receipt->message.seq;
                } else {
                    again.push_back(entry);
                }
            });
        };
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 600; ++i) {
                send(i % 2 ? *a : *b, message(QString::number(i)));
                if (i % 20 == 0) {
                    QThread::msleep(2);
                }
                if (i == 300) {
                    m_redis.kill9();
                }
            }
            QVERIFY2(m_redis.start(), qPrintable(m_redis.failure()));
        }
        // What is not answered well is said again, to the other server.
        for (bool left = true; left;) {
            drain(**a, *m_executor);
            drain(**b, *m_executor);
            std::vector<LogEntry> now;
            now.swap(again);
            left = !now.empty();
            for (const LogEntry& entry : now) {
                send(*a, entry);
            }
        }
        QCOMPARE(answers, asked); // each once
        QCOMPARE(told.size(), size_t(1'800));
        QVERIFY(isAllStored(*a));
        const auto stored = m_archive.messages(m_room);
        QCOMPARE(stored.size(), size_t(1'800));
        for (const Message& kept : stored) {
            QCOMPARE(told.at(kept.clientId), kept.seq);
        }
    }

    void silentRedisIsUnavailable()
    {
        m_options.answerMs = 300;
        const auto log = server();
        VERIFY_OK(append(*log, message(QStringLiteral("before"))));
        m_redis.freeze();
        const LogEntry lost = message(QStringLiteral("lost?"));
        COMPARE_ERROR(append(*log, lost), ErrorCode::Unavailable);
        COMPARE_ERROR(append(*log, message(QStringLiteral("behind"))), ErrorCode::Unavailable);
        m_redis.thaw();
        std::optional<LogReceipt> receipt;
        QVERIFY(waitUntil([&] {
            if (auto answer = append(*log, lost)) {
                receipt = *answer;
            }
            return receipt.has_value();
        }));
        const auto page = await((*log)->page(m_room, {}));
        QCOMPARE(std::count_if(page->messages.begin(), page->messages.end(),
                     [&](const Message& kept) { return kept.clientId == lost.clientId; }),
            1);
    }
};

QTEST_GUILESS_MAIN(tst_RedisLog)
#include "tst_redislog.moc"
