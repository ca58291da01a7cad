#pragma once

#include <QtCore/QStringView>

namespace madang::protocol {

// Whether a password is among those that attackers try first; letter case makes no difference.
[[nodiscard]] bool isCommonPassword(QStringView password);

} // namespace madang::protocol
