#pragma once

#include "shared/core/id.h"

#include <QtCore/QString>

namespace madang::client {

// What stands where a picture is missing: the first character of the name, whole (an emoji or a
// decomposed syllable may be several code points), in upper case. Empty for an empty name.
[[nodiscard]] QString initialOf(const QString& name);

// Which of the eight hues of the theme a person or a room has, always the same: 0…7.
template <class Tag> [[nodiscard]] int hueOf(Id<Tag> id) noexcept
{
    return int(id.value() % 8); // the low bits of an id are random
}

} // namespace madang::client
