#pragma once

#include <QtCore/QString>

namespace madang::server {

// Log lines to standard error from here on: `2026-11-20T16:00:00.123Z info  madang.auth: text`, one line an
// event. Installed since Qt of some distributions writes to the journal when no terminal is there. `level` is
// debug, info, warning or error.
void startLogging(const QString& level);

} // namespace madang::server
