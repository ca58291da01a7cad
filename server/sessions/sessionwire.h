#pragma once

#include "server/auth/revocation.h"
#include "server/sessions/transport.h"
#include "shared/protocol/shapes.h"

namespace madang::server {

[[nodiscard]] protocol::Device toWire(const Device& device);

// How the connections of a session that ended learn of it: the event, a finished frame, and the close code.
[[nodiscard]] QByteArray endingFrame(const Revocation& revocation);
[[nodiscard]] CloseCode closeCodeOf(RevocationReason reason) noexcept;

} // namespace madang::server
