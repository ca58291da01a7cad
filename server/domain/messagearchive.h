#pragma once

#include "server/domain/messagelog.h"

#include <QtCore/QByteArray>
#include <QtCore/QUuid>
#include <optional>
#include <vector>

namespace madang::server {

// One change of one room that a log outside the database has decided and made durable: the message as it is
// after it, under the rev in it.
struct LogRecord {
    Message message;
    QByteArray bodyHash; // of the body as it was first sent: server/domain/bodyhash.h
    bool created = true; // false: an edit or a deletion of what was there before
};

// A message as the database has it, and how far the database is in its room: both of one moment.
struct ArchivedMessage {
    Message message;
    QByteArray bodyHash;
    Head head;
};

// How a sender has named a message.
struct SentId {
    UserId sender;
    QUuid clientId;
};

// The database's side of a log that decides elsewhere and is moved into the database later. The database is
// behind such a log by whatever has not been moved yet. From any thread with an event loop.
class MessageArchive {
public:
    virtual ~MessageArchive() = default;

    // Stores the records in their order, all or none. May be told the same ones again and at the same time
    // by two: what is there already stays, an older rev never replaces a newer one, and heads never go
    // back. Records of rooms that are not there are left out. unavailable: nothing was stored, or everything:
    // say it again. conflict: nothing was stored, since the database refuses one of them for what it is; the
    // message says why, for those who run the server.
    virtual QCoro::Task<Result<void>> store(std::vector<LogRecord> records) = 0;

    // How far the database is; nothing where there is no such room.
    virtual QCoro::Task<Result<std::optional<Head>>> head(RoomId room) = 0;
    virtual QCoro::Task<Result<std::optional<ArchivedMessage>>> find(RoomId room, qint64 seq) = 0;
    // For each what it names, or named before it expired; nothing where there is none.
    virtual QCoro::Task<Result<std::vector<std::optional<ArchivedMessage>>>> findByClientIds(
        std::vector<SentId> ids)
        = 0;
    // As MessageLog's, of what is in the database; the head in them is the database's, of the same moment.
    virtual QCoro::Task<Result<MessagePage>> page(RoomId room, PageQuery query) = 0;
    virtual QCoro::Task<Result<ChangesPage>> changes(RoomId room, qint64 since, int limit) = 0;
};

} // namespace madang::server
