#pragma once

#include "client/controllers/autostart.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace madang::client {

// A desktop entry in $XDG_CONFIG_HOME/autostart (Desktop Application Autostart Specification 0.5).
class XdgAutostart final : public Autostart {
public:
    explicit XdgAutostart(QStringList command);

    [[nodiscard]] bool exists() const override { return true; }
    [[nodiscard]] bool isOn() const override;
    [[nodiscard]] Result<void> set(bool on) override;

    // A command as the key Exec has it (Desktop Entry Specification 1.5, "The Exec key").
    [[nodiscard]] static QString execOf(const QStringList& command);

private:
    [[nodiscard]] static QString path();

    QStringList m_command;
};

} // namespace madang::client
