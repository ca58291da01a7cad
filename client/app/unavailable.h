#pragma once

#include "client/app/badge.h"
#include "client/controllers/autostart.h"
#include "client/controllers/notifier.h"

namespace madang::client {

// For systems, or versions of Qt, that have no way to do these.
class NoNotifier final : public Notifier {
public:
    [[nodiscard]] bool exists() const override { return false; }
    void show(const Notice&) override { }
    void withdraw(const QString&) override { }
};

class NoBadge final : public Badge {
public:
    void setCount(int) override { }
};

class NoAutostart final : public Autostart {
public:
    [[nodiscard]] bool exists() const override { return false; }
    [[nodiscard]] bool isOn() const override { return false; }
    [[nodiscard]] Result<void> set(bool on) override
    {
        if (on)
            return Error::unavailable(QStringLiteral("This system starts no programs at login."));
        return {};
    }
};

} // namespace madang::client
