#pragma once

#include "server/domain/message.h"
#include "server/domain/messageexpiry.h"
#include "shared/core/result.h"
#include "shared/core/searchtext.h"

#include <QCoroTask>
#include <vector>

namespace madang::server {

struct SearchQuestion {
    UserId asker; // only messages of rooms that they are in are found
    RoomId room; // null: of all of them
    UserId sender; // null: anybody's
    qint64 beforeAt = 0; // only what was sent before it; 0: whenever
    search::Query query;
    QString after; // SearchPage::next of the page before; empty: the first
    int limit = 20;
};

struct SearchHit {
    Message message;
    search::Match match;
};

struct SearchPage {
    std::vector<SearchHit> hits;
    QString next; // empty: there is no more
    // A part of the messages is not indexed yet, so that older ones may be missing.
    bool incomplete = false;
    // How far the database was in the rooms of the hits, as each was read.
    struct Extent {
        RoomId room;
        Head head;
    };
    std::vector<Extent> extents;
};

// Finds messages by what is in them. Of the newest that fit (a window), those that fit best come first, newer
// before older; then come the next ones. A page may be short, even empty, while there is a next one: how much
// is looked at for one page is bounded. From any thread with an event loop.
class MessageSearch {
public:
    virtual ~MessageSearch() = default;
    // invalid (field "after"): this is no place in the list.
    virtual QCoro::Task<Result<SearchPage>> find(SearchQuestion question) = 0;
};

// Rooms whose changes are not all indexed yet.
struct UnindexedRooms {
    std::vector<RoomId> rooms;
    qint64 changes = 0; // of them
    RoomId last; // where to go on
    bool more = false;
};

// What was worked out for the index from one state of a room, and what has to be as it was then for it to
// count.
struct IndexPart {
    struct Block {
        qint64 number = 0;
        qint64 oldestAt = 0;
        qint64 newestAt = 0;
        QByteArray filter;
    };
    RoomId room;
    qint64 before = 0; // the rev up to which it was indexed
    qint64 after = 0; // and is with this
    qint64 breaks = 0;
    int changes = 0;
    bool more = false; // the room has further ones
    std::vector<Block> blocks;
};

enum class Indexing {
    Written,
    Outdated, // the room was indexed, or lost something, meanwhile: work it out again
    NotLeased, // the lease is another's
};

// Keeps what MessageSearch looks things up in, behind the log: what is not indexed yet is found all the same,
// as far as it is little. A step that fails or comes twice does no harm. From any thread with an event loop.
class MessageIndex {
public:
    virtual ~MessageIndex() = default;
    // Takes or prolongs the lease; false where another server has it.
    virtual QCoro::Task<Result<bool>> takeLease(Lease lease) = 0;
    // Looks at `limit` rooms past `after`, in the order of their ids.
    virtual QCoro::Task<Result<UnindexedRooms>> unindexed(RoomId after, int limit) = 0;
    // Works out the oldest so many changes of the room that are not indexed yet.
    virtual QCoro::Task<Result<IndexPart>> prepare(RoomId room, int atMost) = 0;
    virtual QCoro::Task<Result<Indexing>> write(Lease lease, IndexPart part) = 0;
};

} // namespace madang::server
