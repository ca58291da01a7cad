#include "server/sessions/handlers/handlers.h"

#include "server/sessions/handlers/messageanswers.h"

#include <QCoroFuture>

namespace madang::server {

namespace {

constexpr int kMessagesPage = 50;

bool tooFast(Call& call)
{
    const qint64 waitMs = messageWait(call);
    if (waitMs > 0)
        call.fail(Error::rateLimited(waitMs));
    return waitMs > 0;
}

void change(Call call, LogEntry::Kind kind, RoomId room, qint64 seq, QString text)
{
    if (tooFast(call))
        return;
    if (seq < 1)
        return call.fail(
            Error::invalid(QStringLiteral("seq"), QStringLiteral("`seq` is a message's number, 1 or more.")));
    SessionLoop& loop = call.loop();
    const UserId user = call.user();
    loop.services().rooms.change(
        {kind, user, room, seq, std::move(text), true}, loop.executor(), answerWith(std::move(call)));
}

PageQuery queryOf(const protocol::MessageHistory::Params& params)
{
    using From = PageQuery::From;
    if (params.before)
        return {From::Before, *params.before, 0};
    if (params.after)
        return {From::After, *params.after, 0};
    if (params.around)
        return {From::Around, *params.around, 0};
    return {};
}

QCoro::Task<Result<protocol::MessageHistory::Result>> history(Call& call, RoomId room, PageQuery query)
{
    auto page = co_await call.loop().services().rooms.history(call.user(), room, query);
    if (!page)
        co_return std::move(page).error();
    co_return protocol::MessageHistory::Result{
        toWire(page->messages, call.user()), page->hasBefore, page->hasAfter, server::toWire(page->head)};
}

QCoro::Task<Result<protocol::MessageChanges::Result>> changes(
    Call& call, RoomId room, qint64 since, int limit)
{
    auto found = co_await call.loop().services().rooms.changes(call.user(), room, since, limit);
    if (!found)
        co_return std::move(found).error();
    protocol::MessageChanges::Result result;
    result.head = server::toWire(found->page.head);
    if (found->reset) {
        result.reset = true;
    } else {
        result.messages = toWire(found->page.messages, call.user());
        result.rev = found->page.rev;
        result.more = found->page.more;
    }
    co_return result;
}

} // namespace

void addMessageHandlers(Dispatcher& dispatcher)
{
    dispatcher.onDirect<protocol::MessageSend>([](Call call, protocol::MessageSend::Params params) {
        if (tooFast(call))
            return;
        if (params.attachments && !params.attachments->empty())
            return call.fail(
                Error::invalid(QStringLiteral("attachments"), QStringLiteral("There is no such file.")));
        if (params.replyTo && *params.replyTo < 1)
            return call.fail(Error::invalid(
                QStringLiteral("reply_to"), QStringLiteral("There is no such message to reply to.")));
        SessionLoop& loop = call.loop();
        SendRequest request;
        request.user = call.user();
        request.room = params.room;
        request.clientId = params.clientId;
        request.text = std::move(params.text);
        request.replyTo = params.replyTo.value_or(0);
        loop.services().rooms.send(std::move(request), loop.executor(), answerWith(std::move(call)));
    });
    dispatcher.onDirect<protocol::MessageEdit>([](Call call, protocol::MessageEdit::Params params) {
        change(std::move(call), LogEntry::Kind::Edit, params.room, params.seq, std::move(params.text));
    });
    dispatcher.onDirect<protocol::MessageDelete>([](Call call, protocol::MessageDelete::Params params) {
        change(std::move(call), LogEntry::Kind::Delete, params.room, params.seq, {});
    });
    dispatcher.on<protocol::MessageHistory>([](Call& call, protocol::MessageHistory::Params params) {
        return fittingPage<protocol::MessageHistory::Result>(params.limit.value_or(kMessagesPage),
            call.loop().limits().serverFrame,
            [&call, room = params.room, query = queryOf(params)](int limit) {
                PageQuery page = query;
                page.limit = limit;
                return history(call, room, page);
            });
    });
    dispatcher.on<protocol::MessageChanges>([](Call& call, protocol::MessageChanges::Params params) {
        return fittingPage<protocol::MessageChanges::Result>(params.limit.value_or(kMessagesPage),
            call.loop().limits().serverFrame, [&call, room = params.room, since = params.since](int limit) {
                return changes(call, room, since, limit);
            });
    });
}

} // namespace madang::server
