#include "server/sessions/handlers/handlers.h"

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/messagemethods.h"

#include <QCoroFuture>

namespace madang::server {

namespace {

constexpr int kMessagesPage = 50;

// Answers a call with what became of a change. Runs on the call's loop.
RoomService::Sent answerWith(Call call)
{
    return [call = std::move(call)](Result<LogReceipt> receipt) mutable {
        if (!receipt)
            call.fail(receipt.error());
        else
            call.answer(protocol::encode(protocol::MessageResult{toWire(receipt->message)}));
    };
}

// Edits and deletions are messages as far as rates go.
bool tooFast(Call& call)
{
    const qint64 waitMs = call.connection().identity()->rates->messages.take(call.loop().nowMs());
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
        {kind, user, room, seq, std::move(text)}, loop.executor(), answerWith(std::move(call)));
}

std::vector<protocol::Message> toWire(const std::vector<Message>& messages)
{
    std::vector<protocol::Message> wire;
    wire.reserve(messages.size());
    for (const Message& message : messages)
        wire.push_back(server::toWire(message));
    return wire;
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
        toWire(page->messages), page->hasBefore, page->hasAfter, server::toWire(page->head)};
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
        result.messages = toWire(found->page.messages);
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
        SendRequest request{
            call.user(), params.room, params.clientId, std::move(params.text), params.replyTo.value_or(0)};
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
