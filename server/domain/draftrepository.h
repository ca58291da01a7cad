#pragma once

#include "shared/core/id.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <QtCore/QString>
#include <vector>

namespace madang::server {

// What somebody has begun to write in a room.
struct Draft {
    RoomId room;
    QString text; // as it was typed; empty without replyTo: there is none any more
    qint64 replyTo = 0; // seq, 0: none
    qint64 rev = 0; // grows by one with each change; 0: there never was one
    qint64 changedAt = 0;
    bool operator==(const Draft&) const = default;
};

struct ChangedDraft {
    Draft draft; // as it is now
    bool changed = true; // false: it was so already
};

struct DraftPage {
    std::vector<Draft> drafts;
    QString next; // empty: no more
};

// Drafts of people, which end with their membership. From any thread with an event loop.
class DraftRepository {
public:
    virtual ~DraftRepository() = default;
    // Takes the draft's text and reply at that time (ms since 1970). notFound: the person is not in the room.
    virtual QCoro::Task<Result<ChangedDraft>> set(UserId user, Draft draft) = 0;
    // Those that are there. `after` is a `next` of an earlier page; invalid where it is not.
    virtual QCoro::Task<Result<DraftPage>> list(UserId user, QString after, int limit) = 0;
};

} // namespace madang::server
