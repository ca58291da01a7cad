#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// The client's half of RFC 6455, as pure functions over bytes.
namespace madang::bench {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// The opening request (§4.1) for `path` on `host` ("127.0.0.1:8080"), offering the subprotocol madang.v1.
// `key` is the base64 of 16 bytes.
[[nodiscard]] std::string upgradeRequest(std::string_view host, std::string_view path, std::string_view key);
// What a server must answer to the key in Sec-WebSocket-Accept (§4.2.2).
[[nodiscard]] std::string acceptFor(std::string_view key);

struct UpgradeAnswer {
    enum class State { More, Accepted, Refused };
    State state = State::More;
    std::size_t consumed = 0; // bytes of the answer, where it is complete
    std::string_view problem; // of Refused: what was wrong
};
// Looks at the bytes that came since the upgrade was asked for.
[[nodiscard]] UpgradeAnswer readUpgradeAnswer(std::string_view bytes, std::string_view expectedAccept);

// Appends one unfragmented client frame, masked with `maskingKey` (§5.3).
void appendClientFrame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t maskingKey);

struct ServerFrame {
    enum class State { More, Frame, Broken };
    State state = State::More;
    Opcode opcode = Opcode::Text;
    bool fin = false;
    std::string_view payload;
    std::size_t consumed = 0; // bytes of the frame with its header
    std::string_view problem; // of Broken: the rule that was broken
};
// Reads the first frame of the bytes. The payload points into them. Broken: masked, reserved bits or opcodes,
// fragmented or long control frames, a length not in its shortest form, or a payload longer than `limit`.
[[nodiscard]] ServerFrame readServerFrame(std::string_view bytes, std::size_t limit);

} // namespace madang::bench
