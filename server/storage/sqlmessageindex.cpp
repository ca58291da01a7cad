#include "server/storage/sqlmessageindex.h"

#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/searchfilter.h"
#include "server/storage/writequeue.h"

#include <algorithm>
#include <set>

namespace madang::server {

namespace {

Result<bool> take(Connection& connection, const Lease& lease)
{
    static const QString name = QStringLiteral("search");
    Statement statement(connection, QLatin1String("leases.take"));
    if (auto ok = statement.run(lease.holder, lease.ttlMs, name, lease.holder); !ok) {
        return std::move(ok).error();
    }
    return statement.affected() == 1;
}

// Which blocks the changes past what is indexed are in; says in `part` how far they go.
Result<std::set<qint64>> changedBlocks(
    Connection& connection, RoomId room, qint64 headRev, int atMost, IndexPart& part)
{
    Statement changed(connection, QLatin1String("search.changed"));
    if (auto ok = changed.run(room, part.before, atMost); !ok) {
        return std::move(ok).error();
    }
    std::set<qint64> blocks;
    while (changed.next()) {
        blocks.insert(searchfilter::blockOf(changed.int64(0)));
        part.after = changed.int64(1);
        ++part.changes;
    }
    if (auto ok = changed.check(); !ok) {
        return std::move(ok).error();
    }
    part.more = part.changes == atMost;
    if (!part.more) {
        part.after = headRev; // messages that have expired are among what is missing
    }
    return blocks;
}

Result<qint64> newestBefore(Connection& connection, RoomId room, qint64 block)
{
    Statement find(connection, QLatin1String("search.newest_before"));
    if (auto ok = find.run(room, block); !ok) {
        return std::move(ok).error();
    }
    const auto newest = firstRow(find, [](const Statement& row) { return row.int64(0); });
    if (!newest) {
        return newest.error();
    }
    return newest->value_or(0);
}

Result<IndexPart::Block> build(Connection& connection, RoomId room, qint64 number)
{
    auto newestAt = newestBefore(connection, room, number);
    if (!newestAt) {
        return std::move(newestAt).error();
    }
    const qint64 first = searchfilter::firstSeqOf(number);
    Statement contents(connection, QLatin1String("search.contents"));
    if (auto ok = contents.run(room, first, first + searchfilter::blockSize - 1); !ok) {
        return std::move(ok).error();
    }
    IndexPart::Block block;
    block.number = number;
    block.newestAt = *newestAt;
    SearchFilterBuilder builder;
    bool any = false;
    while (contents.next()) {
        const qint64 at = contents.int64(2);
        block.oldestAt = any ? std::min(block.oldestAt, at) : at;
        block.newestAt = std::max(block.newestAt, at);
        any = true;
        if (contents.integer(3) == rows::number(MessageKind::Text)) {
            builder.add(contents.text(4), contents.id<UserId>(1));
        }
    }
    if (auto ok = contents.check(); !ok) {
        return std::move(ok).error();
    }
    block.filter = builder.filter();
    return block;
}

Result<IndexPart> preparePart(Connection& connection, RoomId room, int atMost)
{
    IndexPart part;
    part.room = room;
    Statement extent(connection, QLatin1String("search.extent"));
    if (auto ok = extent.run(room); !ok) {
        return std::move(ok).error();
    }
    if (!extent.next()) {
        const auto ok = extent.check();
        return ok ? Result<IndexPart>(std::move(part)) : Result<IndexPart>(ok.error());
    }
    const qint64 headRev = extent.int64(0);
    part.before = extent.int64(1);
    part.breaks = extent.int64(2);
    const auto blocks = changedBlocks(connection, room, headRev, atMost, part);
    if (!blocks) {
        return blocks.error();
    }
    for (const qint64 number : *blocks) {
        auto block = build(connection, room, number);
        if (!block) {
            return std::move(block).error();
        }
        if (!part.blocks.empty()) {
            block->newestAt = std::max(block->newestAt, part.blocks.back().newestAt);
        }
        part.blocks.push_back(std::move(block).value());
    }
    return part;
}

Result<Indexing> writePart(Connection& connection, const Lease& lease, const IndexPart& part)
{
    const auto leased = take(connection, lease);
    if (!leased) {
        return leased.error();
    }
    if (!*leased) {
        return Indexing::NotLeased;
    }
    // First: where the mark was moved meanwhile, nothing of this counts.
    Statement move(connection, QLatin1String("search.set_indexed"));
    if (auto ok = move.run(part.after, part.room, part.before, part.breaks); !ok) {
        return std::move(ok).error();
    }
    if (move.affected() != 1) {
        return Indexing::Outdated;
    }
    for (const IndexPart::Block& block : part.blocks) {
        auto ok = Statement(connection, QLatin1String("search.put_block"))
                      .run(part.room, block.number, block.oldestAt, block.newestAt, block.filter);
        if (!ok) {
            return std::move(ok).error();
        }
    }
    return Indexing::Written;
}

} // namespace

QCoro::Task<Result<bool>> SqlMessageIndex::takeLease(Lease lease)
{
    return awaited(
        m_writer.run([lease = std::move(lease)](Connection& connection) { return take(connection, lease); }));
}

QCoro::Task<Result<UnindexedRooms>> SqlMessageIndex::unindexed(RoomId after, int limit)
{
    return awaited(m_readers.run([after, limit](Connection& connection) -> Result<UnindexedRooms> {
        Statement list(connection, QLatin1String("search.unindexed"));
        if (auto ok = list.run(qint64(after.value()), limit); !ok) {
            return std::move(ok).error();
        }
        UnindexedRooms found;
        int looked = 0;
        for (; list.next(); ++looked) {
            found.last = list.id<RoomId>(0);
            if (const qint64 changes = list.int64(1); changes > 0) {
                found.rooms.push_back(found.last);
                found.changes += changes;
            }
        }
        if (auto ok = list.check(); !ok) {
            return std::move(ok).error();
        }
        found.more = looked == limit;
        return found;
    }));
}

QCoro::Task<Result<IndexPart>> SqlMessageIndex::prepare(RoomId room, int atMost)
{
    return awaited(m_readers.run(
        [room, atMost](Connection& connection) { return preparePart(connection, room, atMost); }));
}

QCoro::Task<Result<Indexing>> SqlMessageIndex::write(Lease lease, IndexPart part)
{
    return awaited(m_writer.run([lease = std::move(lease), part = std::move(part)](
                                    Connection& connection) { return writePart(connection, lease, part); }));
}

} // namespace madang::server
