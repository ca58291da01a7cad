#pragma once

#include "client/text/formattedtext.h"

namespace madang::client {

// The marks within lines: one paragraph, or the inside of a quote.
[[nodiscard]] TextBlock inlineBlock(QStringView text, TextBlock::Kind kind, const QSet<QString>& handles);

} // namespace madang::client
