#pragma once

#include <QtCore/QByteArray>
#include <cstdio>
#include <cstdlib>

namespace madang::fuzz {

// Aborts with what was promised; both libFuzzer and CTest take that for a failure.
inline void promise(bool kept, const char* what, const QByteArray& shown = {})
{
    if (kept)
        return;
    std::fprintf(stderr, "Broken promise: %s\n%s\n", what, shown.constData());
    std::abort();
}

} // namespace madang::fuzz
