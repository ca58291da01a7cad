#pragma once

#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/core/result.h"
#endif

namespace madang::client {

// Whether the system starts this program when the person logs in. The system is asked each time: people
// change it there, too.
class Autostart {
public:
    virtual ~Autostart() = default;

    // Whether this system knows of such a thing.
    [[nodiscard]] virtual bool exists() const = 0;
    [[nodiscard]] virtual bool isOn() const = 0;
    [[nodiscard]] virtual Result<void> set(bool on) = 0;
};

} // namespace madang::client
