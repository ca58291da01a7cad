#pragma once

#include "server/domain/event.h"

#include <QtCore/QByteArrayView>
#include <optional>

namespace madang::server {

// Events as servers tell them to each other. Of an event for a room only the room is told and not its people:
// each server knows those that are its own.
[[nodiscard]] QByteArray encodeEvent(const Event& event);
// Nothing where the bytes are no such event.
[[nodiscard]] std::optional<Event> decodeEvent(const QByteArray& bytes);

} // namespace madang::server
