#include "server/storage/postgreslogtable.h"

#include "server/storage/connection.h"
#include "server/storage/rows.h"

namespace madang::server {

Result<void> PostgresLogTable::expect(
    std::span<const LogEntry* const> entries, const std::vector<RoomId>& rooms)
{
    auto ok = lookUpHeads(rooms);
    return ok ? lookUpClientIds(entries) : ok;
}

void PostgresLogTable::forget()
{
    m_heads.clear();
    m_byClientId.clear();
    m_columns = {};
}

Result<void> PostgresLogTable::lookUpHeads(const std::vector<RoomId>& rooms)
{
    if (rooms.empty()) {
        return {};
    }
    SqlArray ids;
    for (const RoomId room : rooms) {
        ids.add(room);
    }
    Statement find(connection(), QLatin1String("messages.heads"));
    if (auto ok = find.run(ids.literal()); !ok) {
        return ok;
    }
    while (find.next()) {
        m_heads.insert(find.id<RoomId>(0), rows::head(find, 1));
    }
    return find.check();
}

Result<void> PostgresLogTable::lookUpClientIds(std::span<const LogEntry* const> entries)
{
    SqlArray senders;
    SqlArray clientIds;
    for (const LogEntry* entry : entries) {
        if (entry->kind == LogEntry::Kind::Send && !entry->clientId.isNull()) {
            senders.add(entry->actor);
            clientIds.add(entry->clientId);
        }
    }
    if (senders.isEmpty()) {
        return {};
    }
    Statement find(connection(), QLatin1String("messages.by_client_ids"));
    if (auto ok = find.run(senders.literal(), clientIds.literal()); !ok) {
        return ok;
    }
    while (find.next()) {
        Stored stored{rows::message(find), find.bytes(rows::messageColumns)};
        const ClientKey key(stored.message.sender, stored.message.clientId);
        m_byClientId.emplace(key, std::move(stored));
    }
    return find.check();
}

Result<std::optional<Head>> PostgresLogTable::head(RoomId room)
{
    const auto it = m_heads.constFind(room);
    return it != m_heads.cend() ? std::optional(*it) : std::nullopt;
}

Result<bool> PostgresLogTable::insert(const Message& message, const QByteArray& bodyHash)
{
    if (!message.clientId.isNull()) {
        const ClientKey key(message.sender, message.clientId);
        if (m_byClientId.contains(key)) {
            return false;
        }
        m_byClientId.insert(key, {message, bodyHash});
    }
    m_columns.room.add(message.room);
    m_columns.seq.add(message.seq);
    m_columns.rev.add(message.rev);
    m_columns.sender.add(message.sender);
    m_columns.clientId.add(message.clientId);
    m_columns.sentAt.add(message.sentAt);
    m_columns.kind.add(rows::number(message.kind));
    m_columns.text.add(message.text);
    m_columns.event.add(message.event);
    m_columns.replyTo.add(message.replyTo);
    m_columns.bodyHash.add(bodyHash);
    m_columns.forwardedUser.add(message.forwarded.user);
    m_columns.forwardedName.add(message.forwarded.name);
    return true;
}

Result<std::optional<LogTable::Stored>> PostgresLogTable::findByClientId(UserId sender, const QUuid& clientId)
{
    const auto it = m_byClientId.constFind(ClientKey(sender, clientId));
    return it != m_byClientId.cend() ? std::optional(*it) : std::nullopt;
}

Result<std::optional<Message>> PostgresLogTable::find(RoomId room, qint64 seq)
{
    // It may be among those that are not there yet.
    if (auto ok = flush(); !ok) {
        return std::move(ok).error();
    }
    return LogTable::find(room, seq);
}

Result<void> PostgresLogTable::edit(const Message& before, const Message& after)
{
    remember(after);
    return LogTable::edit(before, after);
}

Result<void> PostgresLogTable::mark(const Message& after)
{
    remember(after);
    return LogTable::mark(after);
}

Result<void> PostgresLogTable::wipe(const Message& after)
{
    remember(after);
    return LogTable::wipe(after);
}

void PostgresLogTable::remember(const Message& after)
{
    const auto it = m_byClientId.find(ClientKey(after.sender, after.clientId));
    if (it != m_byClientId.end()) {
        it->message = after;
    }
}

Result<void> PostgresLogTable::flush()
{
    if (m_columns.room.isEmpty()) {
        return {};
    }
    const Columns& c = m_columns;
    auto ok = Statement(connection(), QLatin1String("messages.insert_all"))
                  .run(c.room.literal(), c.seq.literal(), c.rev.literal(), c.sender.literal(),
                      c.clientId.literal(), c.sentAt.literal(), c.kind.literal(), c.text.literal(),
                      c.event.literal(), c.replyTo.literal(), c.bodyHash.literal(), c.forwardedUser.literal(),
                      c.forwardedName.literal());
    m_columns = {};
    return ok;
}

Result<void> PostgresLogTable::finish(const std::vector<RoomChange>& changes)
{
    if (auto ok = flush(); !ok || changes.empty()) {
        return ok;
    }
    SqlArray rooms;
    SqlArray seqs;
    SqlArray revs;
    SqlArray times;
    for (const RoomChange& change : changes) {
        rooms.add(change.room);
        seqs.add(change.head.seq);
        revs.add(change.head.rev);
        if (change.activityAt != 0) {
            times.add(change.activityAt);
        } else {
            times.addNull();
        }
    }
    return Statement(connection(), QLatin1String("messages.set_heads"))
        .run(rooms.literal(), seqs.literal(), revs.literal(), times.literal());
}

} // namespace madang::server
