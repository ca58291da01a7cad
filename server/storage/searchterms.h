#pragma once

#include "server/domain/user.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace madang::server {

// How names are compared: compatibility forms composed (NFKC, so that Korean from macOS equals Korean from
// elsewhere), case folded, runs of white space as one space.
[[nodiscard]] QString folded(const QString& text);
// What a person is found by, each term by any of its beginnings: the handle, and the name from each of its
// words.
[[nodiscard]] QStringList searchTerms(const User& user);

} // namespace madang::server
