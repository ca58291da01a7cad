#include "server/rooms/draftservice.h"

#include "server/rooms/roomwire.h"
#include "shared/protocol/textrules.h"

#include <QCoroFuture>

namespace madang::server {

QCoro::Task<Result<Draft>> DraftService::set(
    UserId user, StreamId by, RoomId room, QString text, std::optional<qint64> replyTo)
{
    if (auto fits = protocol::draftText(text, m_limits); !fits)
        co_return std::move(fits).error();
    if (replyTo && *replyTo < 1)
        co_return Error::invalid(
            QStringLiteral("reply_to"), QStringLiteral("There is no such message to reply to."));
    std::vector<UserId> among(1, user);
    const auto roster = co_await m_rooms.roster(room, std::move(among), 0);
    if (!roster)
        co_return roster.error();
    if (roster->among.empty())
        co_return noSuchRoom();
    Draft draft;
    draft.room = room;
    draft.text = std::move(text);
    draft.replyTo = replyTo.value_or(0);
    draft.changedAt = m_clock.nowMs();
    auto stored = co_await m_drafts.set(user, std::move(draft));
    if (!stored && stored.error().code == ErrorCode::NotFound) // removed meanwhile
        co_return noSuchRoom();
    if (!stored)
        co_return std::move(stored).error();
    if (stored->changed)
        m_bus.publish(draftEvent(stored->draft, user, by));
    co_return std::move(stored->draft);
}

QCoro::Task<Result<DraftPage>> DraftService::list(UserId user, QString after, int limit)
{
    if (limit < 1 || limit > m_limits.pageRooms)
        co_return Error::invalid(QStringLiteral("limit"),
            QStringLiteral("`limit` is a number from 1 to %1.").arg(m_limits.pageRooms));
    co_return co_await m_drafts.list(user, std::move(after), limit);
}

} // namespace madang::server
