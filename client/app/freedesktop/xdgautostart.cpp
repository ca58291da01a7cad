#include "client/app/freedesktop/xdgautostart.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>

namespace madang::client {

namespace {
// The escapes of a value of type string, on top of those of the quoting.
QString asValue(QString text)
{
    return text.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('\n'), QLatin1String("\\n"));
}
} // namespace

XdgAutostart::XdgAutostart(QStringList command)
    : m_command(std::move(command))
{
}

QString XdgAutostart::path()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        % QLatin1String("/autostart/madang.desktop");
}

QString XdgAutostart::execOf(const QStringList& command)
{
    QStringList parts;
    for (QString part : command) {
        part.replace(QLatin1Char('%'), QLatin1String("%%"));
        for (const char special : {'\\', '"', '`', '$'})
            part.replace(QLatin1Char(special), QString(QLatin1Char('\\') % QLatin1Char(special)));
        parts.append(QLatin1Char('"') % part % QLatin1Char('"'));
    }
    return asValue(parts.join(QLatin1Char(' ')));
}

bool XdgAutostart::isOn() const
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return false;
    // Desktops switch an entry off by these instead of deleting it.
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QByteArray bare = line.simplified().replace(" ", "").toLower();
        if (bare == "hidden=true" || bare == "x-gnome-autostart-enabled=false")
            return false;
    }
    return true;
}

Result<void> XdgAutostart::set(bool on)
{
    const QString file = path();
    if (!on) {
        if (QFile::exists(file) && !QFile::remove(file))
            return Error::unavailable(QStringLiteral("Cannot remove %1.").arg(file));
        return {};
    }
    QSaveFile entry(file);
    const QString text = QStringLiteral("[Desktop Entry]\n"
                                        "Type=Application\n"
                                        "Name=Madang\n"
                                        "Name[ko]=마당\n"
                                        "Icon=madang\n"
                                        "Exec=%1\n"
                                        "Terminal=false\n")
                             .arg(execOf(m_command));
    if (!QDir().mkpath(QFileInfo(file).path()) || !entry.open(QIODevice::WriteOnly)
        || entry.write(text.toUtf8()) < 0 || !entry.commit())
        return Error::unavailable(QStringLiteral("Cannot write %1.").arg(file));
    return {};
}

} // namespace madang::client
