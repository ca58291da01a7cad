#include "tests/bench/websocketframes.h"

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>
#include <algorithm>
#include <cctype>
#include <cstring>

namespace madang::bench {

namespace {

bool sameWord(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// The value of a header line, without the blanks around it; empty where there is no such header.
std::string_view headerValue(std::string_view head, std::string_view name)
{
    for (std::size_t at = 0; at < head.size();) {
        const std::size_t end = std::min(head.find("\r\n", at), head.size());
        const std::string_view line = head.substr(at, end - at);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && sameWord(line.substr(0, colon), name)) {
            std::string_view value = line.substr(colon + 1);
            value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
            return value.substr(0, value.find_last_not_of(" \t") + 1);
        }
        at = end + 2;
    }
    return {};
}

ServerFrame broken(std::string_view problem)
{
    ServerFrame frame;
    frame.state = ServerFrame::State::Broken;
    frame.problem = problem;
    return frame;
}

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | std::uint8_t(byte);
    return value;
}

} // namespace

std::string upgradeRequest(std::string_view host, std::string_view path, std::string_view key)
{
    std::string request("GET ");
    request.append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    request.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Protocol: madang.v1\r\nSec-WebSocket-Key: ");
    return request.append(key).append("\r\n\r\n");
}

std::string acceptFor(std::string_view key)
{
    QByteArray text(key.data(), qsizetype(key.size()));
    text.append("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64().toStdString();
}

UpgradeAnswer readUpgradeAnswer(std::string_view bytes, std::string_view expectedAccept)
{
    UpgradeAnswer answer;
    const auto refused = [&answer](std::string_view problem) {
        answer.state = UpgradeAnswer::State::Refused;
        answer.problem = problem;
        return answer;
    };
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return bytes.size() > 16 * 1024 ? refused("the answer to the upgrade has no end") : answer;
    const std::string_view head = bytes.substr(0, end);
    if (!head.starts_with("HTTP/1.1 101"))
        return refused(head.substr(0, head.find("\r\n")));
    if (!sameWord(headerValue(head, "Upgrade"), "websocket"))
        return refused("no Upgrade: websocket");
    if (headerValue(head, "Sec-WebSocket-Accept") != expectedAccept)
        return refused("a wrong Sec-WebSocket-Accept");
    if (headerValue(head, "Sec-WebSocket-Protocol") != "madang.v1")
        return refused("the subprotocol madang.v1 was not chosen");
    answer.state = UpgradeAnswer::State::Accepted;
    answer.consumed = end + 4;
    return answer;
}

void appendClientFrame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t maskingKey)
{
    const auto appendLength = [&out](std::uint64_t length, int bytes) {
        while (bytes-- > 0)
            out.push_back(char(length >> (8 * bytes)));
    };
    out.push_back(char(0x80 | int(opcode)));
    if (payload.size() < 126) {
        out.push_back(char(0x80 | payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.push_back(char(0x80 | 126));
        appendLength(payload.size(), 2);
    } else {
        out.push_back(char(0x80 | 127));
        appendLength(payload.size(), 8);
    }
    // The key in memory order serves as the four bytes of the wire, so whole words can be masked.
    char key[4];
    std::memcpy(key, &maskingKey, 4);
    out.append(key, 4);
    const std::size_t start = out.size();
    out.append(payload);
    char* const data = out.data() + start;
    const std::uint64_t wide = std::uint64_t(maskingKey) << 32 | maskingKey;
    std::size_t at = 0;
    for (; at + 8 <= payload.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, data + at, 8);
        word ^= wide;
        std::memcpy(data + at, &word, 8);
    }
    for (; at < payload.size(); ++at)
        data[at] = char(data[at] ^ key[at & 3]);
}

ServerFrame readServerFrame(std::string_view bytes, std::size_t limit)
{
    ServerFrame frame;
    if (bytes.size() < 2)
        return frame;
    const auto first = std::uint8_t(bytes[0]);
    const auto second = std::uint8_t(bytes[1]);
    const unsigned opcode = first & 0x0f;
    if (first & 0x70)
        return broken("reserved bits without an extension (RFC 6455 §5.2)");
    if (second & 0x80)
        return broken("a masked server frame (RFC 6455 §5.1)");
    if (opcode > 10 || (opcode > 2 && opcode < 8))
        return broken("a reserved opcode (RFC 6455 §5.2)");
    std::size_t header = 2;
    std::uint64_t length = second & 0x7f;
    if (opcode >= 8 && (!(first & 0x80) || length > 125))
        return broken("a fragmented or long control frame (RFC 6455 §5.5)");
    if (length >= 126) {
        const std::size_t wide = length == 126 ? 2 : 8;
        header += wide;
        if (bytes.size() < header)
            return frame;
        length = bigEndian(bytes.substr(2, wide));
        if (length < 126 || (wide == 8 && length <= 0xffff))
            return broken("a length not in its shortest form (RFC 6455 §5.2)");
    }
    if (length > limit)
        return broken("a frame over the limit");
    if (bytes.size() - header < length)
        return frame;
    frame.state = ServerFrame::State::Frame;
    frame.opcode = Opcode(opcode);
    frame.fin = first & 0x80;
    frame.payload = bytes.substr(header, std::size_t(length));
    frame.consumed = header + std::size_t(length);
    return frame;
}

} // namespace madang::bench
