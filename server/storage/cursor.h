#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>

namespace madang::server {

// Where a page of a list ended, as an opaque string. Forging one shows nothing that the list does not show;
// it is only refused when it makes no sense.
namespace cursor {

// Two numbers, as of (activity, room). `list` is a letter of its own per list.
struct Pair {
    qint64 first = 0;
    qint64 second = 0;
};
[[nodiscard]] QString encode(char list, Pair pair);
[[nodiscard]] QString encode(char list, const QString& text);
// invalid (field "after"): not made by encode() for this list.
[[nodiscard]] Result<Pair> decodePair(char list, const QString& cursor);
[[nodiscard]] Result<QString> decodeText(char list, const QString& cursor);

} // namespace cursor
} // namespace madang::server
