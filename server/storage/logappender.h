#pragma once

#include "server/storage/logtable.h"

#include <QtCore/QHash>

namespace madang::server {

// Decides about log entries in a transaction: seq and rev, duplicates, who may. One per transaction; what it
// learns of heads counts only once that is committed.
class LogAppender {
public:
    using Heads = QHash<RoomId, Head>;

    // `committed`: heads that are known; may miss any.
    LogAppender(LogTable& table, const Heads& committed)
        : m_table(table)
        , m_committed(committed)
    {
    }
    // What apply() is going to be given, as far as finish().
    [[nodiscard]] Result<void> expect(std::span<const LogEntry* const> entries);
    // internal and unavailable: the database failed, and what this entry did must be undone. Other errors are
    // answers, and nothing was written.
    [[nodiscard]] Result<LogReceipt> apply(const LogEntry& entry);
    // Writes what is not written yet, and the heads of the rooms that changed.
    [[nodiscard]] Result<void> finish();
    // Forgets what changed since the last finish(), after an undo.
    void forget();
    [[nodiscard]] const Heads& heads() const noexcept { return m_written; }

private:
    struct Changed {
        Head head;
        qint64 activityAt = 0;
    };

    Result<LogReceipt> send(const LogEntry& entry, Head head);
    Result<LogReceipt> again(const LogEntry& entry, Head head, const QByteArray& hash);
    Result<LogReceipt> resend(const LogEntry& entry, Head head, const QByteArray& hash);
    Result<LogReceipt> change(const LogEntry& entry, Head head);
    Result<void> write(LogEntry::Kind kind, const Message& before, const Message& after);
    [[nodiscard]] const Head* knownHead(RoomId room) const;
    [[nodiscard]] Result<std::optional<Head>> head(RoomId room);

    LogTable& m_table;
    const Heads& m_committed;
    Heads m_written; // since the transaction's beginning
    QHash<RoomId, Changed> m_changed; // not written yet
};

} // namespace madang::server
