#pragma once

#include "server/domain/messagelookup.h"
#include "server/rooms/roomservice.h"

namespace madang::server {

// What people do with a message that is there. Ids are well-formed but may be anybody's; the rest is as it
// came.
struct MessagePlace {
    UserId user;
    RoomId room;
    qint64 seq = 0;
};

struct PinPage {
    std::vector<Message> messages; // the last pinned first
    QString next; // empty: no more
};

struct ReplacedPage {
    std::vector<ReplacedText> texts; // the oldest first
    QString next;
};

// Reactions, pins, earlier texts and forwarding. From any thread; tasks answer on the caller's, whose
// executor is `loop`. Errors as in docs/PROTOCOL.md.
class MessageService {
public:
    // Everything that is given outlives this.
    MessageService(RoomService& rooms, MessageLookup& lookup, UserRepository& users, const Limits& limits)
        : m_rooms(rooms)
        , m_lookup(lookup)
        , m_users(users)
        , m_limits(limits)
    {
    }

    // `by`: the stream that has the answer; the person's other ones are told what is theirs.
    void react(MessagePlace place, StreamId by, const QString& emoji, bool on, Executor& loop,
        RoomService::Sent done);
    QCoro::Task<Result<LogReceipt>> pin(MessagePlace place, bool on, Executor& loop);
    QCoro::Task<Result<PinPage>> pins(UserId user, RoomId room, QString after, int limit);
    QCoro::Task<Result<ReplacedPage>> edits(MessagePlace place, QString after, int limit, Executor& loop);
    QCoro::Task<Result<LogReceipt>> forward(MessagePlace place, RoomId to, QUuid clientId, Executor& loop);

private:
    QCoro::Task<Result<std::vector<Message>>> pinned(UserId user, RoomId room);
    // The message as it now is; notFound where it cannot be read.
    QCoro::Task<Result<Message>> read(MessagePlace place);
    QCoro::Task<Result<LogReceipt>> sent(SendRequest request, Executor& loop);
    QCoro::Task<Result<LogReceipt>> changed(ChangeRequest request, Executor& loop);

    RoomService& m_rooms;
    MessageLookup& m_lookup;
    UserRepository& m_users;
    const Limits m_limits;
};

} // namespace madang::server
