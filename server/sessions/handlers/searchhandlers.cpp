#include "server/sessions/handlers/handlers.h"

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/searchmethods.h"

namespace madang::server {

namespace {

constexpr int kHitsPage = 20;

protocol::Snippet toWire(const search::Snippet& snippet)
{
    protocol::Snippet wire{snippet.text, {}};
    wire.marks.reserve(snippet.marks.size());
    for (const search::Mark& mark : snippet.marks)
        wire.marks.push_back({mark.offset, mark.length});
    return wire;
}

QCoro::Task<Result<protocol::MessageSearch::Result>> find(Call& call, SearchRequest request)
{
    auto found = co_await call.loop().services().search.find(std::move(request));
    if (!found)
        co_return std::move(found).error();
    protocol::MessageSearch::Result result;
    result.hits.reserve(found->hits.size());
    for (const FoundMessage& hit : found->hits)
        result.hits.push_back({server::toWire(hit.message, call.user()), toWire(hit.snippet)});
    if (!found->next.isEmpty())
        result.next = found->next;
    if (found->incomplete)
        result.incomplete = true;
    co_return result;
}

} // namespace

void addSearchHandlers(Dispatcher& dispatcher)
{
    dispatcher.on<protocol::MessageSearch>(
        [](Call& call,
            protocol::MessageSearch::Params params) -> QCoro::Task<Result<protocol::MessageSearch::Result>> {
            const qint64 waitMs = call.connection().identity()->rates->searches.take(call.loop().nowMs());
            if (waitMs > 0)
                co_return Error::rateLimited(waitMs);
            SearchRequest request;
            request.user = call.user();
            request.query = std::move(params.query);
            request.room = params.room;
            request.sender = params.sender;
            request.beforeAt = params.beforeAt;
            request.after = params.after.value_or(QString());
            const auto fetch = [&call, &request](int limit) {
                SearchRequest page = request;
                page.limit = limit;
                return find(call, std::move(page));
            };
            co_return co_await fittingPage<protocol::MessageSearch::Result>(
                params.limit.value_or(kHitsPage), call.loop().limits().serverFrame, fetch);
        });
}

} // namespace madang::server
