#include "server/storage/sqlmessagearchive.h"

#include "server/storage/archivebatch.h"
#include "server/storage/messagepages.h"
#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/sqlarray.h"
#include "server/storage/writequeue.h"

namespace madang::server {

namespace {

using Archived = std::optional<ArchivedMessage>;

ArchivedMessage archivedIn(const Statement& row)
{
    return {rows::message(row), row.bytes(rows::messageColumns), rows::head(row, rows::messageColumns + 1)};
}

// With one statement for all of them.
Result<std::vector<Archived>> namedTogether(Connection& connection, const std::vector<SentId>& ids)
{
    SqlArray senders;
    SqlArray clientIds;
    for (const SentId& id : ids) {
        senders.add(id.sender);
        clientIds.add(id.clientId);
    }
    Statement find(connection, QLatin1String("archive.by_client_ids"));
    if (auto ok = find.run(senders.literal(), clientIds.literal()); !ok) {
        return std::move(ok).error();
    }
    std::vector<Archived> found(ids.size());
    while (find.next()) {
        const auto place = size_t(find.int64(rows::messageColumns + 3)); // from 1
        found.at(place - 1) = archivedIn(find);
    }
    if (auto ok = find.check(); !ok) {
        return std::move(ok).error();
    }
    return found;
}

Result<std::vector<Archived>> namedOneByOne(Connection& connection, const std::vector<SentId>& ids)
{
    std::vector<Archived> all;
    all.reserve(ids.size());
    for (const auto& [sender, clientId] : ids) {
        Statement find(connection, QLatin1String("archive.by_client_id"));
        if (auto ok = find.run(sender, clientId, sender, clientId); !ok) {
            return std::move(ok).error();
        }
        auto found = firstRow(find, archivedIn);
        if (!found) {
            return std::move(found).error();
        }
        all.push_back(std::move(found).value());
    }
    return all;
}

} // namespace

QCoro::Task<Result<void>> SqlMessageArchive::store(std::vector<LogRecord> records)
{
    return awaited(m_writer.run([records = std::move(records)](Connection& connection) -> Result<void> {
        const ArchiveBatch batch(records);
        (void)connection.takeRefusal();
        auto stored = connection.dialect().setWise() ? archiveTogether(connection, batch)
                                                     : archiveOneByOne(connection, batch);
        if (const QString refusal = connection.takeRefusal(); !stored && !refusal.isEmpty()) {
            return Error::conflict(refusal);
        }
        return stored;
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
            return firstRow(find, archivedIn);
        }));
}

QCoro::Task<Result<std::vector<std::optional<ArchivedMessage>>>> SqlMessageArchive::findByClientIds(
    std::vector<SentId> ids)
{
    return awaited(m_readers.run([ids = std::move(ids)](Connection& connection) {
        return connection.dialect().setWise() ? namedTogether(connection, ids)
                                              : namedOneByOne(connection, ids);
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
