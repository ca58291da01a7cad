#pragma once

namespace madang::client {

// Sends everything that Qt and we log to standard error, a line each: time (UTC), level, category,
// text. Qt of some distributions would write to the journal where standard error is no terminal.
void installLog();

} // namespace madang::client
