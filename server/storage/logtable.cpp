#include "server/storage/logtable.h"

#include "server/storage/connection.h"
#include "server/storage/postgreslogtable.h"
#include "server/storage/rows.h"

#include <limits>

namespace madang::server {

std::unique_ptr<LogTable> LogTable::of(Connection& connection)
{
    if (connection.dialect().setWise()) {
        return std::make_unique<PostgresLogTable>(connection);
    }
    return std::make_unique<LogTable>(connection);
}

Result<void> LogTable::expect(std::span<const LogEntry* const>, const std::vector<RoomId>&)
{
    // Where nothing ever expired, which is the rule, no message pays for looking.
    Statement any(m_connection, QLatin1String("messages.any_expired"));
    if (auto ok = any.run(std::numeric_limits<qint64>::min()); !ok) {
        return ok;
    }
    m_anyExpired = any.next();
    return any.check();
}

Result<std::optional<Head>> LogTable::head(RoomId room)
{
    Statement find(m_connection, QLatin1String("messages.head"));
    if (auto ok = find.run(room); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::head(row, 0); });
}

Result<bool> LogTable::insert(const Message& message, const QByteArray& bodyHash)
{
    // What every insertion binds; the other one also whose client id must not be known.
    const auto insert = [&](Statement& insertion, const auto&... further) {
        return insertion.run(message.room, message.seq, message.rev, message.sender, message.clientId,
            message.sentAt, rows::number(message.kind), message.text, message.event, message.replyTo,
            bodyHash, message.forwarded.user, message.forwarded.name, further...);
    };
    Statement insertion(
        m_connection, QLatin1String(m_anyExpired ? "messages.insert_unless_expired" : "messages.insert"));
    auto ok = m_anyExpired ? insert(insertion, message.sender, message.clientId) : insert(insertion);
    if (!ok) {
        return std::move(ok).error();
    }
    return insertion.affected() == 1;
}

Result<std::optional<LogTable::Stored>> LogTable::findByClientId(UserId sender, const QUuid& clientId)
{
    Statement find(m_connection, QLatin1String("messages.by_client_id"));
    if (auto ok = find.run(sender, clientId, sender, clientId); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) {
        return Stored{rows::message(row), row.bytes(rows::messageColumns)};
    });
}

Result<std::optional<Message>> LogTable::find(RoomId room, qint64 seq)
{
    Statement find(m_connection, QLatin1String("messages.find"));
    if (auto ok = find.run(room, seq); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::message(row); });
}

Result<void> LogTable::edit(const Message& before, const Message& after)
{
    const qint64 writtenAt = before.editedAt != 0 ? before.editedAt : before.sentAt;
    auto kept = Statement(m_connection, QLatin1String("messages.keep_replaced"))
                    .run(before.room, before.seq, writtenRev(before), before.text, writtenAt);
    if (!kept) {
        return kept;
    }
    return Statement(m_connection, QLatin1String("messages.edit"))
        .run(after.text, after.editedAt, after.rev, after.room, after.seq);
}

Result<void> LogTable::wipe(const Message& after)
{
    auto dropped
        = Statement(m_connection, QLatin1String("messages.drop_replaced")).run(after.room, after.seq);
    if (!dropped) {
        return dropped;
    }
    return Statement(m_connection, QLatin1String("messages.delete"))
        .run(after.deletedAt, after.rev, after.room, after.seq);
}

Result<void> LogTable::mark(const Message& after)
{
    return Statement(m_connection, QLatin1String("messages.mark"))
        .run(after.rev, after.textRev, after.pinnedAt, after.reactions, after.room, after.seq);
}

Result<void> LogTable::finish(const std::vector<RoomChange>& changes)
{
    for (const RoomChange& change : changes) {
        const Head& head = change.head;
        auto ok = change.activityAt != 0
            ? Statement(m_connection, QLatin1String("messages.set_head_and_activity"))
                  .run(head.seq, head.rev, change.activityAt, change.room)
            : Statement(m_connection, QLatin1String("messages.set_head"))
                  .run(head.seq, head.rev, change.room);
        if (!ok) {
            return ok;
        }
    }
    return {};
}

} // namespace madang::server
