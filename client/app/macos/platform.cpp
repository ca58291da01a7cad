#include "client/app/platform.h"

#include "client/app/trayhost.h"
#include "client/app/unavailable.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace madang::client {

namespace {
// A launch agent of the person's own: launchd runs it at login (launchd.plist(5)).
class LaunchAgent final : public Autostart {
public:
    explicit LaunchAgent(QStringList command)
        : m_command(std::move(command))
    {
    }
    [[nodiscard]] bool exists() const override { return true; }
    [[nodiscard]] bool isOn() const override { return QFile::exists(path()); }
    [[nodiscard]] Result<void> set(bool on) override
    {
        if (!on) {
            if (isOn() && !QFile::remove(path()))
                return Error::unavailable(QStringLiteral("Cannot remove %1.").arg(path()));
            return {};
        }
        QString arguments;
        for (const QString& part : m_command)
            arguments += QLatin1String("<string>") % part.toHtmlEscaped() % QLatin1String("</string>");
        const QString text = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                            "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                                            " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                                            "<plist version=\"1.0\"><dict>\n"
                                            "<key>Label</key><string>org.madang.Madang</string>\n"
                                            "<key>ProgramArguments</key><array>%1</array>\n"
                                            "<key>RunAtLoad</key><true/>\n"
                                            "<key>ProcessType</key><string>Interactive</string>\n"
                                            "</dict></plist>\n")
                                 .arg(arguments);
        QSaveFile file(path());
        if (!QDir().mkpath(QFileInfo(path()).path()) || !file.open(QIODevice::WriteOnly)
            || file.write(text.toUtf8()) < 0 || !file.commit())
            return Error::unavailable(QStringLiteral("Cannot write %1.").arg(path()));
        return {};
    }

private:
    [[nodiscard]] static QString path()
    {
        return QDir::homePath() % QLatin1String("/Library/LaunchAgents/org.madang.Madang.plist");
    }
    QStringList m_command;
};
} // namespace

Platform Platform::make(const QStringList& command)
{
    Platform platform;
    platform.notifier = std::make_unique<NoNotifier>();
    platform.autostart = std::make_unique<LaunchAgent>(command);
    platform.badge = std::make_unique<NoBadge>();
    platform.trayHost = std::make_unique<TrayHost>(true);
    return platform;
}

} // namespace madang::client
