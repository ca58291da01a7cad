#include "server/storage/messagepages.h"

#include "server/storage/connection.h"
#include "server/storage/rows.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr int pageAtMost = 1000;

Result<Head> headOf(Connection& connection, RoomId room)
{
    auto head = readHead(connection, room);
    if (!head) {
        return std::move(head).error();
    }
    if (!*head) {
        return Error::notFound(QStringLiteral("There is no such room."));
    }
    return **head;
}

struct Range {
    qint64 first = 1;
    qint64 last = 0; // < first: empty
};

// Numbers have no holes, so that every page is known before a message is read.
Range rangeOf(const PageQuery& query, qint64 head)
{
    const qint64 limit = std::clamp(query.limit, 1, pageAtMost);
    const qint64 seq = std::clamp<qint64>(query.seq, 0, head + 1);
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
        const qint64 first = std::clamp<qint64>(seq - limit / 2, 1, std::max<qint64>(1, head - limit + 1));
        range = {first, first + limit - 1};
        break;
    }
    }
    return {std::max<qint64>(range.first, 1), std::min(range.last, head)};
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
    const auto head = headOf(connection, room);
    if (!head) {
        return head.error();
    }
    const Range range = rangeOf(query, head->seq);
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
    page.hasBefore = range.first > 1 && head->seq > 0;
    page.hasAfter = range.last < head->seq;
    page.head = *head;
    return page;
}

Result<ChangesPage> readChanges(Connection& connection, RoomId room, qint64 since, int limit)
{
    const auto head = headOf(connection, room);
    if (!head) {
        return head.error();
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
    page.rev = page.more ? page.messages.back().rev : head->rev;
    page.head = *head;
    return page;
}

} // namespace madang::server
