#include "server/storage/storelog.h"

#include "server/storage/databasetask.h"
#include "server/storage/logappender.h"
#include "server/storage/messagepages.h"
#include "server/storage/readerpool.h"
#include "server/storage/writequeue.h"

#include <algorithm>
#include <iterator>

namespace madang::server {

// The log's part of one transaction.
class LogBatch final : public DatabaseTask {
public:
    explicit LogBatch(StoreLog& log)
        : m_log(log)
    {
    }
    Result<void> perform(Connection& connection) override;
    void settle(const Error* failure) override;

private:
    Result<void> together(LogAppender& appender);
    Result<void> oneByOne(Connection& connection, LogAppender& appender);
    static Result<LogReceipt> alone(LogAppender& appender, const LogEntry& entry);

    StoreLog& m_log;
    std::vector<StoreLog::Pending> m_entries;
    std::vector<Result<LogReceipt>> m_receipts;
    LogAppender::Heads m_heads;
    bool m_performed = false;
};

namespace {

// Whether the database is to blame, so that nothing which the entry did may stay.
bool failed(const Result<LogReceipt>& receipt)
{
    return !receipt
        && (receipt.error().code == ErrorCode::Internal || receipt.error().code == ErrorCode::Unavailable);
}

} // namespace

Result<void> LogBatch::perform(Connection& connection)
{
    m_performed = true;
    // What came meanwhile may come along; what was taken the first time goes before it.
    auto taken = m_log.take();
    m_entries.insert(
        m_entries.end(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    m_receipts.clear();
    m_receipts.reserve(m_entries.size());
    m_log.checkHeads(connection.number());
    const auto table = LogTable::of(connection);
    LogAppender appender(*table, m_log.m_heads);
    Savepoint savepoint(connection);
    if (!savepoint.begun()) {
        savepoint.abandon();
        return savepoint.begun();
    }
    auto ok = together(appender);
    if (ok) {
        ok = savepoint.release();
    } else if (ok.error().code == ErrorCode::Internal) {
        // One entry that no check foresaw must not take the others with it.
        if (auto undone = savepoint.undo(); !undone) {
            return undone;
        }
        ok = oneByOne(connection, appender);
    } else {
        savepoint.abandon();
    }
    m_heads = appender.heads();
    return ok;
}

Result<void> LogBatch::together(LogAppender& appender)
{
    std::vector<const LogEntry*> entries;
    entries.reserve(m_entries.size());
    for (const auto& pending : m_entries) {
        entries.push_back(&pending.entry);
    }
    if (auto ok = appender.expect(entries); !ok) {
        return ok;
    }
    for (const auto& pending : m_entries) {
        m_receipts.push_back(appender.apply(pending.entry));
        if (failed(m_receipts.back())) {
            return m_receipts.back().error();
        }
    }
    return appender.finish();
}

Result<LogReceipt> LogBatch::alone(LogAppender& appender, const LogEntry& entry)
{
    const LogEntry* const one = &entry;
    if (auto ok = appender.expect({&one, 1}); !ok) {
        return std::move(ok).error();
    }
    auto receipt = appender.apply(entry);
    if (!failed(receipt)) {
        if (auto written = appender.finish(); !written) {
            return std::move(written).error();
        }
    }
    return receipt;
}

Result<void> LogBatch::oneByOne(Connection& connection, LogAppender& appender)
{
    m_receipts.clear();
    for (const auto& pending : m_entries) {
        appender.forget();
        Savepoint savepoint(connection);
        if (!savepoint.begun()) {
            savepoint.abandon();
            return savepoint.begun();
        }
        auto receipt = alone(appender, pending.entry);
        if (connection.hasTrouble()) {
            savepoint.abandon();
            return receipt.error();
        }
        if (auto ok = failed(receipt) ? savepoint.undo() : savepoint.release(); !ok) {
            return ok;
        }
        m_receipts.push_back(std::move(receipt));
    }
    return {};
}

void LogBatch::settle(const Error* failure)
{
    if (!m_performed) {
        m_entries = m_log.take();
    }
    if (m_entries.empty()) {
        return; // an earlier batch that was performed again has taken them
    }
    if (failure || m_receipts.size() != m_entries.size()) {
        // The heads too may be wrong now: a commit that failed may still have happened.
        m_log.m_headsDoubtful = true;
        m_receipts.assign(m_entries.size(),
            failure ? *failure : Error::unavailable(QStringLiteral("Not stored; try again.")));
    } else {
        m_log.remember(m_heads);
    }

    struct Answer {
        StoreLog::Pending pending;
        Result<LogReceipt> receipt;
    };
    // One post per executor, in the order of the entries. There are few executors.
    std::vector<std::pair<Executor*, std::vector<Answer>>> groups;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        Executor* const executor = m_entries[i].replyOn;
        auto group = std::find_if(
            groups.begin(), groups.end(), [executor](const auto& g) { return g.first == executor; });
        if (group == groups.end()) {
            groups.emplace_back(executor, std::vector<Answer>());
            group = std::prev(groups.end());
        }
        group->second.push_back({std::move(m_entries[i]), std::move(m_receipts[i])});
    }
    m_log.settled(m_entries.size());
    for (auto& [executor, answers] : groups) {
        executor->post([answers = std::move(answers)]() mutable {
            for (Answer& answer : answers) {
                answer.pending.done(std::move(answer.receipt));
                answer.pending.flush.reset();
            }
        });
    }
}

StoreLog::StoreLog(WriteQueue& writer, ReaderPool& readers, size_t bound)
    : m_writer(writer)
    , m_readers(readers)
    , m_bound(bound)
    , m_flush(std::make_shared<FlushGate>())
{
}

StoreLog::~StoreLog() = default;

void StoreLog::append(LogEntry entry, Executor& replyOn, Done done)
{
    entry.text = storableText(std::move(entry.text)); // what is stored is what is answered
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_unanswered < m_bound) {
            ++m_unanswered;
            first = m_waiting.empty();
            m_waiting.push_back({std::move(entry), &replyOn, std::move(done), m_flush});
        }
    }
    if (done) { // NOLINT(bugprone-use-after-move): empty once moved
        replyOn.post([done = std::move(done)]() mutable {
            done(Error::unavailable(
                QStringLiteral("The server has too much to store; try again in a moment.")));
        });
    } else if (first) {
        m_writer.submit(std::make_unique<LogBatch>(*this));
    }
}

void StoreLog::flush(Executor& replyOn, Executor::Job done)
{
    // Let go of outside the lock: the end of a flush posts.
    std::shared_ptr<FlushGate> before;
    {
        const std::lock_guard lock(m_mutex);
        m_flush->waiting.emplace_back(&replyOn, std::move(done));
        m_flush->next = std::make_shared<FlushGate>();
        before = m_flush;
        m_flush = before->next;
    }
}

std::vector<StoreLog::Pending> StoreLog::take()
{
    std::vector<Pending> entries;
    const std::lock_guard lock(m_mutex);
    entries.swap(m_waiting);
    return entries;
}

void StoreLog::settled(size_t entries)
{
    const std::lock_guard lock(m_mutex);
    m_unanswered -= entries;
}

void StoreLog::checkHeads(quint64 connection)
{
    // Between two connections another server may have been the writer.
    if (m_headsDoubtful.exchange(false) || m_connection != connection) {
        m_heads.clear();
        m_connection = connection;
    }
}

void StoreLog::remember(const Heads& heads)
{
    constexpr qsizetype headsAtMost = 200'000;
    if (m_heads.size() > headsAtMost) {
        m_heads.clear(); // cheap to fill again
    }
    m_heads.insert(heads);
}

QCoro::Task<Result<std::optional<Head>>> StoreLog::head(RoomId room)
{
    return awaited(m_readers.run([room](Connection& connection) { return readHead(connection, room); }));
}

QCoro::Task<Result<MessagePage>> StoreLog::page(RoomId room, PageQuery query)
{
    return awaited(
        m_readers.run([room, query](Connection& connection) { return readPage(connection, room, query); }));
}

QCoro::Task<Result<ChangesPage>> StoreLog::changes(RoomId room, qint64 since, int limit)
{
    return awaited(m_readers.run([room, since, limit](Connection& connection) {
        return readChanges(connection, room, since, limit);
    }));
}

} // namespace madang::server
