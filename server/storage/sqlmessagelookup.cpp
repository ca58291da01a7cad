#include "server/storage/sqlmessagelookup.h"

#include "server/storage/connection.h"
#include "server/storage/messagepages.h"
#include "server/storage/readerpool.h"
#include "server/storage/rows.h"

namespace madang::server {

namespace {

Result<std::optional<PinnedMessages>> readPinned(Connection& connection, RoomId room, int atMost)
{
    const auto head = readHead(connection, room);
    if (!head) {
        return head.error();
    }
    if (!*head) {
        return std::optional<PinnedMessages>();
    }
    Statement read(connection, QLatin1String("lookup.pinned"));
    if (auto ok = read.run(room, atMost); !ok) {
        return std::move(ok).error();
    }
    auto messages = allRows(read, [](const Statement& row) { return rows::message(row); });
    if (!messages) {
        return std::move(messages).error();
    }
    return std::optional(PinnedMessages{std::move(messages).value(), **head});
}

Result<std::optional<ReplacedTexts>> readReplaced(
    Connection& connection, RoomId room, qint64 seq, qint64 afterRev, int limit)
{
    ReplacedTexts replaced;
    {
        Statement find(connection, QLatin1String("lookup.rev"));
        if (auto ok = find.run(room, seq); !ok) {
            return std::move(ok).error();
        }
        const auto rev = firstRow(find, [](const Statement& row) { return row.int64(0); });
        if (!rev) {
            return rev.error();
        }
        if (!*rev) {
            return std::optional<ReplacedTexts>();
        }
        replaced.rev = **rev;
    }
    Statement read(connection, QLatin1String("lookup.replaced"));
    if (auto ok = read.run(room, seq, afterRev, limit); !ok) {
        return std::move(ok).error();
    }
    auto texts = allRows(read, [](const Statement& row) {
        return ReplacedText{row.int64(0), row.text(1), row.int64(2)};
    });
    if (!texts) {
        return std::move(texts).error();
    }
    replaced.texts = std::move(texts).value();
    return std::optional(std::move(replaced));
}

} // namespace

QCoro::Task<Result<std::optional<PinnedMessages>>> SqlMessageLookup::pinned(RoomId room, int atMost)
{
    return awaited(m_readers.run(
        [room, atMost](Connection& connection) { return readPinned(connection, room, atMost); }));
}

QCoro::Task<Result<std::optional<ReplacedTexts>>> SqlMessageLookup::replaced(
    RoomId room, qint64 seq, qint64 afterRev, int limit)
{
    return awaited(m_readers.run([room, seq, afterRev, limit](Connection& connection) {
        return readReplaced(connection, room, seq, afterRev, limit);
    }));
}

} // namespace madang::server
