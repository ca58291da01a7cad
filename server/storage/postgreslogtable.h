#pragma once

#include "server/storage/logtable.h"
#include "server/storage/sqlarray.h"

namespace madang::server {

// A batch in few statements, since each is a journey to another process: heads and client ids that are to be
// asked about are looked up together, messages are inserted together, and the heads of all rooms are written
// together.
class PostgresLogTable final : public LogTable {
public:
    using LogTable::LogTable;

    Result<void> expect(std::span<const LogEntry* const> entries, const std::vector<RoomId>& rooms) override;
    void forget() override;
    Result<std::optional<Head>> head(RoomId room) override;
    Result<bool> insert(const Message& message, const QByteArray& bodyHash) override;
    Result<std::optional<Stored>> findByClientId(UserId sender, const QUuid& clientId) override;
    Result<std::optional<Message>> find(RoomId room, qint64 seq) override;
    Result<void> edit(const Message& before, const Message& after) override;
    Result<void> mark(const Message& after) override;
    Result<void> wipe(const Message& after) override;
    Result<void> finish(const std::vector<RoomChange>& changes) override;

private:
    using ClientKey = std::pair<UserId, QUuid>;

    Result<void> lookUpHeads(const std::vector<RoomId>& rooms);
    Result<void> lookUpClientIds(std::span<const LogEntry* const> entries);
    // Writes what insert() was given.
    Result<void> flush();
    void remember(const Message& after);

    QHash<RoomId, Head> m_heads;
    QHash<ClientKey, Stored>
        m_byClientId; // of the expected client ids those that are used, in this batch too
    // The columns of what is to be inserted, in the statement's order.
    struct Columns {
        SqlArray room, seq, rev, sender, clientId, sentAt, kind, text, event, replyTo, bodyHash,
            forwardedUser, forwardedName;
    } m_columns;
};

} // namespace madang::server
