#pragma once

#include "server/domain/messagelog.h"

#include <QtCore/QHash>
#include <memory>
#include <span>
#include <vector>

namespace madang::server {

class Connection;

// What the log asks of the database and writes to it, within one transaction; what is to be written is
// decided by LogAppender. This one does each thing with a statement of its own, as is best where the database
// is in the same process; of() gives the one for a connection.
class LogTable {
public:
    struct Stored {
        Message message;
        QByteArray bodyHash;
    };
    struct RoomChange {
        RoomId room;
        Head head;
        qint64 activityAt = 0; // 0: nothing was sent
    };

    [[nodiscard]] static std::unique_ptr<LogTable> of(Connection& connection);

    explicit LogTable(Connection& connection)
        : m_connection(connection)
    {
    }
    virtual ~LogTable() = default;
    LogTable(const LogTable&) = delete;
    LogTable& operator=(const LogTable&) = delete;

    // What is going to be asked about: entries, and rooms among theirs whose heads nobody knows.
    virtual Result<void> expect(std::span<const LogEntry* const> entries, const std::vector<RoomId>& rooms);
    // Forgets what was expected and not written yet.
    virtual void forget() { }

    // Nothing where there is no such room.
    virtual Result<std::optional<Head>> head(RoomId room);
    // Whether it is new: false where the sender has used its client id before.
    virtual Result<bool> insert(const Message& message, const QByteArray& bodyHash);
    virtual Result<std::optional<Stored>> findByClientId(UserId sender, const QUuid& clientId);
    virtual Result<std::optional<Message>> find(RoomId room, qint64 seq);
    // Keeps the text that is replaced.
    virtual Result<void> edit(const Message& before, const Message& after);
    // Leaves the text alone.
    virtual Result<void> mark(const Message& after);
    // Keeps no text at all.
    virtual Result<void> wipe(const Message& after);
    // Everything that is not written yet, and the heads.
    virtual Result<void> finish(const std::vector<RoomChange>& changes);

protected:
    [[nodiscard]] Connection& connection() const noexcept { return m_connection; }

private:
    Connection& m_connection;
    bool m_anyExpired = true; // unless expect() knows better
};

} // namespace madang::server
