#pragma once

#include <QtCore/QByteArray>

namespace madang::server {

// libsodium made ready; before anything else of it is called. Ends the process where there is no source of
// randomness, since nothing would be safe then. Any thread, any number of times.
void requireSodium();

// Bytes that nobody can foresee.
[[nodiscard]] QByteArray randomBytes(qsizetype size);

} // namespace madang::server
