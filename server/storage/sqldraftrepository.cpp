#include "server/storage/sqldraftrepository.h"

#include "server/storage/connection.h"
#include "server/storage/cursor.h"
#include "server/storage/readerpool.h"
#include "server/storage/writequeue.h"

#include <limits>

namespace madang::server {

namespace {

constexpr char draftList = 'd';
constexpr int pageAtMost = 1000;

Draft draftIn(const Statement& row)
{
    return {row.id<RoomId>(0), row.text(1), row.int64(2), row.int64(3), row.int64(4)};
}

Result<std::optional<Draft>> find(Connection& connection, UserId user, RoomId room)
{
    Statement statement(connection, QLatin1String("drafts.find"));
    if (auto ok = statement.run(user, room); !ok) {
        return std::move(ok).error();
    }
    return firstRow(statement, draftIn);
}

// Whether anything changed.
Result<bool> write(Connection& connection, UserId user, const Draft& draft)
{
    const bool removal = draft.text.isEmpty() && draft.replyTo == 0;
    Statement statement(connection, QLatin1String(removal ? "drafts.clear" : "drafts.set"));
    auto ok = removal ? statement.run(draft.changedAt, user, draft.room)
                      : statement.run(draft.text, draft.replyTo, draft.changedAt, draft.room, user);
    if (!ok) {
        return std::move(ok).error();
    }
    return statement.affected() > 0;
}

Result<bool> isMember(Connection& connection, UserId user, RoomId room)
{
    Statement role(connection, QLatin1String("rooms.role"));
    if (auto ok = role.run(room, user); !ok) {
        return std::move(ok).error();
    }
    const bool there = role.next();
    if (auto ok = role.check(); !ok) {
        return std::move(ok).error();
    }
    return there;
}

Result<ChangedDraft> set(Connection& connection, UserId user, const Draft& draft)
{
    const auto changed = write(connection, user, draft);
    if (!changed) {
        return changed.error();
    }
    auto now = find(connection, user, draft.room);
    if (!now) {
        return std::move(now).error();
    }
    if (*now) {
        return ChangedDraft{std::move(**now), *changed};
    }
    const auto member = isMember(connection, user, draft.room);
    if (!member) {
        return member.error();
    }
    if (!*member) {
        return Error::notFound(QStringLiteral("There is no such room."));
    }
    ChangedDraft none; // nothing was there to be removed
    none.draft.room = draft.room;
    none.changed = false;
    return none;
}

Result<DraftPage> list(Connection& connection, UserId user, qint64 after, int limit)
{
    Statement statement(connection, QLatin1String("drafts.list"));
    if (auto ok = statement.run(user, after, limit + 1); !ok) {
        return std::move(ok).error();
    }
    auto found = allRows(statement, draftIn);
    if (!found) {
        return std::move(found).error();
    }
    DraftPage page{std::move(found).value(), {}};
    if (page.drafts.size() > size_t(limit)) {
        page.drafts.pop_back();
        page.next = cursor::encode(draftList, cursor::Pair{qint64(page.drafts.back().room.value()), 0});
    }
    return page;
}

} // namespace

QCoro::Task<Result<ChangedDraft>> SqlDraftRepository::set(UserId user, Draft draft)
{
    return awaited(m_writer.run([user, draft = std::move(draft)](Connection& connection) {
        return server::set(connection, user, draft);
    }));
}

QCoro::Task<Result<DraftPage>> SqlDraftRepository::list(UserId user, QString after, int limit)
{
    constexpr qint64 begin = std::numeric_limits<qint64>::min();
    return awaited(m_readers.run([user, after, limit = std::clamp(limit, 1, pageAtMost)](
                                     Connection& connection) -> Result<DraftPage> {
        const auto place
            = after.isEmpty() ? Result(cursor::Pair{begin, 0}) : cursor::decodePair(draftList, after);
        return place ? server::list(connection, user, place->first, limit) : Result<DraftPage>(place.error());
    }));
}

} // namespace madang::server
