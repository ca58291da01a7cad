#include "server/presence/viewernews.h"

#include "server/presence/presencewire.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr qint64 kGatherMs = 50;
constexpr qint64 kLeastMs = 250; // between two tellings …
constexpr size_t kViewersPerMs = 1; // … and so much longer the more are told

} // namespace

ViewerNews::ViewerNews(Executor& home, const Clock& clock, PresenceRooms& rooms, const ViewerBoard& board,
    std::function<bool(UserId)> isInvisible, int listed)
    : m_home(home)
    , m_clock(clock)
    , m_rooms(rooms)
    , m_board(board)
    , m_isInvisible(std::move(isInvisible))
    , m_listed(listed)
{
}

RoomViewers ViewerNews::viewers(RoomId room) const
{
    RoomViewers viewers;
    viewers.users = m_board.everywhere(room);
    std::erase_if(viewers.users, m_isInvisible);
    viewers.count = int(viewers.users.size());
    // By id, so that every server lists the same.
    const auto listed = std::min(viewers.users.size(), size_t(m_listed));
    std::partial_sort(viewers.users.begin(), viewers.users.begin() + qsizetype(listed), viewers.users.end());
    viewers.users.resize(listed);
    return viewers;
}

void ViewerNews::entered(RoomId room, UserId user)
{
    m_news[room].newcomers.push_back(user);
    changed(room);
}

void ViewerNews::changed(RoomId room)
{
    const std::vector<UserId> here = m_board.here(room);
    const auto found = m_news.find(room);
    if (here.empty() || found == m_news.end()) {
        if (found != m_news.end() && !found->second.waiting)
            m_news.erase(found);
        return;
    }
    News& news = found->second;
    if (std::exchange(news.waiting, true))
        return;
    const qint64 gap = std::max(kLeastMs, qint64(here.size() / kViewersPerMs));
    const qint64 now = m_clock.steadyMs();
    const qint64 due = news.toldAt == 0 ? now + kGatherMs : std::max(now + kGatherMs, news.toldAt + gap);
    m_home.postAfter(due - now, [this, room] { tell(room); });
}

void ViewerNews::tell(RoomId room)
{
    const auto found = m_news.find(room);
    News& news = found->second;
    news.waiting = false;
    std::vector<UserId> here = m_board.here(room);
    if (here.empty()) {
        m_news.erase(found);
        return;
    }
    RoomViewers now = viewers(room);
    std::vector<UserId> to = std::exchange(news.newcomers, {});
    // Where nothing is to be seen, nothing is told: an event without a change would say that somebody hides.
    if (now != news.told)
        to = std::move(here);
    std::erase_if(to, [&](UserId user) { return !m_board.looksHere(room, user); });
    news.toldAt = std::max<qint64>(m_clock.steadyMs(), 1);
    if (!to.empty())
        m_rooms.tellMembers(room, UserId(), viewersEvent(room, now, std::move(to)));
    news.told = std::move(now);
}

} // namespace madang::server
