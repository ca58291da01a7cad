#include "server/rooms/searchservice.h"

#include <QCoroFuture>
#include <vector>

namespace madang::server {

namespace {

std::optional<Error> badNumber(const SearchRequest& request, const Limits& limits)
{
    if (request.limit < 1 || request.limit > limits.pageHits)
        return Error::invalid(QStringLiteral("limit"),
            QStringLiteral("`limit` is a number from 1 to %1.").arg(limits.pageHits));
    if (request.beforeAt && *request.beforeAt < 1)
        return Error::invalid(QStringLiteral("before_at"),
            QStringLiteral("`before_at` is a time, in milliseconds since 1970."));
    return std::nullopt;
}

Error badQuery(const Limits& limits)
{
    return Error::invalid(QStringLiteral("query"),
        QStringLiteral("`query` has 1 to %1 words of letters, digits or emoji, at most %2 characters in all.")
            .arg(limits.searchWords)
            .arg(limits.searchQuery));
}

void update(std::vector<SearchHit>& hits, const std::vector<Message>& changed)
{
    for (const Message& newer : changed) {
        for (SearchHit& hit : hits) {
            const Message& known = hit.message;
            if (known.room == newer.room && known.seq == newer.seq && known.rev < newer.rev)
                hit.message = newer;
        }
    }
}

} // namespace

QCoro::Task<Result<FoundMessages>> SearchService::find(SearchRequest request)
{
    if (auto bad = badNumber(request, m_limits))
        co_return std::move(*bad);
    auto query = search::Query::of(request.query, m_limits);
    if (!query)
        co_return badQuery(m_limits);
    SearchQuestion question;
    question.asker = request.user;
    question.sender = request.sender.value_or(UserId());
    question.beforeAt = request.beforeAt.value_or(0);
    question.query = *query;
    question.after = request.after;
    question.limit = request.limit;
    if (request.room) {
        question.room = *request.room;
        if (auto entered = co_await m_rooms.companions(request.user, *request.room); !entered)
            co_return std::move(entered).error();
    }
    if (request.sender && request.sender->isNull()) // an id that nobody has
        co_return FoundMessages();
    auto page = co_await m_messages.find(std::move(question));
    if (!page)
        co_return std::move(page).error();
    if (auto current = co_await bringUpToDate(request.user, *page); !current)
        co_return std::move(current).error();
    if (request.room) {
        // Removed while it was read, here or elsewhere.
        if (auto entered = co_await m_rooms.companions(request.user, *request.room); !entered)
            co_return std::move(entered).error();
    }
    FoundMessages found;
    found.next = page->next;
    found.incomplete = page->incomplete;
    for (SearchHit& hit : page->hits) {
        if (const auto match = search::match(hit.message.text, *query)) {
            auto snippet = search::snippet(hit.message.text, match->marks, m_limits);
            found.hits.push_back({std::move(hit.message), std::move(snippet)});
        }
    }
    co_return found;
}

// What the log knows and the database does not yet: that a message was deleted or edited a moment ago, and
// that the asker is no member any more.
QCoro::Task<Result<void>> SearchService::bringUpToDate(UserId user, SearchPage& page)
{
    std::vector<QFuture<Result<Changes>>> asked;
    asked.reserve(page.extents.size());
    for (const SearchPage::Extent& extent : page.extents)
        asked.push_back(m_rooms.changes(user, extent.room, extent.head.rev, m_limits.pageChanges));
    for (size_t i = 0; i < asked.size(); ++i) {
        const RoomId room = page.extents[i].room;
        for (;;) {
            auto changes = co_await asked[i];
            if (!changes && changes.error().code != ErrorCode::NotFound)
                co_return std::move(changes).error();
            // Nobody knows what became of a room's messages of which the database lacks so many changes.
            if (!changes || changes->reset) {
                std::erase_if(page.hits, [room](const SearchHit& hit) { return hit.message.room == room; });
                break;
            }
            update(page.hits, changes->page.messages);
            if (!changes->page.more)
                break;
            asked[i] = m_rooms.changes(user, room, changes->page.rev, m_limits.pageChanges);
        }
    }
    co_return Result<void>();
}

} // namespace madang::server
