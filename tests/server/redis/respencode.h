#pragma once

#include "server/redis/respvalue.h"

#include <random>

namespace madang::test {

// The other side of the parser: what a Redis that speaks RESP3 would send for this value.
QByteArray respEncoded(const server::RespValue& value);
// Any value, nested at most so deep. The same for the same seed on every machine.
server::RespValue randomRespValue(std::mt19937& random, int depth);

} // namespace madang::test
