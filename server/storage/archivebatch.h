#pragma once

#include "server/domain/messagearchive.h"

#include <QtCore/QHash>
#include <map>
#include <utility>

namespace madang::server {

class Connection;

// Records of a log, sorted out for the database. Each is a version of its message: the newest becomes the
// row, the older ones, where their text is another, are the texts that it replaced, and of a deleted message
// none is kept. That holds
// whatever order records come in and however often they come, which is why it may be told any of them again.
struct ArchiveBatch {
    using Place = std::pair<RoomId, qint64>; // room, seq

    explicit ArchiveBatch(const std::vector<LogRecord>& records);

    std::map<Place, const LogRecord*> newest;
    std::vector<const LogRecord*> older; // not the newest of their message here; no deletions
    struct Room {
        Head head;
        qint64 activityAt = 0;
        qint64 firstRev = 0; // the lowest here
    };
    std::map<RoomId, Room> rooms; // how far each is by these records
};

// Where rooms begin: everything before that seq has expired, and what the log says of it comes too late.
using RoomFloors = std::map<RoomId, qint64>;
// Of a message that had expired before it was stored, what a retry is answered. Of one that was stored and
// has expired since, that is kept already.
[[nodiscard]] Result<void> rememberExpired(Connection& connection, const LogRecord& record);

// When the text of this version was written.
[[nodiscard]] qint64 writtenAt(const Message& message) noexcept;

// Stores a batch within the writer's transaction: with a statement for each record, or with a few for all of
// them where the database takes tables of values.
[[nodiscard]] Result<void> archiveOneByOne(Connection& connection, const ArchiveBatch& batch);
[[nodiscard]] Result<void> archiveTogether(Connection& connection, const ArchiveBatch& batch);

} // namespace madang::server
