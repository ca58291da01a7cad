#pragma once

#include <QtCore/QString>

namespace madang::server {

// The text with every half of a surrogate pair that stands alone, U+FFFE and U+FFFF, which are no characters,
// and U+0000 replaced by U+FFFD. Hostile input may hold them; SQLite would take the character after a lone
// half with it, and reads the two others back as U+FFFD anyway; a text of PostgreSQL holds no U+0000.
[[nodiscard]] QString storableText(QString text);

} // namespace madang::server
