#include "tests/fuzz/entries.h"

#include "shared/protocol/envelope.h"
#include "tests/fuzz/promise.h"

#include <QtCore/QJsonDocument>

using namespace madang;
using namespace madang::protocol;

namespace madang::fuzz {

namespace {

QByteArray bytesOf(const Body& body)
{
    return encode(body.object());
}

void serverReads(const QByteArray& frame)
{
    const auto parsed = parseRequest(frame);
    if (const auto* bad = std::get_if<BadFrame>(&parsed)) {
        promise(int(bad->error.code) < 0, "a bad frame has an error of JSON-RPC", frame);
        const QByteArray answer = errorResponse(bad->id, bad->error);
        const auto read = parseIncoming(answer);
        promise(read.ok(), "an answer to a bad frame can be read", answer);
        promise(!std::get<Response>(*read).outcome.ok(), "an answer to a bad frame is an error", answer);
        return;
    }
    const auto& request = std::get<Request>(parsed);
    const QByteArray params = bytesOf(request.params);
    const QByteArray answer = response(request.id, params);
    const auto answerRead = parseIncoming(answer);
    if (request.id.isNone()) {
        promise(answerRead.ok(), "an answer without id can be read", answer);
        return;
    }
    promise(answerRead.ok() && bytesOf(*std::get<Response>(*answerRead).outcome) == params,
        "an answer holds the result that was put in", answer);
    // A method's name goes into a frame as it is, so only ours are written; the id is written for anyone.
    const QByteArray again = protocol::request(request.id, QLatin1String("m"), params);
    const auto parsedAgain = parseRequest(again);
    promise(std::holds_alternative<Request>(parsedAgain), "what a request was read from can be written again",
        again);
    // A lone surrogate becomes U+FFFD on the way out: the second way changes nothing more.
    const auto& requestAgain = std::get<Request>(parsedAgain);
    promise(bytesOf(requestAgain.params) == params, "params survive", again);
}

void clientReads(const QByteArray& frame)
{
    const auto incoming = parseIncoming(frame);
    promise(incoming.ok() || !incoming.error().message.isEmpty(), "a refused frame is explained", frame);
    if (!incoming)
        return;
    if (const auto* answer = std::get_if<Response>(&*incoming); answer && !answer->outcome) {
        const QByteArray again = errorResponse(answer->id, answer->outcome.error());
        const auto read = parseIncoming(again);
        promise(
            read.ok() && !std::get<Response>(*read).outcome.ok(), "an error survives being passed on", again);
    }
}

} // namespace

void envelope(const uint8_t* data, size_t size)
{
    const QByteArray frame(reinterpret_cast<const char*>(data), qsizetype(size));
    serverReads(frame);
    clientReads(frame);
}

} // namespace madang::fuzz
