#pragma once

#include "shared/core/id.h"
#include "shared/core/limits.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <vector>

namespace madang::server {

// The emoji on a message and whose they are, packed, so that a message stays cheap to copy and to keep:
//
//   for each emoji, in the order of their first use: size 1 | emoji (UTF-8) | how many 4 | user ids 8 each
//
// big endian; nothing where there is none. lua/append.lua in server/cluster reads and writes the same.
namespace reactions {

// Bounds of the log, on which all servers of a group have to agree.
inline constexpr int differentMost = Limits{}.reactions;
inline constexpr int ownMost = Limits{}.reactionsOwn;
inline constexpr int allMost = 10'000; // of everybody: what one message may weigh
inline constexpr qsizetype emojiMost = 255; // bytes

struct Kind {
    QString emoji;
    qint64 count = 0;
    bool mine = false;
    bool operator==(const Kind&) const = default;
};
// What the reader sees of them. Null: nobody's eyes.
[[nodiscard]] std::vector<Kind> list(const QByteArray& packed, UserId reader = {});

enum class Outcome {
    Changed,
    Same, // it is so already
    TooMany, // different ones
    TooManyOwn,
    TooManyAll,
};
struct Reacted {
    Outcome outcome = Outcome::Same;
    QByteArray packed; // where it changed
};
// Puts the person's emoji there, or takes it back. The emoji has emojiMost bytes at most.
[[nodiscard]] Reacted react(const QByteArray& packed, const QString& emoji, UserId who, bool on);

} // namespace reactions
} // namespace madang::server
