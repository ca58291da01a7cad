#pragma once

#include "server/domain/message.h"
#include "shared/core/executor.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <optional>
#include <vector>

namespace madang::server {

// One change of one room that wants to become durable.
struct LogEntry {
    enum class Kind { Send, Edit, Delete, React, Pin };
    Kind kind = Kind::Send;
    RoomId room;
    UserId actor; // sender of a Send; who changes it otherwise
    qint64 at = 0; // ms since 1970
    QString text; // Send and Edit; React: the emoji
    // Send
    MessageKind messageKind = MessageKind::Text;
    QUuid clientId; // null in system messages, which have no actor either
    QByteArray event;
    qint64 replyTo = 0;
    Forwarded forwarded; // where it is somebody else's text …
    RoomId source; // … from there, which is kept nowhere: a retry is known by it,
    qint64 sourceSeq = 0; // whatever has become of what it copied
    bool onlyAgain = false; // gives the first message of that client_id, and makes none: notFound
    // All others
    qint64 seq = 0;
    bool on = true; // React and Pin: false takes it back
    bool othersToo = false; // Edit and Delete: the actor may change messages that are not theirs
    // The membership (RoomState::membership) by which the actor was let in.
    qint64 membership = 0;
};

// What became of it.
struct LogReceipt {
    Message message;
    Head head; // of the room, with this change in
    bool changed
        = true; // false: it was there already (a retry, an edit to the same text); nothing is to be told
    // Nothing was done, and only this is said: who is in the room has changed since LogEntry::membership, so
    // that it has to be decided again.
    bool outdated = false;
};

// Which part of a room's messages.
struct PageQuery {
    enum class From { Newest, Before, After, Around };
    From from = From::Newest;
    qint64 seq = 0;
    int limit = 50;
};

struct MessagePage {
    std::vector<Message> messages; // ascending seq
    bool hasBefore = false;
    bool hasAfter = false;
    Head head;
    qint64 begins = 1; // the seq before which everything has expired
};

struct ChangesPage {
    std::vector<Message> messages; // ascending rev
    qint64 rev = 0; // go on from here
    bool more = false;
    Head head;
};

// Decides the order of a room's changes and makes them durable. A room's entries are appended from one
// thread, that of its actor. Errors: conflict (client_id with another body), notFound (no such message),
// forbidden (not theirs), invalid (a change of a deleted or system message), tooLarge (too many reactions),
// unavailable (not stored: send it again).
class MessageLog {
public:
    using Done = UniqueFunction<void(Result<LogReceipt>)>;

    virtual ~MessageLog() = default;

    // Never blocks. `done` runs on `replyOn` exactly once, after the change is durable; the answers of one
    // room come in the order of its entries. A failed batch answers `unavailable` to each of its entries.
    virtual void append(LogEntry entry, Executor& replyOn, Done done) = 0;
    // Runs `done` on `replyOn` when everything appended before this call is answered.
    virtual void flush(Executor& replyOn, Executor::Job done) = 0;

    // Reads; from any thread with an event loop, which they resume on. Committed changes only.
    // How far the room is; nothing where there is no such room.
    virtual QCoro::Task<Result<std::optional<Head>>> head(RoomId room) = 0;
    virtual QCoro::Task<Result<MessagePage>> page(RoomId room, PageQuery query) = 0;
    virtual QCoro::Task<Result<ChangesPage>> changes(RoomId room, qint64 since, int limit) = 0;
};

} // namespace madang::server
