#include "server/storage/archivebatch.h"

#include "server/storage/connection.h"
#include "server/storage/rows.h"

#include <algorithm>

namespace madang::server {

namespace {

Result<void> keep(Connection& connection, const Message& version)
{
    return Statement(connection, QLatin1String("archive.keep_version"))
        .run(version.room, version.seq, writtenRev(version), version.text, writtenAt(version));
}

Result<bool> insert(Connection& connection, const LogRecord& record, const QUuid& clientId)
{
    const Message& message = record.message;
    Statement insertion(connection, QLatin1String("archive.insert"));
    auto ok = insertion.run(message.room, message.seq, message.rev, message.sender, clientId, message.sentAt,
        rows::number(message.kind), message.text, message.event, message.replyTo, message.editedAt,
        message.deletedAt, record.bodyHash, message.textRev, message.pinnedAt, message.reactions,
        message.forwarded.user, message.forwarded.name);
    if (!ok) {
        return std::move(ok).error();
    }
    return insertion.affected() == 1;
}

Result<std::optional<Message>> stored(Connection& connection, const Message& message)
{
    Statement find(connection, QLatin1String("messages.find"));
    if (auto ok = find.run(message.room, message.seq); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::message(row); });
}

Result<void> replace(Connection& connection, const Message& before, const Message& after)
{
    if (before.deletedAt == 0 && after.deletedAt == 0 && writtenRev(before) < writtenRev(after)) {
        if (auto ok = keep(connection, before); !ok) {
            return ok;
        }
    }
    if (after.deletedAt != 0) {
        auto ok = Statement(connection, QLatin1String("messages.drop_replaced")).run(after.room, after.seq);
        if (!ok) {
            return ok;
        }
    }
    return Statement(connection, QLatin1String("archive.replace"))
        .run(after.rev, after.text, after.editedAt, after.deletedAt, after.textRev, after.pinnedAt,
            after.reactions, after.forwarded.user, after.forwarded.name, after.room, after.seq);
}

Result<void> storeVersion(Connection& connection, const LogRecord& record)
{
    const Message& version = record.message;
    auto before = stored(connection, version);
    if (!before) {
        return std::move(before).error();
    }
    if (!*before) {
        auto inserted = insert(connection, record, version.clientId);
        if (inserted && !*inserted) {
            // The client id is another message's. To lose the message would be worse: seq would have a hole.
            inserted = insert(connection, record, QUuid());
        }
        return inserted ? Result<void>() : Result<void>(std::move(inserted).error());
    }
    if ((*before)->rev < version.rev) {
        return replace(connection, **before, version);
    }
    if (writtenRev(**before) > writtenRev(version) && (*before)->deletedAt == 0 && version.deletedAt == 0) {
        return keep(connection, version);
    }
    return {};
}

} // namespace

ArchiveBatch::ArchiveBatch(const std::vector<LogRecord>& records)
{
    for (const LogRecord& record : records) {
        const Message& message = record.message;
        const LogRecord* version = &record;
        const LogRecord*& newestHere = newest[{message.room, message.seq}];
        if (!newestHere) {
            newestHere = version;
        } else {
            if (newestHere->message.rev < message.rev) {
                std::swap(newestHere, version);
            }
            if (version->message.rev < newestHere->message.rev && version->message.deletedAt == 0) {
                older.push_back(version);
            }
        }
        Room& room = rooms[message.room];
        room.head.seq = std::max(room.head.seq, message.seq);
        room.head.rev = std::max(room.head.rev, message.rev);
        room.activityAt = std::max(room.activityAt, message.sentAt);
        room.firstRev = room.firstRev == 0 ? message.rev : std::min(room.firstRev, message.rev);
    }
}

Result<void> rememberExpired(Connection& connection, const LogRecord& record)
{
    const Message& message = record.message;
    if (message.clientId.isNull()) {
        return {};
    }
    return Statement(connection, QLatin1String("archive.remember"))
        .run(message.sender, message.clientId, message.room, message.seq, message.rev, message.sentAt,
            message.sentAt, record.bodyHash);
}

qint64 writtenAt(const Message& message) noexcept
{
    return message.editedAt != 0 ? message.editedAt : message.sentAt;
}

Result<void> archiveOneByOne(Connection& connection, const ArchiveBatch& batch)
{
    RoomFloors floors; // of the rooms that are there
    for (const auto& [id, room] : batch.rooms) {
        Statement find(connection, QLatin1String("messages.head"));
        if (auto ok = find.run(id); !ok) {
            return ok;
        }
        if (find.next()) {
            floors.emplace(id, find.int64(2));
        } else if (auto ok = find.check(); !ok) {
            return ok;
        }
    }
    for (const auto& [place, record] : batch.newest) {
        if (const auto floor = floors.find(place.first); floor != floors.end()) {
            auto ok = place.second < floor->second ? rememberExpired(connection, *record)
                                                   : storeVersion(connection, *record);
            if (!ok) {
                return ok;
            }
        }
    }
    for (const LogRecord* record : batch.older) {
        const auto floor = floors.find(record->message.room);
        if (floor != floors.end() && record->message.seq >= floor->second) {
            if (auto ok = storeVersion(connection, *record); !ok) {
                return ok;
            }
        }
    }
    for (const auto& [id, floor] : floors) {
        const ArchiveBatch::Room& room = batch.rooms.at(id);
        auto ok = Statement(connection, QLatin1String("archive.raise_head"))
                      .run(room.head.seq, room.head.rev, room.activityAt, room.firstRev, room.firstRev - 1,
                          room.firstRev, room.firstRev - 1, id);
        if (!ok) {
            return ok;
        }
    }
    return {};
}

} // namespace madang::server
