#include "tests/server/storage/suites/logtrafficsuite.h"

#include "tests/server/storage/suites/logsuite.h"

#include <atomic>
#include <future>

namespace madang::server {

namespace {

void drain(MessageLog& log, Executor& executor)
{
    std::promise<void> done;
    log.flush(executor, [&done] { done.set_value(); });
    done.get_future().wait();
}

} // namespace

void LogTrafficSuite::manyRoomsOnManyExecutors()
{
    constexpr int executors = 4;
    constexpr int roomsEach = 10;
    constexpr int rounds = 100;
    auto store = m_factory();
    const User ann = addUser(*store, QStringLiteral("ann"));
    struct Traffic {
        RoomId id;
        std::vector<qint64> answers;
        int failures = 0;
    };
    std::vector<std::vector<Traffic>> rooms(executors);
    for (auto& group : rooms) {
        for (int i = 0; i < roomsEach; ++i) {
            group.push_back({addGroup(*store, {ann.id}), {}, 0});
        }
    }
    std::atomic<int> elsewhere{0};
    {
        std::vector<std::unique_ptr<TestExecutor>> threads;
        for (int t = 0; t < executors; ++t) {
            threads.push_back(std::make_unique<TestExecutor>());
            TestExecutor& executor = *threads.back();
            executor.post([&, &group = rooms[size_t(t)]] {
                for (int round = 0; round < rounds; ++round) {
                    for (Traffic& room : group) {
                        store->log().append(sending(room.id, ann.id, QString::number(round)), executor,
                            [&room, &executor, &elsewhere](Result<LogReceipt> receipt) {
                                elsewhere += executor.isCurrent() ? 0 : 1;
                                room.failures += receipt ? 0 : 1;
                                room.answers.push_back(receipt ? receipt->message.seq : 0);
                            });
                    }
                }
            });
        }
        for (auto& thread : threads) {
            std::promise<void> appended;
            thread->post([&appended] { appended.set_value(); });
            appended.get_future().wait();
        }
        TestExecutor own;
        drain(store->log(), own);
    }
    QCOMPARE(elsewhere.load(), 0);
    for (const auto& group : rooms) {
        for (const Traffic& room : group) {
            QCOMPARE(room.failures, 0);
            QCOMPARE(room.answers.size(), size_t(rounds));
            const auto page = await(store->log().page(room.id, {PageQuery::From::After, 0, rounds + 1}));
            QCOMPARE(page->messages.size(), size_t(rounds));
            QCOMPARE(page->head, (Head{rounds, rounds}));
            for (int i = 0; i < rounds; ++i) {
                QCOMPARE(room.answers[size_t(i)], i + 1);
                QCOMPARE(page->messages[size_t(i)].seq, i + 1);
                QCOMPARE(page->messages[size_t(i)].text, QString::number(i));
            }
        }
    }
}

void LogTrafficSuite::duplicatesInOneBatchAndAcrossBatches()
{
    constexpr int messages = 50;
    constexpr int times = 20;
    auto store = m_factory();
    const User ann = addUser(*store, QStringLiteral("ann"));
    const RoomId room = addGroup(*store, {ann.id});
    TestExecutor executor;
    std::vector<LogEntry> entries;
    for (int i = 0; i < messages; ++i) {
        entries.push_back(sending(room, ann.id, QString::number(i)));
    }
    std::vector<std::vector<LogReceipt>> receipts(messages);
    std::vector<int> conflicts(messages, 0);
    for (int time = 0; time < times; ++time) {
        for (int i = 0; i < messages; ++i) {
            store->log().append(
                entries[size_t(i)], executor, [&list = receipts[size_t(i)]](Result<LogReceipt> receipt) {
                    list.push_back(std::move(receipt).value());
                });
            LogEntry other = entries[size_t(i)];
            other.text += u'!';
            store->log().append(other, executor, [&count = conflicts[size_t(i)]](Result<LogReceipt> receipt) {
                count += !receipt && receipt.error().code == ErrorCode::Conflict ? 1 : 0;
            });
        }
    }
    drain(store->log(), executor);
    for (int i = 0; i < messages; ++i) {
        const auto& list = receipts[size_t(i)];
        QCOMPARE(list.size(), size_t(times));
        QCOMPARE(conflicts[size_t(i)], times);
        for (size_t time = 0; time < list.size(); ++time) {
            QCOMPARE(list[time].changed, time == 0);
            QCOMPARE(list[time].message.seq, i + 1);
        }
    }
    QCOMPARE(await(store->log().page(room, {}))->head, (Head{messages, messages}));
}

void LogTrafficSuite::refusedEntriesHarmNobody()
{
    auto store = m_factory();
    const User ann = addUser(*store, QStringLiteral("ann"));
    const RoomId room = addGroup(*store, {ann.id});
    TestExecutor executor;
    constexpr int rounds = 100;
    // In the order of the entries; answers of different rooms may come in another.
    std::vector<int> codes(4 * rounds, -1);
    size_t next = 0;
    const auto note = [&codes](size_t at) {
        return
            [&codes, at](Result<LogReceipt> receipt) { codes[at] = receipt ? 0 : int(receipt.error().code); };
    };
    for (int i = 0; i < rounds; ++i) {
        store->log().append(sending(room, ann.id, QStringLiteral("good")), executor, note(next++));
        LogEntry reply = sending(room, ann.id, QStringLiteral("bad reply"));
        reply.replyTo = 1'000'000;
        store->log().append(reply, executor, note(next++));
        store->log().append(
            sending(RoomId::create(), ann.id, QStringLiteral("nowhere")), executor, note(next++));
        store->log().append(
            editing(room, ann.id, 1'000'000, QStringLiteral("no such message")), executor, note(next++));
    }
    drain(store->log(), executor);
    for (size_t i = 0; i < codes.size(); i += 4) {
        QCOMPARE(codes[i], 0);
        QCOMPARE(codes[i + 1], int(ErrorCode::Invalid));
        QCOMPARE(codes[i + 2], int(ErrorCode::NotFound));
        QCOMPARE(codes[i + 3], int(ErrorCode::NotFound));
    }
    QCOMPARE(await(store->log().page(room, {}))->head, (Head{rounds, rounds}));
}

void LogTrafficSuite::editsAndDeletionsAmongMessages()
{
    auto store = m_factory();
    const User ann = addUser(*store, QStringLiteral("ann"));
    const RoomId room = addGroup(*store, {ann.id});
    TestExecutor executor;
    std::vector<Result<LogReceipt>> receipts;
    const auto note = [&receipts](Result<LogReceipt> receipt) { receipts.push_back(std::move(receipt)); };
    constexpr int rounds = 50;
    for (int i = 0; i < rounds; ++i) {
        // All of these may be in one batch: an entry sees what came before it there.
        const qint64 seq = 2 * i + 1;
        store->log().append(sending(room, ann.id, QStringLiteral("to be edited")), executor, note);
        store->log().append(editing(room, ann.id, seq, QStringLiteral("edited")), executor, note);
        LogEntry reply = sending(room, ann.id, QStringLiteral("to be deleted"));
        reply.replyTo = seq;
        store->log().append(reply, executor, note);
        store->log().append(deleting(room, ann.id, seq + 1), executor, note);
    }
    drain(store->log(), executor);
    for (size_t i = 0; i < receipts.size(); ++i) {
        VERIFY_OK(receipts[i]);
        QCOMPARE(receipts[i]->head.rev, qint64(i) + 1);
        QCOMPARE(receipts[i]->message.rev, qint64(i) + 1);
    }
    const auto changes = await(store->log().changes(room, 0, 1'000));
    QCOMPARE(changes->messages.size(), size_t(2 * rounds));
    for (const Message& message : changes->messages) {
        QCOMPARE(message.text, message.seq % 2 == 1 ? QStringLiteral("edited") : QString());
        QCOMPARE(message.deletedAt != 0, message.seq % 2 == 0);
    }
    QCOMPARE(changes->head, (Head{2 * rounds, 4 * rounds}));
}

void LogTrafficSuite::flushComesAfterEverything()
{
    auto store = m_factory();
    const User ann = addUser(*store, QStringLiteral("ann"));
    const RoomId room = addGroup(*store, {ann.id});
    TestExecutor slow;
    TestExecutor quick;
    std::atomic<int> answered{0};
    std::promise<int> atFirst;
    std::promise<int> atSecond;
    for (int i = 0; i < 20; ++i) {
        store->log().append(sending(room, ann.id, QString::number(i)), slow, [&answered](Result<LogReceipt>) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            ++answered;
        });
    }
    // On an executor that has nothing else to do.
    store->log().flush(quick, [&] { atFirst.set_value(answered); });
    store->log().flush(quick, [&] { atSecond.set_value(answered); });
    QCOMPARE(atFirst.get_future().get(), 20);
    QCOMPARE(atSecond.get_future().get(), 20);
    drain(store->log(), quick); // nothing waits: at once
}

void LogTrafficSuite::readersSeeOnlyWholeHeads()
{
    auto store = m_factory();
    const User ann = addUser(*store, QStringLiteral("ann"));
    const RoomId room = addGroup(*store, {ann.id});
    TestExecutor executor;
    std::atomic<int> left{2'000};
    std::function<void()> sendNext = [&] {
        store->log().append(sending(room, ann.id, QStringLiteral("x")), executor, [&](Result<LogReceipt>) {
            if (--left > 0) {
                sendNext();
            }
        });
    };
    for (int i = 0; i < 16; ++i) {
        sendNext();
    }
    qint64 last = 0;
    while (left > 0) {
        const auto page = await(store->log().page(room, {PageQuery::From::Newest, 0, 3}));
        VERIFY_OK(page);
        QVERIFY(page->head.seq >= last);
        last = page->head.seq;
        if (last > 0) {
            QCOMPARE(page->messages.back().seq, last);
        }
    }
    drain(store->log(), executor);
}

} // namespace madang::server
