#pragma once

#include "server/redis/respvalue.h"
#include "shared/core/error.h"

namespace madang::server {

// An error that Redis answered. `message` keeps what Redis said, `reason` is its first word ("WRONGTYPE", or
// what a script of ours chose). Those that pass by themselves, where nothing was carried out, are
// `unavailable`: LOADING, READONLY, MISCONF, MASTERDOWN, BUSY, OOM, NOREPLICAS, CLUSTERDOWN, TRYAGAIN. All
// others are `internal`. For callers and logs: what a chat client is told is for the caller to choose.
[[nodiscard]] Error errorOf(const RespValue& value);

// Whether the other side is a replica that was a primary once: the address may lead to another one now.
[[nodiscard]] bool asksForReconnect(const RespValue& error);

} // namespace madang::server
