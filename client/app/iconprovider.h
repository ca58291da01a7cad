#pragma once

#include <QQuickImageProvider>

namespace madang::client {

/// Draws `image://icon/<name>/<colour>`: the SVG `:/icons/<name>.svg` with its `currentColor` replaced by
/// the colour (a name or hexadecimal digits without the '#', which a URL would take for a fragment).
/// One file thus serves every theme, on the software renderer too. Thread: any; holds no state.
class IconProvider : public QQuickImageProvider {
public:
    IconProvider();

    /// Gives an empty image for an unknown name, which QML reports as a load error.
    /// `requestedSize` is in device pixels; where it is invalid the size of the drawing is taken.
    QImage requestImage(const QString& id, QSize* size, const QSize& requestedSize) override;
};

} // namespace madang::client
