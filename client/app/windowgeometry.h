#pragma once

class QSettings;
class QWindow;

namespace madang::client {

// Puts the window where it was when the client was last closed, if a screen still shows that place.
void restoreGeometry(QWindow& window, const QSettings& settings);
void rememberGeometry(const QWindow& window, QSettings& settings);
// Keeps the window's property `insets` at what the system draws over its edges. Before Qt 6.9 no system
// tells: a window is then kept clear of it by Qt.
void followInsets(QWindow& window);

} // namespace madang::client
