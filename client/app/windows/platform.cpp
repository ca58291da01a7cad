#include "client/app/platform.h"

#include "client/app/trayhost.h"
#include "client/app/unavailable.h"

#include <QtCore/QDir>
#include <QtCore/QSettings>

namespace madang::client {

namespace {
const QString runKey = QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
const QString linkKey = QStringLiteral("HKEY_CURRENT_USER\\Software\\Classes\\madang");
const QString valueName = QStringLiteral("Madang");

// As CommandLineToArgvW takes it apart; paths of Windows hold no quotes.
QString commandLine(const QStringList& command)
{
    QStringList parts;
    for (const QString& part : command)
        parts.append(QLatin1Char('"') % QDir::toNativeSeparators(part) % QLatin1Char('"'));
    return parts.join(QLatin1Char(' '));
}

// What Explorer runs when the person logs in.
class RunKey final : public Autostart {
public:
    explicit RunKey(const QStringList& command)
        : m_command(commandLine(command))
    {
    }
    [[nodiscard]] bool exists() const override { return true; }
    [[nodiscard]] bool isOn() const override
    {
        return QSettings(runKey, QSettings::NativeFormat).contains(valueName);
    }
    [[nodiscard]] Result<void> set(bool on) override
    {
        QSettings key(runKey, QSettings::NativeFormat);
        if (on)
            key.setValue(valueName, m_command);
        else
            key.remove(valueName);
        key.sync();
        if (key.status() != QSettings::NoError)
            return Error::unavailable(QStringLiteral("Cannot write to %1.").arg(runKey));
        return {};
    }

private:
    QString m_command;
};

// Windows learns of links from the registry; written at each start, since the program may have been moved.
void registerLinks(const QStringList& command)
{
    QSettings key(linkKey, QSettings::NativeFormat);
    key.setValue(QStringLiteral("."), QStringLiteral("URL:Madang"));
    key.setValue(QStringLiteral("URL Protocol"), QString());
    key.setValue(QStringLiteral("shell/open/command/."),
        QString(commandLine(command.first(1)) % QLatin1String(" \"%1\"")));
}
} // namespace

Platform Platform::make(const QStringList& command)
{
    registerLinks(command);
    Platform platform;
    platform.notifier = std::make_unique<NoNotifier>();
    platform.autostart = std::make_unique<RunKey>(command);
    platform.badge = std::make_unique<NoBadge>();
    platform.trayHost = std::make_unique<TrayHost>(true);
    return platform;
}

} // namespace madang::client
