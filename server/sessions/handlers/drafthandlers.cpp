#include "server/sessions/handlers/handlers.h"

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/draftmethods.h"

namespace madang::server {

namespace {

constexpr int kDraftsPage = 50;

QCoro::Task<Result<protocol::DraftSet::Result>> setDraft(Call& call, protocol::DraftSet::Params params)
{
    const qint64 waitMs = call.connection().identity()->rates->drafts.take(call.loop().nowMs());
    if (waitMs > 0)
        co_return Error::rateLimited(waitMs);
    const Stream* stream = call.connection().stream();
    const StreamId by = stream ? stream->id() : StreamId();
    auto draft = co_await call.loop().services().drafts.set(
        call.user(), by, params.room, std::move(params.text), params.replyTo);
    if (!draft)
        co_return std::move(draft).error();
    co_return protocol::DraftSet::Result{toWire(*draft)};
}

QCoro::Task<Result<protocol::DraftList::Result>> listDrafts(Call& call, const QString& after, int limit)
{
    auto page = co_await call.loop().services().drafts.list(call.user(), after, limit);
    if (!page)
        co_return std::move(page).error();
    protocol::DraftList::Result result;
    result.drafts.reserve(page->drafts.size());
    for (const Draft& draft : page->drafts)
        result.drafts.push_back(toWire(draft));
    if (!page->next.isEmpty())
        result.next = page->next;
    co_return result;
}

} // namespace

void addDraftHandlers(Dispatcher& dispatcher)
{
    dispatcher.on<protocol::DraftSet>(setDraft);
    dispatcher.on<protocol::DraftList>([](Call& call, protocol::DraftList::Params params) {
        return fittingPage<protocol::DraftList::Result>(params.limit.value_or(kDraftsPage),
            call.loop().limits().serverFrame, [&call, after = params.after.value_or(QString())](int limit) {
                return listDrafts(call, after, limit);
            });
    });
}

} // namespace madang::server
