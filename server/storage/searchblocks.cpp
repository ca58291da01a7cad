#include "server/storage/searchblocks.h"

#include "server/storage/connection.h"
#include "server/storage/rows.h"
#include "server/storage/sqlarray.h"

#include <tuple>

namespace madang::server {

namespace {

Result<void> takeAll(Statement& statement, const SearchBlocks::Take& take, int* left = nullptr)
{
    while (statement.next()) {
        take(rows::message(statement));
        if (left) {
            --*left;
        }
    }
    return statement.check();
}

class RangeByRange final : public SearchBlocks {
public:
    explicit RangeByRange(Connection& connection)
        : m_connection(connection)
    {
    }
    Result<std::vector<Block>> blocks(
        const std::vector<Range>& ranges, const searchfilter::Positions& positions, qint64 before) override
    {
        std::vector<Block> found;
        for (const Range& range : ranges) {
            Statement read(m_connection, QLatin1String("search.blocks"));
            if (auto ok = read.run(range.room, range.first, range.end); !ok) {
                return std::move(ok).error();
            }
            while (read.next()) {
                Block block{range.room, read.int64(0), read.int64(2), false};
                block.fits = read.int64(1) < before && searchfilter::mayHold(read.bytes(3), positions);
                if (block.fits || block.number == range.first) {
                    found.push_back(block);
                }
            }
            if (auto ok = read.check(); !ok) {
                return std::move(ok).error();
            }
        }
        return found;
    }
    Result<void> messages(
        const std::vector<Block>& blocks, qint64 from, qint64 before, const Take& take) override
    {
        for (const Block& block : blocks) {
            const qint64 first = searchfilter::firstSeqOf(block.number);
            Statement read(m_connection, QLatin1String("search.texts"));
            auto ok = read.run(block.room, first, first + searchfilter::blockSize - 1, from, before);
            if (ok) {
                ok = takeAll(read, take);
            }
            if (!ok) {
                return ok;
            }
        }
        return {};
    }
    Result<void> tails(const std::vector<Tail>& tails, int most, const Take& take) override
    {
        for (const Tail& tail : tails) {
            if (most <= 0) {
                break;
            }
            Statement read(m_connection, QLatin1String("search.tail"));
            auto ok = read.run(tail.room, tail.rev, most);
            if (ok) {
                ok = takeAll(read, take, &most);
            }
            if (!ok) {
                return ok;
            }
        }
        return {};
    }

private:
    Connection& m_connection;
};

class AllTogether final : public SearchBlocks {
public:
    explicit AllTogether(Connection& connection)
        : m_connection(connection)
    {
    }
    Result<std::vector<Block>> blocks(
        const std::vector<Range>& ranges, const searchfilter::Positions& positions, qint64 before) override
    {
        SqlArray rooms;
        SqlArray firsts;
        SqlArray ends;
        for (const Range& range : ranges) {
            rooms.add(range.room);
            firsts.add(range.first);
            ends.add(range.end);
        }
        Statement read(m_connection, QLatin1String("search.blocks"));
        const auto run = [&](const auto&... position) {
            return read.run(rooms.literal(), firsts.literal(), ends.literal(), before, position...);
        };
        if (auto ok = std::apply(run, positions); !ok) {
            return std::move(ok).error();
        }
        return allRows(read, [](const Statement& row) {
            return Block{row.id<RoomId>(0), row.int64(1), row.int64(2), row.integer(3) != 0};
        });
    }
    Result<void> messages(
        const std::vector<Block>& blocks, qint64 from, qint64 before, const Take& take) override
    {
        SqlArray rooms;
        SqlArray firsts;
        SqlArray lasts;
        for (const Block& block : blocks) {
            const qint64 first = searchfilter::firstSeqOf(block.number);
            rooms.add(block.room);
            firsts.add(first);
            lasts.add(first + searchfilter::blockSize - 1);
        }
        Statement read(m_connection, QLatin1String("search.texts"));
        if (auto ok = read.run(rooms.literal(), firsts.literal(), lasts.literal(), from, before); !ok) {
            return ok;
        }
        return takeAll(read, take);
    }
    Result<void> tails(const std::vector<Tail>& tails, int most, const Take& take) override
    {
        if (tails.empty()) {
            return {};
        }
        SqlArray rooms;
        SqlArray revs;
        for (const Tail& tail : tails) {
            rooms.add(tail.room);
            revs.add(tail.rev);
        }
        Statement read(m_connection, QLatin1String("search.tails"));
        if (auto ok = read.run(rooms.literal(), revs.literal(), most, most); !ok) {
            return ok;
        }
        return takeAll(read, take);
    }

private:
    Connection& m_connection;
};

} // namespace

std::unique_ptr<SearchBlocks> SearchBlocks::of(Connection& connection)
{
    if (connection.dialect().setWise()) {
        return std::make_unique<AllTogether>(connection);
    }
    return std::make_unique<RangeByRange>(connection);
}

} // namespace madang::server
