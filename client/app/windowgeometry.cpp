#include "client/app/windowgeometry.h"

#include <QtCore/QSettings>
#include <QtCore/QVariantMap>
#include <QtGui/QGuiApplication>
#include <QtGui/QScreen>
#include <QtGui/QWindow>

namespace madang::client {

namespace {
const QString geometryKey = QStringLiteral("window/geometry");
const QString maximizedKey = QStringLiteral("window/maximized");
} // namespace

void restoreGeometry(QWindow& window, const QSettings& settings)
{
    const QRect was = settings.value(geometryKey).toRect();
    const auto screens = QGuiApplication::screens();
    for (const QScreen* screen : screens) {
        // The title bar has to be within reach.
        const QRect reach = screen->availableGeometry().intersected(was);
        if (was.isValid() && reach.width() >= 120 && reach.height() >= 80) {
            window.setGeometry(was);
            break;
        }
    }
    if (settings.value(maximizedKey).toBool())
        window.showMaximized();
}

void rememberGeometry(const QWindow& window, QSettings& settings)
{
    // The window is hidden already when the last one was closed: its visibility says nothing any more.
    const bool maximized = window.windowStates().testFlag(Qt::WindowMaximized);
    settings.setValue(maximizedKey, maximized);
    // Of a maximized window the place to return to is not told: the one remembered before stays.
    if (!maximized && !window.windowStates().testFlag(Qt::WindowFullScreen))
        settings.setValue(geometryKey, window.geometry());
}

void followInsets(QWindow& window)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    const auto tell = [&window] {
        const QMargins margins = window.safeAreaMargins();
        window.setProperty("insets",
            QVariantMap{{QStringLiteral("left"), margins.left()}, {QStringLiteral("top"), margins.top()},
                {QStringLiteral("right"), margins.right()}, {QStringLiteral("bottom"), margins.bottom()}});
    };
    QObject::connect(&window, &QWindow::safeAreaMarginsChanged, &window, tell);
    tell();
#else
    Q_UNUSED(window)
#endif
}

} // namespace madang::client
