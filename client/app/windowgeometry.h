#pragma once

class QSettings;
class QWindow;

namespace madang::client {

// Puts the window where it was when the client was last closed, if a screen still shows that place.
void restoreGeometry(QWindow& window, const QSettings& settings);
void rememberGeometry(const QWindow& window, QSettings& settings);

} // namespace madang::client
