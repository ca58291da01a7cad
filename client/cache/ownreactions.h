#pragma once

#include "shared/protocol/shapes.h"

namespace madang::client {

// Events are the same for everybody, so reactions in them do not say which are mine; answers to me do. What
// is known of my own is kept when an event comes (docs/PROTOCOL.md, "Done with messages").

// Whether it says of every reaction if it is mine.
[[nodiscard]] bool tellsOwnReactions(const protocol::Message& message);
// The message with what an older or equal version of it knows of my own reactions.
[[nodiscard]] protocol::Message withOwnReactions(protocol::Message message, const protocol::Message& known);
// Whether a version takes the place of one that is known: it is newer, or tells of the same more.
[[nodiscard]] bool supersedes(const protocol::Message& message, const protocol::Message& known);

} // namespace madang::client
