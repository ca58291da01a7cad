#pragma once

#include "server/domain/messagelog.h"

#include <QtCore/QHash>

namespace madang::server {

class Connection;

// Carries out log entries in a transaction: decides seq and rev, finds duplicates, writes. One per
// transaction; what it learns of heads counts only once that is committed.
class LogAppender {
public:
    using Heads = QHash<RoomId, Head>;

    // `committed`: heads that are known; may miss any.
    LogAppender(Connection& connection, const Heads& committed)
        : m_connection(connection)
        , m_committed(committed)
    {
    }
    // internal and unavailable: the database failed, and what this entry did must be undone. Other errors are
    // answers, and nothing was written.
    [[nodiscard]] Result<LogReceipt> apply(const LogEntry& entry);
    // Writes the heads of the rooms that changed.
    [[nodiscard]] Result<void> writeHeads();
    // Forgets what changed since the last writeHeads(), after an undo.
    void forget() { m_changed.clear(); }
    [[nodiscard]] const Heads& heads() const noexcept { return m_written; }

private:
    struct Changed {
        Head head;
        qint64 activityAt = 0;
        bool active = false;
    };

    Result<LogReceipt> send(const LogEntry& entry, Head head);
    Result<LogReceipt> resend(const LogEntry& entry, Head head, const QByteArray& hash);
    Result<LogReceipt> change(const LogEntry& entry, Head head);
    Result<void> edit(const LogEntry& entry, Message& message, qint64 rev);
    Result<void> wipe(const LogEntry& entry, Message& message, qint64 rev);
    [[nodiscard]] Result<std::optional<Head>> head(RoomId room);

    Connection& m_connection;
    const Heads& m_committed;
    Heads m_written; // since the transaction's beginning
    QHash<RoomId, Changed> m_changed; // not written yet
};

} // namespace madang::server
