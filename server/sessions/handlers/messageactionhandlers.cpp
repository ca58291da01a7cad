#include "server/sessions/handlers/handlers.h"

#include "server/sessions/handlers/messageanswers.h"
#include "shared/protocol/messageactions.h"

namespace madang::server {

namespace {

constexpr int kPage = 50;

using MessageTask = QCoro::Task<Result<protocol::MessageResult>>;

MessageTask pin(Call& call, protocol::MessagePin::Params params)
{
    if (const qint64 waitMs = messageWait(call); waitMs > 0)
        co_return Error::rateLimited(waitMs);
    if (params.seq < 1)
        co_return Error::invalid(
            QStringLiteral("seq"), QStringLiteral("`seq` is a message's number, 1 or more."));
    const MessagePlace place{call.user(), params.room, params.seq};
    const auto receipt
        = co_await call.loop().services().messages.pin(place, params.on, call.loop().executor());
    co_return messageResult(receipt, call.user());
}

MessageTask forward(Call& call, protocol::MessageForward::Params params)
{
    if (const qint64 waitMs = messageWait(call); waitMs > 0)
        co_return Error::rateLimited(waitMs);
    const MessagePlace place{call.user(), params.room, params.seq};
    const auto receipt = co_await call.loop().services().messages.forward(
        place, params.to, params.clientId, call.loop().executor());
    co_return messageResult(receipt, call.user());
}

QCoro::Task<Result<protocol::MessagePins::Result>> pins(
    Call& call, RoomId room, const QString& after, int limit)
{
    auto page = co_await call.loop().services().messages.pins(call.user(), room, after, limit);
    if (!page)
        co_return std::move(page).error();
    protocol::MessagePins::Result result;
    result.messages = toWire(page->messages, call.user());
    if (!page->next.isEmpty())
        result.next = page->next;
    co_return result;
}

QCoro::Task<Result<protocol::MessageEdits::Result>> edits(
    Call& call, MessagePlace place, const QString& after, int limit)
{
    auto page = co_await call.loop().services().messages.edits(place, after, limit, call.loop().executor());
    if (!page)
        co_return std::move(page).error();
    protocol::MessageEdits::Result result;
    result.edits.reserve(page->texts.size());
    for (const ReplacedText& text : page->texts)
        result.edits.push_back({text.text, text.writtenAt});
    if (!page->next.isEmpty())
        result.next = page->next;
    co_return result;
}

} // namespace

void addMessageActionHandlers(Dispatcher& dispatcher)
{
    dispatcher.onDirect<protocol::MessageReact>([](Call call, protocol::MessageReact::Params params) {
        if (const qint64 waitMs = messageWait(call); waitMs > 0)
            return call.fail(Error::rateLimited(waitMs));
        if (params.seq < 1)
            return call.fail(Error::invalid(
                QStringLiteral("seq"), QStringLiteral("`seq` is a message's number, 1 or more.")));
        SessionLoop& loop = call.loop();
        const MessagePlace place{call.user(), params.room, params.seq};
        const Stream* stream = call.connection().stream();
        const StreamId by = stream ? stream->id() : StreamId();
        loop.services().messages.react(
            place, by, params.emoji, params.on, loop.executor(), answerWith(std::move(call)));
    });
    dispatcher.on<protocol::MessagePin>(pin);
    dispatcher.on<protocol::MessageForward>(forward);
    dispatcher.on<protocol::MessagePins>([](Call& call, protocol::MessagePins::Params params) {
        return fittingPage<protocol::MessagePins::Result>(params.limit.value_or(kPage),
            call.loop().limits().serverFrame,
            [&call, room = params.room, after = params.after.value_or(QString())](
                int limit) { return pins(call, room, after, limit); });
    });
    dispatcher.on<protocol::MessageEdits>([](Call& call, protocol::MessageEdits::Params params) {
        const MessagePlace place{call.user(), params.room, params.seq};
        return fittingPage<protocol::MessageEdits::Result>(params.limit.value_or(kPage),
            call.loop().limits().serverFrame,
            [&call, place, after = params.after.value_or(QString())](
                int limit) { return edits(call, place, after, limit); });
    });
}

} // namespace madang::server
