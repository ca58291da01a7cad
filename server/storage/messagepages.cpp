#include "server/storage/messagepages.h"

#include "server/storage/connection.h"
#include "server/storage/rows.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr int pageAtMost = 1000;

struct Extent {
    Head head;
    qint64 floor = 1; // everything before it has expired
};

Result<Extent> extentOf(Connection& connection, RoomId room)
{
    Statement find(connection, QLatin1String("messages.head"));
    if (auto ok = find.run(room); !ok) {
        return std::move(ok).error();
    }
    auto extent = firstRow(find, [](const Statement& row) {
        return Extent{rows::head(row, 0), row.int64(2)};
    });
    if (!extent) {
        return std::move(extent).error();
    }
    if (!*extent) {
        return Error::notFound(QStringLiteral("There is no such room."));
    }
    return **extent;
}

struct Range {
    qint64 first = 1;
    qint64 last = 0; // < first: empty
};

// From the floor on, numbers have no holes, so that every page is known before a message is read.
Range rangeOf(const PageQuery& query, qint64 head, qint64 floor)
{
    const qint64 limit = std::clamp(query.limit, 1, pageAtMost);
    const qint64 seq = std::clamp<qint64>(query.seq, floor - 1, head + 1);
    Range range;
    switch (query.from) {
    case PageQuery::From::Newest:
        range = {head - limit + 1, head};
        break;
    case PageQuery::From::Before:
        range = {seq - limit, seq - 1};
        break;
    case PageQuery::From::After:
        range = {seq + 1, seq + limit};
        break;
    case PageQuery::From::Around: {
        // As many before as after; near an end the window is moved, not cut.
        const qint64 first = std::clamp<qint64>(seq - limit / 2, floor, std::max(floor, head - limit + 1));
        range = {first, first + limit - 1};
        break;
    }
    }
    return {std::max(range.first, floor), std::min(range.last, head)};
}

} // namespace

Result<std::optional<Head>> readHead(Connection& connection, RoomId room)
{
    Statement find(connection, QLatin1String("messages.head"));
    if (auto ok = find.run(room); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::head(row, 0); });
}

Result<MessagePage> readPage(Connection& connection, RoomId room, const PageQuery& query)
{
    const auto extent = extentOf(connection, room);
    if (!extent) {
        return extent.error();
    }
    const auto& [head, floor] = *extent;
    const Range range = rangeOf(query, head.seq, floor);
    Statement read(connection, QLatin1String("messages.range"));
    if (auto ok = read.run(room, range.first, range.last); !ok) {
        return std::move(ok).error();
    }
    auto messages = allRows(read, [](const Statement& row) { return rows::message(row); });
    if (!messages) {
        return std::move(messages).error();
    }
    MessagePage page;
    page.messages = std::move(messages).value();
    page.hasBefore = range.first > floor && head.seq >= floor;
    page.hasAfter = range.last < head.seq;
    page.head = head;
    page.begins = floor;
    return page;
}

Result<ChangesPage> readChanges(Connection& connection, RoomId room, qint64 since, int limit)
{
    const auto extent = extentOf(connection, room);
    if (!extent) {
        return extent.error();
    }
    limit = std::clamp(limit, 1, pageAtMost);
    Statement read(connection, QLatin1String("messages.changes"));
    if (auto ok = read.run(room, std::max<qint64>(since, 0), limit + 1); !ok) {
        return std::move(ok).error();
    }
    auto messages = allRows(read, [](const Statement& row) { return rows::message(row); });
    if (!messages) {
        return std::move(messages).error();
    }
    ChangesPage page;
    page.messages = std::move(messages).value();
    page.more = page.messages.size() > size_t(limit);
    if (page.more) {
        page.messages.pop_back();
    }
    page.rev = page.more ? page.messages.back().rev : extent->head.rev;
    page.head = extent->head;
    return page;
}

} // namespace madang::server
