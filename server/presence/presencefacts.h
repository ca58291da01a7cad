#pragma once

#include "server/domain/peers.h"
#include "shared/core/id.h"

#include <compare>
#include <optional>
#include <variant>
#include <vector>

namespace madang::server {

// What the connections of one server show of a person. The highest of all servers counts.
enum class Activity : quint8 { None, Away, Online };

// Whether a person wants to be seen. Said on one device, it holds for all: of two that were said, wherever,
// the later one counts, and of two at once the more private.
struct Wish {
    qint64 stamp = 0; // ms since 1970, or just past the wish before; 0: never said
    bool invisible = false;
    auto operator<=>(const Wish&) const = default;
};

// What one server says of a person: not what changed but how it is there, so that saying it twice does no
// harm.
struct PersonFact {
    UserId user;
    Activity activity = Activity::None;
    Wish wish;
    qint64 seenAt = 0; // ms since 1970, of somebody who is nowhere; 0: unknown
    bool operator==(const PersonFact&) const = default;
};

// Whether a person looks at a room by one of a server's connections.
struct ViewFact {
    RoomId room;
    UserId user;
    bool there = false;
    bool operator==(const ViewFact&) const = default;
};

// Asks one server for everything that it knows by itself.
struct FactRequest {
    PeerId of = 0;
    bool operator==(const FactRequest&) const = default;
};

// A word between servers: a kind and a version in one byte each, then entries of fixed form, big endian.
using PresenceWord = std::variant<std::vector<PersonFact>, std::vector<ViewFact>, FactRequest>;

inline constexpr size_t kFactsPerWord = 500;

[[nodiscard]] QByteArray encode(const PresenceWord& word);
// Nothing where the bytes are of no form that is known here.
[[nodiscard]] std::optional<PresenceWord> decodePresenceWord(const QByteArray& bytes);

} // namespace madang::server
