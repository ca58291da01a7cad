#pragma once

#include "server/domain/message.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <optional>
#include <vector>

namespace madang::server {

// How old messages get, at one moment. Of the server's rule and a room's own (Room::expiresAfterMs) the
// shorter counts.
struct ExpiryRule {
    qint64 keepMs = 0; // the server's; 0: for ever
    qint64 now = 0; // ms since 1970
};

// The right to do something that one server at a time does.
struct Lease {
    QString holder; // names this life of this server
    qint64 ttlMs = 0; // how long it is valid from each time that it is taken
};

// Rooms whose oldest message is too old.
struct DueRooms {
    std::vector<RoomId> rooms;
    RoomId last; // where to go on
    bool more = false;
};

// What one step deleted.
struct ExpiredPart {
    bool leased = true; // false: the lease is another's, and nothing was deleted
    int messages = 0;
};

// Deletes old messages from the beginning of rooms, a part at a time. The counters of a room (its head) stay,
// and of each message its client id with what a retry is answered. Messages go in the order of their seq: one
// that is old waits for those before it. From any thread with an event loop.
class MessageExpiry {
public:
    virtual ~MessageExpiry() = default;

    // Takes or prolongs the lease; false where another server has it.
    virtual QCoro::Task<Result<bool>> takeLease(Lease lease) = 0;
    // Another server may take it now.
    virtual QCoro::Task<Result<void>> giveLease(Lease lease) = 0;
    // Looks at `limit` rooms past `after`, in the order of their ids; without a rule of the server at those
    // that have one of their own.
    virtual QCoro::Task<Result<DueRooms>> due(ExpiryRule rule, RoomId after, int limit) = 0;
    // The seq below which at most so many messages of the room, from its beginning, are too old; nothing
    // where none is.
    virtual QCoro::Task<Result<std::optional<qint64>>> expired(ExpiryRule rule, RoomId room, int atMost) = 0;
    // Deletes those, in one transaction that also prolongs the lease: a server that was stopped for a while
    // and comes back does nothing. None is deleted that the rules of that moment keep.
    virtual QCoro::Task<Result<ExpiredPart>> expire(
        Lease lease, ExpiryRule rule, RoomId room, qint64 below, int atMost)
        = 0;
};

} // namespace madang::server
