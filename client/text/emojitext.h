#pragma once

#include <QtCore/QString>

namespace madang::client {

// How many emoji a text is, where it is nothing but 1 to 3 of them (and white space); else 0.
[[nodiscard]] int emojiAlone(QStringView text);

} // namespace madang::client
