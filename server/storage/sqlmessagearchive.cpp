#include "server/storage/sqlmessagearchive.h"

#include "server/storage/archivebatch.h"
#include "server/storage/messagepages.h"
#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/writequeue.h"

namespace madang::server {

namespace {

Result<std::optional<ArchivedMessage>> archived(Statement& statement)
{
    return firstRow(statement, [](const Statement& row) {
        return ArchivedMessage{
            rows::message(row), row.bytes(rows::messageColumns), rows::head(row, rows::messageColumns + 1)};
    });
}

} // namespace

QCoro::Task<Result<void>> SqlMessageArchive::store(std::vector<LogRecord> records)
{
    return awaited(m_writer.run([records = std::move(records)](Connection& connection) -> Result<void> {
        const ArchiveBatch batch(records);
        return connection.dialect().setWise() ? archiveTogether(connection, batch)
                                              : archiveOneByOne(connection, batch);
    }));
}

QCoro::Task<Result<std::optional<Head>>> SqlMessageArchive::head(RoomId room)
{
    return awaited(m_readers.run([room](Connection& connection) -> Result<std::optional<Head>> {
        Statement find(connection, QLatin1String("messages.head"));
        if (auto ok = find.run(room); !ok) {
            return std::move(ok).error();
        }
        return firstRow(find, [](const Statement& row) { return rows::head(row, 0); });
    }));
}

QCoro::Task<Result<std::optional<ArchivedMessage>>> SqlMessageArchive::find(RoomId room, qint64 seq)
{
    return awaited(
        m_readers.run([room, seq](Connection& connection) -> Result<std::optional<ArchivedMessage>> {
            Statement find(connection, QLatin1String("archive.find"));
            if (auto ok = find.run(room, seq); !ok) {
                return std::move(ok).error();
            }
            return archived(find);
        }));
}

QCoro::Task<Result<std::optional<ArchivedMessage>>> SqlMessageArchive::findByClientId(
    UserId sender, QUuid clientId)
{
    return awaited(
        m_readers.run([sender, clientId](Connection& connection) -> Result<std::optional<ArchivedMessage>> {
            Statement find(connection, QLatin1String("archive.by_client_id"));
            if (auto ok = find.run(sender, clientId, sender, clientId); !ok) {
                return std::move(ok).error();
            }
            return archived(find);
        }));
}

QCoro::Task<Result<MessagePage>> SqlMessageArchive::page(RoomId room, PageQuery query)
{
    return awaited(
        m_readers.run([room, query](Connection& connection) { return readPage(connection, room, query); }));
}

QCoro::Task<Result<ChangesPage>> SqlMessageArchive::changes(RoomId room, qint64 since, int limit)
{
    return awaited(m_readers.run([room, since, limit](Connection& connection) {
        return readChanges(connection, room, since, limit);
    }));
}

} // namespace madang::server
