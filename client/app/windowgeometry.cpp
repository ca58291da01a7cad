#include "client/app/windowgeometry.h"

#include <QtCore/QSettings>
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
    const bool maximized = window.visibility() == QWindow::Maximized;
    settings.setValue(maximizedKey, maximized);
    // Of a maximized window the place to return to is not told: the one remembered before stays.
    if (!maximized && window.visibility() != QWindow::FullScreen)
        settings.setValue(geometryKey, window.geometry());
}

} // namespace madang::client
