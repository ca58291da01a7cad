#pragma once

#include "server/domain/flushgate.h"
#include "server/domain/messagelog.h"

#include <QtCore/QHash>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace madang::server {

class Connection;
class ReaderPool;
class WriteQueue;

// The message log of one server process: the database's writer thread decides the order
// (docs/ARCHITECTURE.md, message log). Everything that waits when the writer comes is one part of one
// transaction. An append may be performed before a task that was submitted to the queue earlier, never after
// a later one.
class StoreLog final : public MessageLog {
public:
    static constexpr size_t defaultBound = 50'000;

    // `bound`: entries that may be unanswered; past it an append is answered `unavailable` at once.
    StoreLog(WriteQueue& writer, ReaderPool& readers, size_t bound = defaultBound);
    ~StoreLog() override;

    void append(LogEntry entry, Executor& replyOn, Done done) override;
    void flush(Executor& replyOn, Executor::Job done) override;
    QCoro::Task<Result<std::optional<Head>>> head(RoomId room) override;
    QCoro::Task<Result<MessagePage>> page(RoomId room, PageQuery query) override;
    QCoro::Task<Result<ChangesPage>> changes(RoomId room, qint64 since, int limit) override;

private:
    friend class LogBatch;

    struct Pending {
        LogEntry entry;
        Executor* replyOn = nullptr;
        Done done;
        std::shared_ptr<FlushGate> flush; // held until `done` has run
    };
    using Heads = QHash<RoomId, Head>;

    [[nodiscard]] std::vector<Pending> take();
    void settled(size_t entries);
    // Forgets heads that may be wrong on this connection.
    void checkHeads(quint64 connection);
    void remember(const Heads& heads);

    WriteQueue& m_writer;
    ReaderPool& m_readers;
    const size_t m_bound;

    std::mutex m_mutex;
    std::vector<Pending> m_waiting;
    size_t m_unanswered = 0;
    std::shared_ptr<FlushGate> m_flush;

    Heads m_heads; // what is committed, as seen on m_connection; the writer's alone
    quint64 m_connection = 0;
    std::atomic<bool> m_headsDoubtful{false};
};

} // namespace madang::server
