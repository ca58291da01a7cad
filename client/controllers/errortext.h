#pragma once

#include "shared/core/error.h"

#include <QtCore/QString>

namespace madang::client {

// What happened and what to do, in the language of the interface. A server's own sentence is never
// shown: it is English, and for the log.
[[nodiscard]] QString errorText(const Error& error);

} // namespace madang::client
