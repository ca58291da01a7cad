#include "server/storage/database.h"
#include "server/storage/migrator.h"
#include "server/storage/readerpool.h"
#include "server/storage/storelog.h"
#include "server/storage/writequeue.h"
#include "tests/server/storage/suites/logsuite.h"
#include "tests/server/storage/suites/testexecutor.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <atomic>
#include <future>
#include <semaphore>

using namespace madang;
using namespace madang::server;

namespace {

// Holds the writer, so that what is submitted meanwhile becomes one batch.
class Gate {
public:
    explicit Gate(WriteQueue& queue)
        : m_future(queue.run([this](Connection&) -> Result<void> {
            m_entered.release();
            m_open.acquire();
            return {};
        }))
    {
        m_entered.acquire();
    }
    ~Gate() { open(); }
    void open()
    {
        if (!m_future.isFinished()) {
            m_open.release();
            m_future.waitForFinished();
        }
    }

private:
    std::binary_semaphore m_entered{0};
    std::binary_semaphore m_open{0};
    QFuture<Result<void>> m_future;
};

Result<void> put(Connection& connection, int number)
{
    return connection.execute(QStringLiteral("INSERT INTO t VALUES (%1)").arg(number));
}

} // namespace

class TestWriteQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = Database::open(*DatabaseAddress::inFolder(m_folder->path()));
        VERIFY_OK(database);
        m_database = std::move(database).value();
        {
            auto connection = m_database->connect(ConnectionRole::Writer);
            VERIFY_OK(connection);
            VERIFY_OK(Migrator(Migrator::builtIn()).migrate(**connection));
            VERIFY_OK((*connection)->execute(QStringLiteral("CREATE TABLE t (n INTEGER PRIMARY KEY)")));
            VERIFY_OK(
                (*connection)
                    ->execute(QStringLiteral("INSERT INTO users VALUES (1,'ann','Ann','','',0,NULL,1,0)")));
            for (int room = 1; room <= 3; ++room) {
                VERIFY_OK(
                    (*connection)
                        ->execute(QStringLiteral(
                            "INSERT INTO rooms "
                            "(id,kind,title,topic,avatar,access,capacity,member_count,activity_at,created_at,"
                            "creator_id) VALUES (%1,1,'','','',0,9,1,1,1,1)")
                                      .arg(room)));
            }
        }
        start();
    }
    void cleanup()
    {
        m_log.reset();
        m_queue.reset();
        m_readers.reset();
        m_database.reset();
        m_folder.reset();
    }

    void whatWaitsIsOneTransaction()
    {
        Gate gate(*m_queue);
        std::vector<QFuture<Result<qint64>>> futures;
        for (int i = 0; i < 100; ++i) {
            futures.push_back(m_queue->run([i](Connection& connection) -> Result<qint64> {
                if (auto ok = put(connection, i); !ok) {
                    return ok.error();
                }
                // Uncommitted rows are seen by this connection only.
                return connection.value(QStringLiteral("SELECT COUNT(*) FROM t"))->toLongLong();
            }));
        }
        QVERIFY(!futures.back().isFinished());
        auto outside = m_readers->run([](Connection& connection) -> Result<qint64> {
            return connection.value(QStringLiteral("SELECT COUNT(*) FROM t"))->toLongLong();
        });
        QCOMPARE(*outside.result(), 0);
        gate.open();
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(*futures[size_t(i)].result(), i + 1);
        }
        QCOMPARE(count(), 100);
    }

    void failureUndoesItselfOnly()
    {
        Gate gate(*m_queue);
        auto before = m_queue->run([](Connection& c) { return put(c, 1); });
        auto wrong = m_queue->run([](Connection& c) -> Result<void> {
            if (auto ok = put(c, 2); !ok) {
                return ok;
            }
            return Error::conflict(QStringLiteral("changed my mind"));
        });
        auto broken = m_queue->run([](Connection& c) -> Result<void> {
            if (auto ok = put(c, 3); !ok) {
                return ok;
            }
            QTest::ignoreMessage(
                QtCriticalMsg, QRegularExpression(QStringLiteral("incident [0-9a-f]{12}: .*UNIQUE")));
            return put(c, 1);
        });
        auto after = m_queue->run([](Connection& c) { return put(c, 4); });
        gate.open();
        VERIFY_OK(before.result());
        COMPARE_ERROR(wrong.result(), ErrorCode::Conflict);
        COMPARE_ERROR(broken.result(), ErrorCode::Internal);
        QCOMPARE(broken.result().error().incident.size(), 12);
        VERIFY_OK(after.result());
        QCOMPARE(count(), 2);
    }

    // A foreign key that is checked at the commit is the simplest way to make COMMIT itself fail.
    void failedCommitAnswersUnavailableToAll()
    {
        TestExecutor executor;
        VERIFY_OK(appended(*m_log, executor, sending(RoomId(1), UserId(1), QStringLiteral("before"))));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("COMMIT.*FOREIGN KEY")));
        QTest::ignoreMessage(QtCriticalMsg, "a batch of 4 writes was not stored");
        std::vector<int> codes;
        const LogEntry entry = sending(RoomId(1), UserId(1), QStringLiteral("in the batch"));
        {
            Gate gate(*m_queue);
            auto good = m_queue->run([](Connection& c) { return put(c, 1); });
            auto refused = m_queue->run([](Connection&) -> Result<void> { return Error::notFound({}); });
            const auto note
                = [&codes](Result<LogReceipt> r) { codes.push_back(r ? 0 : int(r.error().code)); };
            m_log->append(entry, executor, note);
            m_log->append(sending(RoomId(2), UserId(1), QStringLiteral("in the batch")), executor, note);
            auto poison = m_queue->run([](Connection& c) -> Result<void> {
                if (auto ok = c.execute(QStringLiteral("PRAGMA defer_foreign_keys = ON")); !ok) {
                    return ok;
                }
                return c.execute(QStringLiteral("INSERT INTO user_terms VALUES ('x', 999)"));
            });
            gate.open();
            COMPARE_ERROR(good.result(), ErrorCode::Unavailable);
            COMPARE_ERROR(refused.result(), ErrorCode::Unavailable);
            COMPARE_ERROR(poison.result(), ErrorCode::Unavailable);
        }
        flush(executor);
        QCOMPARE(codes, (std::vector{503, 503}));
        QCOMPARE(count(), 0);
        // The numbers of the lost batch are given again, without a hole.
        const auto again = appended(*m_log, executor, entry);
        VERIFY_OK(again);
        QVERIFY(again->changed);
        QCOMPARE(again->head, (Head{2, 2}));
        QCOMPARE(appended(*m_log, executor, sending(RoomId(2), UserId(1), QStringLiteral("x")))->head,
            (Head{1, 1}));
    }

    // A quota of pages behaves like a full disk: SQLite rolls the transaction back by itself.
    void fullDiskLosesTheBatchAndNothingElse()
    {
        TestExecutor executor;
        VERIFY_OK(appended(*m_log, executor, sending(RoomId(1), UserId(1), QStringLiteral("before"))));
        const auto quota = [this](const QString& pages) {
            return m_queue
                ->run([pages](Connection& c) {
                    return c.execute(QStringLiteral("PRAGMA max_page_count = ") % pages);
                })
                .result();
        };
        VERIFY_OK(quota(QStringLiteral("1"))); // not below what there is: no page more
        QTest::ignoreMessage(QtCriticalMsg,
            QRegularExpression(QStringLiteral("the database refuses .messages.insert.: .*full")));
        QTest::ignoreMessage(
            QtCriticalMsg, QRegularExpression(QStringLiteral("a batch of . writes was not stored")));
        std::vector<int> codes;
        {
            Gate gate(*m_queue);
            auto good = m_queue->run([](Connection& c) { return put(c, 1); });
            const QString big(4'000, u'x');
            for (int i = 0; i < 100; ++i) {
                m_log->append(sending(RoomId(1), UserId(1), big), executor,
                    [&codes](Result<LogReceipt> r) { codes.push_back(r ? 0 : int(r.error().code)); });
            }
            auto later = m_queue->run([](Connection& c) { return put(c, 2); });
            gate.open();
            COMPARE_ERROR(good.result(), ErrorCode::Unavailable);
            COMPARE_ERROR(later.result(), ErrorCode::Unavailable);
        }
        flush(executor);
        QCOMPARE(codes, std::vector<int>(100, 503));
        QCOMPARE(count(), 0);
        VERIFY_OK(quota(QStringLiteral("1000000")));
        QCOMPARE(appended(*m_log, executor, sending(RoomId(1), UserId(1), QStringLiteral("after")))->head,
            (Head{2, 2}));
        VERIFY_OK(m_queue->run([](Connection& c) { return put(c, 1); }).result());
    }

    // An entry that trips over something that no check foresaw, here a number that is there already.
    void brokenEntryLeavesTheOthersAlone()
    {
        TestExecutor executor;
        VERIFY_OK(appended(*m_log, executor, sending(RoomId(1), UserId(1), QStringLiteral("1"))));
        VERIFY_OK(
            m_queue
                ->run([](Connection& c) {
                    return c.execute(QStringLiteral(
                        "INSERT INTO messages (room_id,seq,rev,sent_at,kind,text) VALUES (2,1,1,1,0,'')"));
                })
                .result());
        for (int i = 0; i < 3; ++i) { // once for all together, then once for each that is broken
            QTest::ignoreMessage(
                QtCriticalMsg, QRegularExpression(QStringLiteral("incident .*messages.insert.*UNIQUE")));
        }
        std::vector<int> codes;
        const auto note = [&codes](Result<LogReceipt> r) { codes.push_back(r ? 0 : int(r.error().code)); };
        {
            Gate gate(*m_queue);
            for (int i = 0; i < 2; ++i) {
                m_log->append(sending(RoomId(1), UserId(1), QStringLiteral("good")), executor, note);
                m_log->append(sending(RoomId(2), UserId(1), QStringLiteral("broken")), executor, note);
                m_log->append(sending(RoomId(3), UserId(1), QStringLiteral("good")), executor, note);
            }
            gate.open();
        }
        flush(executor);
        QCOMPARE(codes, (std::vector{0, 500, 0, 0, 500, 0}));
        const auto next = [&](quint64 room) {
            return appended(*m_log, executor, sending(RoomId(room), UserId(1), QStringLiteral("next")))->head;
        };
        QCOMPARE(next(1), (Head{4, 4}));
        QCOMPARE(next(3), (Head{3, 3}));
    }

    void onePostPerExecutorAndBatch()
    {
        TestExecutor one;
        TestExecutor two;
        std::vector<qint64> atOne, atTwo;
        {
            Gate gate(*m_queue);
            for (int i = 0; i < 50; ++i) {
                m_log->append(sending(RoomId(1), UserId(1), QStringLiteral("x")), one,
                    [&](Result<LogReceipt> r) { atOne.push_back(r->message.seq); });
                m_log->append(sending(RoomId(2), UserId(1), QStringLiteral("x")), two,
                    [&](Result<LogReceipt> r) { atTwo.push_back(r->message.seq); });
            }
            gate.open();
        }
        flush(one);
        QCOMPARE(atOne.size(), size_t(50));
        QVERIFY(std::is_sorted(atOne.begin(), atOne.end()));
        QCOMPARE(atTwo, atOne);
        QCOMPARE(one.posts(), 2); // the batch, the flush
        QCOMPARE(two.posts(), 1);
    }

    void pastTheBoundItIsUnavailableAtOnce()
    {
        m_log = std::make_unique<StoreLog>(*m_queue, *m_readers, 10);
        TestExecutor executor;
        std::atomic<int> refused{0};
        std::atomic<int> stored{0};
        Gate gate(*m_queue);
        for (int i = 0; i < 25; ++i) {
            m_log->append(
                sending(RoomId(1), UserId(1), QStringLiteral("x")), executor, [&](Result<LogReceipt> r) {
                    if (r) {
                        ++stored;
                    } else if (r.error().code == ErrorCode::Unavailable && r.error().retryAfterMs) {
                        ++refused;
                    }
                });
        }
        QTRY_COMPARE_WITH_TIMEOUT(refused.load(), 15, 60'000); // while the writer is still held
        QCOMPARE(stored.load(), 0);
        gate.open();
        flush(executor);
        QCOMPARE(stored.load(), 10);
        VERIFY_OK(
            appended(*m_log, executor, sending(RoomId(1), UserId(1), QStringLiteral("there is room again"))));
    }

    void queueIsBoundedToo()
    {
        m_log.reset();
        m_queue.reset();
        auto queue = WriteQueue::start(*m_database, {3, {}, {}});
        VERIFY_OK(queue);
        m_queue = std::move(queue).value();
        Gate gate(*m_queue);
        std::vector<QFuture<Result<void>>> futures;
        for (int i = 0; i < 5; ++i) {
            futures.push_back(m_queue->run([i](Connection& c) { return put(c, i); }));
        }
        COMPARE_ERROR(futures[3].result(), ErrorCode::Unavailable);
        COMPARE_ERROR(futures[4].result(), ErrorCode::Unavailable);
        QVERIFY(!futures[2].isFinished());
        gate.open();
        VERIFY_OK(futures[2].result());
        QCOMPARE(count(), 3);
    }

    void closingDrains()
    {
        TestExecutor executor;
        std::atomic<int> stored{0};
        auto gate = std::make_unique<Gate>(*m_queue);
        auto waiting = m_queue->run([](Connection& c) { return put(c, 1); });
        for (int i = 0; i < 100; ++i) {
            m_log->append(sending(RoomId(1), UserId(1), QStringLiteral("x")), executor,
                [&](Result<LogReceipt> r) { stored += r ? 1 : 0; });
        }
        std::thread closing([this] { m_queue->close(); });
        gate->open();
        closing.join();
        VERIFY_OK(waiting.result());
        COMPARE_ERROR(m_queue->run([](Connection& c) { return put(c, 2); }).result(), ErrorCode::Unavailable);
        COMPARE_ERROR(appended(*m_log, executor, sending(RoomId(1), UserId(1), QStringLiteral("late"))),
            ErrorCode::Unavailable);
        QCOMPARE(stored.load(), 100); // answered before the late one on the same executor
        m_readers->close();
        COMPARE_ERROR(
            m_readers->run([](Connection&) -> Result<void> { return {}; }).result(), ErrorCode::Unavailable);
    }

    void readerSeesOneState()
    {
        // Two statements of one read, a commit between them.
        auto read = m_readers->run([this](Connection& c) -> Result<bool> {
            const qint64 first = c.value(QStringLiteral("SELECT COUNT(*) FROM t"))->toLongLong();
            auto written = m_queue->run([](Connection& w) { return put(w, 1); });
            if (!written.result()) {
                return false;
            }
            return first == c.value(QStringLiteral("SELECT COUNT(*) FROM t"))->toLongLong();
        });
        QCOMPARE(read.result().value(), true);
        QCOMPARE(count(), 1);
    }

    void readerCannotWrite()
    {
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("readonly")));
        COMPARE_ERROR(
            m_readers->run([](Connection& c) { return put(c, 1); }).result(), ErrorCode::Unavailable);
        QCOMPARE(count(), 0);
    }

private:
    void start()
    {
        auto queue = WriteQueue::start(*m_database);
        VERIFY_OK(queue);
        m_queue = std::move(queue).value();
        auto readers = ReaderPool::start(*m_database, 2);
        VERIFY_OK(readers);
        m_readers = std::move(readers).value();
        m_log = std::make_unique<StoreLog>(*m_queue, *m_readers);
    }
    qint64 count()
    {
        return *m_readers
                    ->run([](Connection& connection) -> Result<qint64> {
                        return connection.value(QStringLiteral("SELECT COUNT(*) FROM t"))->toLongLong();
                    })
                    .result();
    }
    void flush(Executor& executor)
    {
        std::promise<void> done;
        m_log->flush(executor, [&done] { done.set_value(); });
        done.get_future().wait();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<WriteQueue> m_queue;
    std::unique_ptr<ReaderPool> m_readers;
    std::unique_ptr<StoreLog> m_log;
};

QTEST_GUILESS_MAIN(TestWriteQueue)
#include "tst_writequeue.moc"
