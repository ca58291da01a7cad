#pragma once

#include <QtCore/QString>
#include <optional>

namespace madang {

// What one emoji is, as people see it: a pictograph with or without a skin tone, several that are joined into
// one (families, professions), a flag, a keycap. Unicode Technical Standard #51, Emoji 14, and what is
// reserved for later ones. Pure; the server and its clients ask the same function.
//
// The text in its fully qualified form (U+FE0F after a character that is text unless it says otherwise, and
// after no other), so that one emoji has one form. Nothing where the text is not exactly one emoji.
[[nodiscard]] std::optional<QString> oneEmoji(QStringView text);

} // namespace madang
