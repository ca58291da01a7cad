#include "shared/protocol/envelope.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonParseError>
#include <QtCore/QJsonValue>
#include <cstring>

namespace madang::protocol {

namespace {

enum class Scan { Fine, TooDeep, BadString };

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

// One pass without recursion, before the parser sees the bytes: how deep they nest, and whether a string
// holds what RFC 8259 §7 forbids and QJsonDocument takes, a bare control character or an unknown escape.
Scan scan(const QByteArray& frame, int nesting) noexcept
{
    int depth = 0;
    bool inString = false;
    bool escaped = false;
    for (const char c : frame) {
        if (inString) {
            if (uchar(c) < 0x20 || (escaped && !std::strchr("\"\\/bfnrtu", c)))
                return Scan::BadString;
            if (escaped)
                escaped = false;
            else if (c == '\\')
                escaped = true;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > nesting)
                return Scan::TooDeep;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return Scan::Fine;
}

Error failure(ErrorCode code, QString message)
{
    Error error;
    error.code = code;
    error.message = std::move(message);
    return error;
}

Error invalidRequest(QLatin1String message)
{
    return failure(ErrorCode::InvalidRequest, message);
}

// The object of a frame, as far as both sides agree on what is one.
Result<QJsonObject> parseObject(const QByteArray& frame, int nesting)
{
    switch (scan(frame, nesting)) {
    case Scan::TooDeep: {
        Error error = invalidRequest(QLatin1String("The frame nests too deep."));
        error.limit = nesting;
        return error;
    }
    case Scan::BadString:
        return failure(ErrorCode::ParseError,
            QStringLiteral(
                "The frame is no JSON: a bare control character or an unknown escape in a string."));
    case Scan::Fine:
        break;
    }
    // RFC 8259 §8.1: no byte order mark. QJsonDocument would skip it.
    if (frame.startsWith(kByteOrderMark))
        return failure(
            ErrorCode::ParseError, QStringLiteral("The frame is no JSON: it begins with a byte order mark."));
    // It would also drop one from the front of a string or a name, after it compared the names.
    QByteArray bytes = frame;
    if (bytes.contains(kByteOrderMark))
        bytes.replace(kByteOrderMark, "\\ufeff");
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        return failure(ErrorCode::ParseError,
            QStringLiteral("The frame is no JSON: %1 at byte %2.")
                .arg(parsed.errorString())
                .arg(parsed.offset));
    }
    if (document.isArray())
        return invalidRequest(QLatin1String("Batches are not served: send one object in a frame."));
    return document.object();
}

std::optional<RequestId> readRequestId(const QJsonValue& value)
{
    if (value.isString())
        return RequestId(value.toString());
    qint64 number = 0;
    if (detail::readInteger(value, number))
        return std::nullopt;
    return RequestId(number);
}

bool saysVersion2(const QJsonObject& object)
{
    return object.value(QLatin1String("jsonrpc")) == QLatin1String("2.0");
}

Error readError(const QJsonObject& object)
{
    const QJsonObject data = object.value(QLatin1String("data")).toObject();
    Error error;
    int code = 0;
    error.code = detail::readInteger(object.value(QLatin1String("code")), code) ? ErrorCode::Internal
                                                                                : ErrorCode(code);
    error.message = object.value(QLatin1String("message")).toString();
    error.reason = data.value(QLatin1String("reason")).toString();
    // The code's own word adds nothing.
    if (error.reason == reasonOf(error.code))
        error.reason.clear();
    error.field = data.value(QLatin1String("field")).toString();
    error.incident = data.value(QLatin1String("incident")).toString();
    qint64 number = 0;
    if (!detail::readInteger(data.value(QLatin1String("limit")), number))
        error.limit = number;
    if (!detail::readInteger(data.value(QLatin1String("retry_after_ms")), number))
        error.retryAfterMs = number;
    return error;
}

} // namespace

std::optional<qint64> RequestId::number() const noexcept
{
    const auto* number = std::get_if<qint64>(&m_value);
    return number ? std::optional<qint64>(*number) : std::nullopt;
}

void RequestId::appendTo(QByteArray& out) const
{
    if (const auto* number = std::get_if<qint64>(&m_value))
        json::appendInteger(out, *number);
    else if (const auto* text = std::get_if<QString>(&m_value))
        json::appendString(out, *text);
    else
        out.append("null", 4);
}

std::variant<Request, BadFrame> parseRequest(const QByteArray& frame, int nesting)
{
    auto parsed = parseObject(frame, nesting);
    if (!parsed)
        return BadFrame{std::move(parsed).error(), {}};
    const QJsonObject& object = *parsed;

    Request request;
    const auto id = object.constFind(QLatin1String("id"));
    if (id != object.constEnd()) {
        const auto read = readRequestId(*id);
        if (!read)
            return BadFrame{invalidRequest(QLatin1String("The id must be a string or an integer.")), {}};
        request.id = *read;
    }
    if (!saysVersion2(object))
        return BadFrame{invalidRequest(QLatin1String("The member jsonrpc must be \"2.0\".")), request.id};
    const QJsonValue method = object.value(QLatin1String("method"));
    if (!method.isString())
        return BadFrame{invalidRequest(QLatin1String("The method must be a string.")), request.id};
    request.method = method.toString();
    const auto params = object.constFind(QLatin1String("params"));
    if (params != object.constEnd()) {
        // From here on a frame without id is a notification, which nobody waits for.
        if (!params->isObject()) {
            return BadFrame{Error::invalidParams(QStringLiteral("params"),
                                QStringLiteral("Params are given by name, in an object.")),
                request.id, !request.id.isNone()};
        }
        request.params = params->toObject();
    }
    return request;
}

QByteArray response(const RequestId& id, const QByteArray& result)
{
    QByteArray out;
    out.reserve(result.size() + 64);
    out.append("{\"jsonrpc\":\"2.0\",\"id\":");
    id.appendTo(out);
    out.append(",\"result\":").append(result).append('}');
    return out;
}

QByteArray errorResponse(const RequestId& id, const Error& error)
{
    QByteArray out;
    out.reserve(256);
    out.append("{\"jsonrpc\":\"2.0\",\"id\":");
    id.appendTo(out);
    out.append(",\"error\":{\"code\":");
    json::appendInteger(out, int(error.code));
    out.append(",\"message\":");
    json::appendString(out, error.message);
    out.append(",\"data\":{\"reason\":");
    json::appendString(out, error.reason.isEmpty() ? QString(reasonOf(error.code)) : error.reason);
    if (!error.field.isEmpty()) {
        out.append(",\"field\":");
        json::appendString(out, error.field);
    }
    if (error.limit) {
        out.append(",\"limit\":");
        json::appendInteger(out, *error.limit);
    }
    if (error.retryAfterMs) {
        out.append(",\"retry_after_ms\":");
        json::appendInteger(out, *error.retryAfterMs);
    }
    if (!error.incident.isEmpty()) {
        out.append(",\"incident\":");
        json::appendString(out, error.incident);
    }
    out.append("}}}");
    return out;
}

QByteArray notification(QLatin1String method, const QByteArray& params)
{
    return request({}, method, params);
}

QByteArray request(const RequestId& id, QLatin1String method, const QByteArray& params)
{
    QByteArray out;
    out.reserve(params.size() + method.size() + 64);
    out.append("{\"jsonrpc\":\"2.0\",");
    if (!id.isNone()) {
        out.append("\"id\":");
        id.appendTo(out);
        out.append(',');
    }
    out.append("\"method\":\"").append(method.data(), method.size());
    out.append("\",\"params\":").append(params).append('}');
    return out;
}

Result<Incoming> parseIncoming(const QByteArray& frame, int nesting)
{
    auto parsed = parseObject(frame, nesting);
    if (!parsed)
        return std::move(parsed).error();
    const QJsonObject& object = *parsed;
    if (!saysVersion2(object))
        return invalidRequest(QLatin1String("The member jsonrpc must be \"2.0\"."));

    const QJsonValue method = object.value(QLatin1String("method"));
    if (method.isString()) {
        const QJsonValue params = object.value(QLatin1String("params"));
        if (object.contains(QLatin1String("id")))
            return invalidRequest(QLatin1String("A server sends no requests."));
        if (!params.isObject() && !params.isUndefined())
            return Error::invalidParams(
                QStringLiteral("params"), QStringLiteral("Params are given by name, in an object."));
        return Incoming(Notification{method.toString(), params.toObject()});
    }
    // RFC-like strictness on the id: null where the server could not read what it answers, never absent.
    const QJsonValue id = object.value(QLatin1String("id"));
    const auto requestId = id.isNull() ? std::optional<RequestId>(RequestId()) : readRequestId(id);
    if (!requestId)
        return invalidRequest(QLatin1String("An answer needs the id of its request."));
    const QJsonValue error = object.value(QLatin1String("error"));
    const QJsonValue result = object.value(QLatin1String("result"));
    if (error.isObject() && result.isUndefined())
        return Incoming(Response{*requestId, readError(error.toObject())});
    if (result.isObject() && error.isUndefined())
        return Incoming(Response{*requestId, Body(result.toObject())});
    return invalidRequest(QLatin1String("An answer needs either a result or an error, and that an object."));
}

} // namespace madang::protocol
