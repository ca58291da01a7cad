#include "server/acceptor/handshakerequest.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr qsizetype kMaxLine = 8000; // QWebSocketServer gives up at 8 KiB
constexpr int kMaxHeaders = 100; // as does it at a hundred

struct Header {
    QByteArrayView name;
    QByteArrayView value;
};

struct Headers {
    QList<Header> list;

    [[nodiscard]] QList<QByteArrayView> all(QByteArrayView name) const
    {
        QList<QByteArrayView> values;
        for (const Header& header : list) {
            if (header.name.compare(name, Qt::CaseInsensitive) == 0)
                values.append(header.value);
        }
        return values;
    }
    // Where there may be only one: null if there is none.
    [[nodiscard]] QByteArrayView one(QByteArrayView name) const { return all(name).value(0); }
    // The members of a comma-separated list, over all lines of that name (RFC 9110 §5.3).
    [[nodiscard]] QList<QByteArray> members(QByteArrayView name) const
    {
        QList<QByteArray> members;
        for (const QByteArrayView value : all(name)) {
            for (const QByteArray& part : value.toByteArray().split(',')) {
                if (const QByteArray trimmed = part.trimmed(); !trimmed.isEmpty())
                    members.append(trimmed);
            }
        }
        return members;
    }
};

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isPrintable(QByteArrayView text, bool spaces)
{
    return std::all_of(text.begin(), text.end(), [spaces](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte > 0x20 && byte != 0x7F) || (spaces && (c == ' ' || c == '\t'));
    });
}

HttpRefusal bad(QByteArray text)
{
    return {400, std::move(text), {}};
}

std::optional<HttpRefusal> readRequestLine(QByteArrayView line, HandshakeRequest& request)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last == first)
        return bad("This is not HTTP.");
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!std::all_of(method.begin(), method.end(), isTokenCharacter) || !version.startsWith("HTTP/"))
        return bad("This is not HTTP.");
    if (version != "HTTP/1.1")
        return HttpRefusal{505, "HTTP/1.1 is spoken here.", {}};
    if (method != "GET")
        return HttpRefusal{405, "Only GET is answered here.", "Allow: GET"};
    if (!target.startsWith('/') || !isPrintable(target, false))
        return bad("The request's target is not a path.");
    const qsizetype query = target.indexOf('?');
    request.path = target.first(query < 0 ? target.size() : query).toByteArray();
    return std::nullopt;
}

std::optional<HttpRefusal> readHeaders(QByteArrayView lines, Headers& headers)
{
    while (!lines.isEmpty()) {
        const qsizetype end = lines.indexOf("\r\n");
        const QByteArrayView line = lines.first(end < 0 ? lines.size() : end);
        lines = end < 0 ? QByteArrayView() : lines.sliced(end + 2);
        if (line.size() > kMaxLine || headers.list.size() == kMaxHeaders)
            return HttpRefusal{431, "The headers are too large.", {}};
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return bad("A header has no name.");
        const Header header{line.first(colon), line.sliced(colon + 1).trimmed()};
        // A name with a space, a line that continues the one before, a lone line feed: doors for smuggling
        // (RFC 9112 §5).
        if (!std::all_of(header.name.begin(), header.name.end(), isTokenCharacter)
            || !isPrintable(header.value, true))
            return bad("A header is malformed.");
        headers.list.append(header);
    }
    return std::nullopt;
}

bool isUpgrade(const Headers& headers)
{
    const auto connection = headers.members("Connection");
    const bool asked = std::any_of(connection.begin(), connection.end(),
        [](const QByteArray& token) { return token.compare("upgrade", Qt::CaseInsensitive) == 0; });
    return asked && headers.one("Upgrade").compare("websocket", Qt::CaseInsensitive) == 0
        && headers.one("Sec-WebSocket-Version") == "13";
}

// 16 bytes in base 64 (RFC 6455 §4.1, 7).
bool isKey(QByteArrayView key)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(key.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && decoded && decoded.decoded.size() == 16;
}

} // namespace

QByteArray HttpRefusal::toBytes() const
{
    const auto phrase = [](int code) -> QByteArrayView {
        switch (code) {
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Bad Request";
        }
    };
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + ' ' + phrase(status).toByteArray() + "\r\n";
    if (!header.isEmpty())
        bytes += header + "\r\n";
    return bytes + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(text.size() + 1) + "\r\nConnection: close\r\n\r\n" + text + '\n';
}

HandshakeHead readHandshake(QByteArrayView bytes)
{
    // Who does not speak HTTP (a TLS hello on the plain port, a scanner) need not be waited for.
    constexpr QByteArrayView kStart = "GET /";
    const qsizetype known = std::min(bytes.size(), kStart.size());
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0) {
        if (bytes.first(known) != kStart.first(known) && (bytes.contains('\n') || !isPrintable(bytes, true)))
            return bad("This is not HTTP.");
        if (bytes.size() >= HandshakeRequest::kMaxBytes)
            return HttpRefusal{431, "The headers are too large.", {}};
        return HandshakeIncomplete{};
    }
    if (end + 4 > HandshakeRequest::kMaxBytes)
        return HttpRefusal{431, "The headers are too large.", {}};
    // A client has to wait for the answer (RFC 6455 §4.1); QWebSocketServer would swallow what it sends
    // before.
    if (bytes.size() > end + 4)
        return bad("There is data behind the request.");

    const QByteArrayView head = bytes.first(end);
    const qsizetype lineEnd = head.indexOf("\r\n");
    HandshakeRequest request;
    Headers headers;
    if (auto refusal = readRequestLine(head.first(lineEnd < 0 ? end : lineEnd), request))
        return std::move(*refusal);
    if (auto refusal = readHeaders(lineEnd < 0 ? QByteArrayView() : head.sliced(lineEnd + 2), headers))
        return std::move(*refusal);
    for (const char* name : {"Host", "Origin", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}) {
        if (headers.all(name).size() > 1)
            return bad(QByteArray("There are two headers ") + name + '.');
    }
    request.host = headers.one("Host").toByteArray();
    if (request.host.isEmpty())
        return bad("There is no header Host.");
    if (headers.list.end()
        != std::find_if(headers.list.begin(), headers.list.end(), [](const Header& header) {
               return header.name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0
                   || (header.name.compare("Content-Length", Qt::CaseInsensitive) == 0
                       && header.value != "0");
           }))
        return bad("A handshake has no body.");
    if (const auto origins = headers.all("Origin"); !origins.isEmpty())
        request.origin = origins.first().toByteArray();
    request.subprotocols = headers.members("Sec-WebSocket-Protocol");
    request.forwardedFor = headers.members("X-Forwarded-For");
    request.forwardedProto = headers.members("X-Forwarded-Proto").value(0);
    request.forwardedHost = headers.members("X-Forwarded-Host").value(0);
    request.upgrade = isUpgrade(headers);
    if (request.upgrade && !isKey(headers.one("Sec-WebSocket-Key")))
        return bad("Sec-WebSocket-Key is not 16 bytes in base 64.");
    return request;
}

} // namespace madang::server
