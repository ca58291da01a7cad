#pragma once

#include <QtCore/QString>

namespace madang::client {

// Whether a link may be opened: http, https, mailto and madang, of printable letters, with somewhere to go.
[[nodiscard]] bool isOpenable(QStringView link);

// How long the bare link is that begins at `at` (http://, https://, madang://, mailto: or www.); 0: none.
// What ends a sentence does not belong to it, nor does a Korean particle that follows it directly.
[[nodiscard]] qsizetype bareLinkAt(QStringView text, qsizetype at);

// As it is to be opened: www. becomes https://www.
[[nodiscard]] QString linkTarget(QStringView bare);

} // namespace madang::client
