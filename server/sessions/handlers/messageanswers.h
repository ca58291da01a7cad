#pragma once

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/messagemethods.h"

namespace madang::server {

// What the handlers of messages have in common.

// Answers a call with what became of a change. Runs on the call's loop.
[[nodiscard]] inline RoomService::Sent answerWith(Call call)
{
    return [call = std::move(call)](Result<LogReceipt> receipt) mutable {
        if (!receipt)
            call.fail(receipt.error());
        else
            call.answer(protocol::encode(protocol::MessageResult{toWire(receipt->message, call.user())}));
    };
}

[[nodiscard]] inline Result<protocol::MessageResult> messageResult(
    const Result<LogReceipt>& receipt, UserId reader)
{
    if (!receipt)
        return receipt.error();
    return protocol::MessageResult{toWire(receipt->message, reader)};
}

// Every change of a message counts as one, as far as rates go: how long to wait, in ms, or 0.
[[nodiscard]] inline qint64 messageWait(const Call& call)
{
    return call.connection().identity()->rates->messages.take(call.loop().nowMs());
}

[[nodiscard]] inline std::vector<protocol::Message> toWire(
    const std::vector<Message>& messages, UserId reader)
{
    std::vector<protocol::Message> wire;
    wire.reserve(messages.size());
    for (const Message& message : messages)
        wire.push_back(toWire(message, reader));
    return wire;
}

} // namespace madang::server
