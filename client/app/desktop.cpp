#include "client/app/desktop.h"

#include "client/app/badge.h"
#include "client/app/options.h"
#include "client/app/trayhost.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>
#include <QtGui/QDesktopServices>
#include <QtGui/QFileOpenEvent>
#include <QtGui/QGuiApplication>
#include <QtQml/QQmlEngine>

namespace madang::client {

namespace {
// By which this program is started again on the same profile.
QStringList commandFor(const QString& profileFolder)
{
    QStringList command{QCoreApplication::applicationFilePath()};
    if (profileFolder != Options::defaultProfile())
        command << QStringLiteral("--profile") << profileFolder;
    return command;
}
} // namespace

Desktop::Desktop(QSettings& settings, const QString& profileFolder, QObject* parent)
    : QObject(parent)
    , m_platform(Platform::make(commandFor(profileFolder)))
    , m_settings(settings, *m_platform.notifier, *m_platform.autostart)
    , m_door(profileFolder)
{
    connect(&m_door, &SingleInstance::asked, this, &Desktop::answer);
    if (const Result<void> listening = m_door.listen(); !listening)
        qWarning("Another start cannot reach this one: %s", qPrintable(listening.error().message));
    // A popup of the window is the window.
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this,
        [this](const QWindow* window) { Q_EMIT windowActiveChanged(window != nullptr); });
    const auto followTray = [this] { m_settings.setTray(m_platform.trayHost->exists()); };
    connect(m_platform.trayHost.get(), &TrayHost::changed, this, followTray);
    followTray();
    connect(&m_tray, &TrayIcon::openAsked, this, &Desktop::raiseWindow);
    connect(&m_tray, &TrayIcon::quitAsked, qGuiApp, &QCoreApplication::quit);
    qGuiApp->installEventFilter(this);
#if defined(Q_OS_ANDROID) || defined(Q_OS_IOS)
    QDesktopServices::setUrlHandler(QStringLiteral("madang"), this, "openUrl");
#endif
}

void Desktop::openUrl(const QUrl& url)
{
    answer({url.toString(QUrl::FullyEncoded), {}});
}

void Desktop::setUnread(int count)
{
    m_platform.badge->setCount(count);
    m_tray.setUnread(count);
}

QVariantMap Desktop::properties()
{
    return {{QStringLiteral("settings"), QVariant::fromValue<QObject*>(&m_settings)}};
}

void Desktop::setWindow(QWindow* window)
{
    m_window = window;
    if (window)
        m_tray.begin(*qmlEngine(window));
    else
        m_tray.end();
}

void Desktop::answer(const StartRequest& request)
{
    // Where Qt's Wayland plugin looks for it.
    if (!request.activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", request.activationToken);
    if (!request.link.isEmpty())
        Q_EMIT linkAsked(request.link);
    raiseWindow();
}

void Desktop::raiseWindow()
{
    if (!m_window)
        return; // it comes to the front as it is made
    if (m_window->windowStates().testFlag(Qt::WindowMinimized))
        m_window->setWindowStates(m_window->windowStates() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->requestActivate();
}

bool Desktop::eventFilter(QObject* watched, QEvent* event)
{
    // The end of the program closes its windows first: this one is not to stay in the tray then.
    if (event->type() == QEvent::Quit && watched == qGuiApp && m_window)
        m_window->setProperty("ending", true);
    if (event->type() != QEvent::FileOpen)
        return QObject::eventFilter(watched, event);
    openUrl(static_cast<QFileOpenEvent*>(event)->url());
    return true;
}

} // namespace madang::client
