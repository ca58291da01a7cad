#include "tests/server/cluster/logworld.h"
#include "tests/server/cluster/memoryarchive.h"
#include "tests/server/storage/suites/logsuite.h"

#include <QtCore/QDateTime>
#include <atomic>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

class Ear final : public RedisLogListener {
public:
    void changed(const LogRecord&, Head) override { }
    void interrupted() override
    {
        ++interruptions;
        lossesThen = losses.load();
    }
    void dataLost() override { ++losses; }

    std::atomic<int> interruptions = 0;
    std::atomic<int> losses = 0;
    std::atomic<int> lossesThen = 0; // when it was interrupted last
};

} // namespace

// A Redis that comes back without what it had, or set otherwise than it was.
class tst_RedisLogLost : public QObject {
    Q_OBJECT

    RedisServer m_redis;
    MemoryArchive m_archive;
    RedisLogOptions m_options;
    std::unique_ptr<TestExecutor> m_executor;
    std::unique_ptr<LogServer> m_log;
    Ear m_ear;
    RoomId m_room;

    Result<LogReceipt> append(const QString& text)
    {
        return appended(
            **m_log, *m_executor, sending(m_room, UserId(11), text, QDateTime::currentMSecsSinceEpoch()));
    }
    void restart(const QStringList& arguments = {})
    {
        const int before = m_ear.interruptions;
        m_redis.setArguments(arguments);
        QVERIFY2(m_redis.start(), qPrintable(m_redis.failure()));
        QVERIFY(waitUntil([&] { return m_ear.interruptions > before; }));
    }

private Q_SLOTS:
    void init()
    {
        m_redis.setArguments({});
        QVERIFY2(m_redis.start(), qPrintable(m_redis.failure()));
        m_options = {};
        m_options.prefix = QUuid::createUuid().toByteArray(QUuid::Id128);
        m_options.flush.leaseMs = 500;
        m_options.answerMs = 1'000;
        m_executor = std::make_unique<TestExecutor>();
        m_room = RoomId::create();
        m_archive.add(m_room);
        m_ear.losses = m_ear.interruptions = 0;
        m_log = std::make_unique<LogServer>(optionsFor(m_redis), m_archive, m_options, &m_ear);
        QVERIFY(waitUntil([&] { return m_ear.interruptions == 1; }));
    }
    void cleanup()
    {
        m_log.reset();
        m_executor.reset();
        m_redis.kill9();
        m_redis.wipe();
    }

    void itsDataAreThere()
    {
        VERIFY_OK(append(QStringLiteral("1")));
        for (int kill = 0; kill < 3; ++kill) {
            m_redis.kill9();
            restart();
        }
        QVERIFY(waitUntil([&] { return append(QStringLiteral("2")).ok(); }));
        QCOMPARE(m_ear.losses.load(), 0);
    }

    void itsDataAreGone()
    {
        VERIFY_OK(append(QStringLiteral("1")));
        for (int loss = 1; loss <= 2; ++loss) {
            m_redis.kill9();
            m_redis.wipe();
            restart();
            QCOMPARE(m_ear.losses.load(), loss);
            QCOMPARE(m_ear.lossesThen.load(), loss); // known before anything is heard again
            QVERIFY(waitUntil([&] { return append(QString::number(loss)).ok(); }));
        }
    }

    void itIsSetSoThatItLoses()
    {
        VERIFY_OK(append(QStringLiteral("1")));
        QVERIFY(waitUntil([&] { return m_archive.headOf(m_room).seq == 1; }));
        m_redis.kill9();
        restart({QStringLiteral("--appendonly"), QStringLiteral("no")});
        for (int i = 0; i < 3; ++i) {
            COMPARE_ERROR(append(QStringLiteral("2")), ErrorCode::Unavailable);
        }
        QVERIFY(waitUntil([&] { return await((*m_log)->page(m_room, {})).ok(); }));
        QCOMPARE(m_archive.headOf(m_room).seq, 1);
        m_redis.terminate();
        restart();
        QVERIFY(waitUntil([&] { return append(QStringLiteral("2")).ok(); }));
    }

    void whoAsksNeedNotWaitForRedis()
    {
        VERIFY_OK(append(QStringLiteral("1")));
        m_redis.kill9();
        // As soon as it is known to be away each answer comes at once: forty take nowhere near forty
        // deadlines.
        QVERIFY(waitUntil([&] { return !await((*m_log)->head(m_room)); }));
        QElapsedTimer passed;
        passed.start();
        for (int i = 0; i < 20; ++i) {
            COMPARE_ERROR(await((*m_log)->page(m_room, {})), ErrorCode::Unavailable);
            COMPARE_ERROR(await((*m_log)->tail({m_room})), ErrorCode::Unavailable);
        }
        QVERIFY(passed.elapsed() < 10 * optionsFor(m_redis).commandMs);
        restart();
        QVERIFY(waitUntil([&] { return await((*m_log)->page(m_room, {})).ok(); }));
    }
};

QTEST_GUILESS_MAIN(tst_RedisLogLost)
#include "tst_redisloglost.moc"
