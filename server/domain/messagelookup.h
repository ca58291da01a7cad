#pragma once

#include "server/domain/message.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <optional>
#include <vector>

namespace madang::server {

struct PinnedMessages {
    std::vector<Message> messages; // the last pinned first
    Head head; // of the room, of the same moment
};

// A text that an edit replaced.
struct ReplacedText {
    qint64 rev = 0; // under which it was written
    QString text;
    qint64 writtenAt = 0;
    bool operator==(const ReplacedText&) const = default;
};

struct ReplacedTexts {
    qint64 rev = 0; // of the message
    std::vector<ReplacedText> texts; // ascending rev
};

// What there is of messages beside their place in history, as the database has it: a log that decides outside
// of it may be ahead. From any thread with an event loop.
class MessageLookup {
public:
    virtual ~MessageLookup() = default;
    // Nothing where there is no such room.
    virtual QCoro::Task<Result<std::optional<PinnedMessages>>> pinned(RoomId room, int atMost) = 0;
    // Those past a rev. Nothing where there is no such message.
    virtual QCoro::Task<Result<std::optional<ReplacedTexts>>> replaced(
        RoomId room, qint64 seq, qint64 afterRev, int limit)
        = 0;
};

} // namespace madang::server
