#pragma once

#include "server/domain/message.h"
#include "server/storage/searchfilter.h"
#include "shared/core/result.h"

#include <functional>
#include <memory>
#include <vector>

namespace madang::server {

class Connection;

// What a search reads: with a statement for each range where the database is in the same process, with one
// for all of them where it is a journey away; of() gives the one for a connection.
class SearchBlocks {
public:
    // Blocks from `first` to before `end`.
    struct Range {
        RoomId room;
        qint64 first = 0;
        qint64 end = 0;
    };
    struct Block {
        RoomId room;
        qint64 number = 0;
        qint64 newestAt = 0;
        bool fits = false; // it may hold what is looked for
    };
    struct Tail {
        RoomId room;
        qint64 rev = 0; // up to which it is indexed
    };
    using Take = std::function<void(Message&&)>;

    [[nodiscard]] static std::unique_ptr<SearchBlocks> of(Connection& connection);
    virtual ~SearchBlocks() = default;

    // Those blocks of the ranges that fit and hold something that was sent before `before`, and the first of
    // each range where it is there, in any order.
    virtual Result<std::vector<Block>> blocks(
        const std::vector<Range>& ranges, const searchfilter::Positions& positions, qint64 before)
        = 0;
    // The messages of the blocks that were sent in that time.
    virtual Result<void> messages(
        const std::vector<Block>& blocks, qint64 from, qint64 before, const Take& take)
        = 0;
    // Of each room the newest changes that are not indexed, at most so many of all together.
    virtual Result<void> tails(const std::vector<Tail>& tails, int most, const Take& take) = 0;
};

} // namespace madang::server
