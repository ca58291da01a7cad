#include "server/storage/sqlmessageexpiry.h"

#include "server/storage/readerpool.h"
#include "server/storage/roomcreation.h"
#include "server/storage/searchfilter.h"
#include "server/storage/writequeue.h"

#include <algorithm>

namespace madang::server {

namespace {

const QString& leaseName()
{
    static const QString name = QStringLiteral("expiry");
    return name;
}

// What was sent before it is too old; nothing where there is no rule.
std::optional<qint64> cutoff(const ExpiryRule& rule, qint64 own)
{
    const qint64 kept = rule.keepMs == 0 ? own : own == 0 ? rule.keepMs : std::min(rule.keepMs, own);
    return kept == 0 ? std::nullopt : std::optional(rule.now - kept);
}

struct Place {
    qint64 floor = 1;
    std::optional<qint64> cutoff;
};

Result<std::optional<Place>> placeOf(Connection& connection, const ExpiryRule& rule, RoomId room)
{
    Statement find(connection, QLatin1String("expiry.rule"));
    if (auto ok = find.run(room); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [&rule](const Statement& row) {
        return Place{row.int64(1), cutoff(rule, row.int64(0))};
    });
}

// The seq after the last of the oldest messages that are too old; the floor where none is.
Result<qint64> endOf(Connection& connection, RoomId room, const Place& place, int atMost)
{
    qint64 end = place.floor;
    if (!place.cutoff) {
        return end;
    }
    Statement oldest(connection, QLatin1String("expiry.oldest"));
    if (auto ok = oldest.run(room, place.floor, atMost); !ok) {
        return std::move(ok).error();
    }
    while (oldest.next() && oldest.int64(1) < *place.cutoff) {
        end = oldest.int64(0) + 1;
    }
    if (auto ok = oldest.check(); !ok) {
        return std::move(ok).error();
    }
    return end;
}

Result<bool> take(Connection& connection, const Lease& lease)
{
    Statement statement(connection, QLatin1String("leases.take"));
    if (auto ok = statement.run(lease.holder, lease.ttlMs, leaseName(), lease.holder); !ok) {
        return std::move(ok).error();
    }
    return statement.affected() == 1;
}

Result<int> deleteRange(Connection& connection, RoomId room, qint64 first, qint64 end, qint64 at)
{
    auto ok = Statement(connection, QLatin1String("expiry.remember")).run(at, room, first, end);
    if (ok) {
        ok = Statement(connection, QLatin1String("expiry.delete_edits")).run(room, first, end);
    }
    Statement deletion(connection, QLatin1String("expiry.delete"));
    if (ok) {
        ok = deletion.run(room, first, end);
    }
    const int deleted = ok ? deletion.affected() : 0; // now: SQLite tells it of the last statement
    if (ok) {
        ok = Statement(connection, QLatin1String("search.delete_blocks"))
                 .run(room, searchfilter::blockOf(end));
    }
    if (ok) {
        ok = Statement(connection, QLatin1String("expiry.raise_floor")).run(end, room, end);
    }
    if (!ok) {
        return std::move(ok).error();
    }
    return deleted;
}

Result<ExpiredPart> expirePart(
    Connection& connection, const Lease& lease, const ExpiryRule& rule, RoomId room, qint64 below, int atMost)
{
    const auto leased = take(connection, lease);
    if (!leased) {
        return leased.error();
    }
    if (!*leased) {
        return ExpiredPart{false, 0};
    }
    // Against whoever stores records of this room, which go by its floor.
    if (auto held = holdRoom(connection, room); !held) {
        return std::move(held).error();
    }
    const auto place = placeOf(connection, rule, room);
    if (!place) {
        return place.error();
    }
    if (!*place) {
        return ExpiredPart();
    }
    const auto end = endOf(connection, room, **place, atMost);
    if (!end) {
        return end.error();
    }
    const qint64 last = std::min(*end, below);
    if (last <= (*place)->floor) {
        return ExpiredPart();
    }
    const auto deleted = deleteRange(connection, room, (*place)->floor, last, rule.now);
    if (!deleted) {
        return deleted.error();
    }
    return ExpiredPart{true, *deleted};
}

Result<DueRooms> dueRooms(Connection& connection, const ExpiryRule& rule, RoomId after, int limit)
{
    Statement list(connection, QLatin1String(rule.keepMs == 0 ? "expiry.rooms_with_rule" : "expiry.rooms"));
    if (auto ok = list.run(qint64(after.value()), limit); !ok) {
        return std::move(ok).error();
    }
    DueRooms due;
    int looked = 0;
    for (; list.next(); ++looked) {
        due.last = list.id<RoomId>(0);
        const auto kept = cutoff(rule, list.int64(1));
        if (kept && !list.isNull(2) && list.int64(2) < *kept) {
            due.rooms.push_back(due.last);
        }
    }
    if (auto ok = list.check(); !ok) {
        return std::move(ok).error();
    }
    due.more = looked == limit;
    return due;
}

} // namespace

QCoro::Task<Result<bool>> SqlMessageExpiry::takeLease(Lease lease)
{
    return awaited(
        m_writer.run([lease = std::move(lease)](Connection& connection) { return take(connection, lease); }));
}

QCoro::Task<Result<void>> SqlMessageExpiry::giveLease(Lease lease)
{
    return awaited(m_writer.run([lease = std::move(lease)](Connection& connection) {
        return Statement(connection, QLatin1String("leases.give")).run(leaseName(), lease.holder);
    }));
}

QCoro::Task<Result<DueRooms>> SqlMessageExpiry::due(ExpiryRule rule, RoomId after, int limit)
{
    return awaited(m_readers.run(
        [rule, after, limit](Connection& connection) { return dueRooms(connection, rule, after, limit); }));
}

QCoro::Task<Result<std::optional<qint64>>> SqlMessageExpiry::expired(ExpiryRule rule, RoomId room, int atMost)
{
    return awaited(
        m_readers.run([rule, room, atMost](Connection& connection) -> Result<std::optional<qint64>> {
            const auto place = placeOf(connection, rule, room);
            if (!place) {
                return place.error();
            }
            if (!*place) {
                return std::optional<qint64>();
            }
            const auto end = endOf(connection, room, **place, atMost);
            if (!end) {
                return end.error();
            }
            return *end > (*place)->floor ? std::optional(*end) : std::nullopt;
        }));
}

QCoro::Task<Result<ExpiredPart>> SqlMessageExpiry::expire(
    Lease lease, ExpiryRule rule, RoomId room, qint64 below, int atMost)
{
    return awaited(
        m_writer.run([lease = std::move(lease), rule, room, below, atMost](Connection& connection) {
            return expirePart(connection, lease, rule, room, below, atMost);
        }));
}

} // namespace madang::server
