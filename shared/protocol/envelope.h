#pragma once

#include "shared/core/limits.h"
#include "shared/core/result.h"
#include "shared/protocol/decode.h"
#include "shared/protocol/encode.h"

#include <QtCore/QByteArray>
#include <variant>

// JSON-RPC 2.0 frames (https://www.jsonrpc.org/specification), one object in one text frame. All
// functions are pure. Where an object has a member twice, the last one counts.
namespace madang::protocol {

// The id of a request: a string, an integer, or none (then it is a notification and not answered).
class RequestId {
public:
    RequestId() = default;
    RequestId(qint64 number)
        : m_value(number)
    {
    }
    RequestId(QString text)
        : m_value(std::move(text))
    {
    }
    [[nodiscard]] bool isNone() const noexcept { return m_value.index() == 0; }
    // The number, where it is one: what clients of ours use.
    [[nodiscard]] std::optional<qint64> number() const noexcept;
    // "null" for none.
    void appendTo(QByteArray& out) const;
    bool operator==(const RequestId&) const = default;

private:
    std::variant<std::monostate, qint64, QString> m_value;
};

struct Request {
    RequestId id;
    QString method;
    Body params; // empty when absent
};

// A frame that is no request. Where `answer` is set it is answered by errorResponse(id, error).
struct BadFrame {
    Error error;
    RequestId id; // none where it could not be read: answered as null
    bool answer = true;
};

// What the server reads. Neither its depth nor its size can hurt; the caller has checked the size.
[[nodiscard]] std::variant<Request, BadFrame> parseRequest(
    const QByteArray& frame, int nesting = Limits().nesting);

// What the server writes. `result` and `params` are encoded objects.
[[nodiscard]] QByteArray response(const RequestId& id, const QByteArray& result);
[[nodiscard]] QByteArray errorResponse(const RequestId& id, const Error& error);
[[nodiscard]] QByteArray notification(QLatin1String method, const QByteArray& params);
template <class EventStruct> [[nodiscard]] QByteArray notification(const EventStruct& event)
{
    return notification(EventStruct::event, encode(event));
}

// What a client writes: a request, or with RequestId() a notification.
[[nodiscard]] QByteArray request(const RequestId& id, QLatin1String method, const QByteArray& params);
template <class MethodStruct>
[[nodiscard]] QByteArray request(const RequestId& id, const typename MethodStruct::Params& params)
{
    return request(id, MethodStruct::method, encode(params));
}

// What a client reads.
struct Response {
    RequestId id; // none: the server could not read what it answers
    Result<Body> outcome;
};
struct Notification {
    QString method;
    Body params;
};
using Incoming = std::variant<Response, Notification>;

// The OpenRPC document is what nests deepest.
inline constexpr int kServerNesting = 64;
[[nodiscard]] Result<Incoming> parseIncoming(const QByteArray& frame, int nesting = kServerNesting);

} // namespace madang::protocol
