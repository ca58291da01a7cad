#pragma once

#include "shared/protocol/shapes.h"

#include <QtCore/QString>

namespace madang::client {

// A system message as a sentence in the language of the interface. No server of this protocol version
// names an event that wants a sentence of its own; for one that is not known here a general one stands.
[[nodiscard]] QString systemText(const protocol::Message& message);

// The text that stands for a message in a list of rooms: one line.
[[nodiscard]] QString previewText(const protocol::Message& message);

} // namespace madang::client
