#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

// The few JSON-RPC frames (docs/PROTOCOL.md) that the generator writes and reads a hundred thousand times a
// second. Known frames are scanned as bytes; whatever looks otherwise is parsed as JSON, with the same
// outcome.
namespace madang::bench {

// A moment in ns of the steady clock as the first 16 characters of a text, in hex.
constexpr std::size_t stampLength = 16;
void writeStamp(char* out, std::uint64_t stamp) noexcept;
[[nodiscard]] std::optional<std::uint64_t> readStamp(std::string_view text) noexcept;

struct Incoming {
    enum class Kind {
        Created, // message.created
        Counted, // another event that streams count
        Passing, // typing, presence, deltas: not counted
        Answer, // result
        Refusal, // error
        Unknown, // not JSON-RPC as the contract has it
    };
    Kind kind = Kind::Unknown;
    std::int64_t id = -1; // of Answer and Refusal
    std::int64_t seq = 0; // of Created, and of an Answer that bears a message
    std::uint64_t stamp = 0; // of the same; 0 where the text bears none
    int code = 0; // of Refusal
    std::int64_t retryAfterMs = 0; // of Refusal
    bool slow = false; // it took the JSON parser
};
[[nodiscard]] Incoming readIncoming(std::string_view frame);

// Writes message.send requests of one person into one room.
class SendWriter {
public:
    // `body` characters of text in all, the stamp included.
    SendWriter(std::string_view room, std::size_t body);
    // The whole request; valid until the next call.
    [[nodiscard]] std::string_view write(std::int64_t id, std::uint64_t stamp, std::string_view clientId);

private:
    std::string m_afterId; // from the method to the client id
    std::string m_afterText; // what fills the text, and the end
    std::string m_frame;
};

// UUIDs of version 7 (RFC 9562 §5.7), written without Qt: 30 ns each.
class ClientIds {
public:
    ClientIds();
    [[nodiscard]] std::string_view next(std::int64_t nowMs);

private:
    std::mt19937_64 m_random;
    char m_text[36];
};

} // namespace madang::bench
