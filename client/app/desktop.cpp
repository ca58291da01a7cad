#include "client/app/desktop.h"

#include "client/app/badge.h"
#include "client/app/options.h"
#include "client/controllers/appcontroller.h"
#include "client/models/roomlistmodel.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>
#include <QtGui/QFileOpenEvent>
#include <QtGui/QGuiApplication>

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

Desktop::Desktop(const DesktopParts& parts, QObject* parent)
    : QObject(parent)
    , m_platform(Platform::make(commandFor(parts.profileFolder)))
    , m_settings(parts.settings, *m_platform.notifier, *m_platform.autostart)
    , m_links(parts.connection, parts.session, parts.rooms, parts.roomsController, parts.conversation)
    , m_notices({parts.people, parts.rooms, parts.router, parts.readMarks, parts.outbox, parts.conversation,
                    m_settings},
          *m_platform.notifier)
    , m_door(parts.profileFolder)
{
    connect(&m_links, &LinkController::refused, &parts.app, &AppController::tellRefused);
    connect(&m_door, &SingleInstance::asked, this, &Desktop::answer);
    if (const Result<void> listening = m_door.listen(); !listening)
        qWarning("Another start cannot reach this one: %s", qPrintable(listening.error().message));
    connect(&m_notices, &NotificationController::opened, this, [this](RoomId room, qint64 seq) {
        m_links.goTo(room, seq);
        raiseWindow();
    });
    // A popup of the window is the window.
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this,
        [this](const QWindow* window) { m_notices.setWindowActive(window != nullptr); });
    RoomListModel* const roomList = &parts.roomList;
    connect(roomList, &RoomListModel::totalUnreadChanged, this,
        [this, roomList] { m_platform.badge->setCount(roomList->totalUnread()); });
    qGuiApp->installEventFilter(this);
}

QVariantMap Desktop::properties()
{
    return {{QStringLiteral("links"), QVariant::fromValue<QObject*>(&m_links)},
        {QStringLiteral("settings"), QVariant::fromValue<QObject*>(&m_settings)}};
}

void Desktop::setWindow(QWindow* window)
{
    m_window = window;
}

void Desktop::answer(const StartRequest& request)
{
    // Where Qt's Wayland plugin looks for it.
    if (!request.activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", request.activationToken);
    if (!request.link.isEmpty())
        m_links.open(request.link);
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
    if (event->type() != QEvent::FileOpen)
        return QObject::eventFilter(watched, event);
    answer({static_cast<QFileOpenEvent*>(event)->url().toString(QUrl::FullyEncoded), {}});
    return true;
}

} // namespace madang::client
