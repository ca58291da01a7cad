#pragma once

#include <QtQuick/QQuickImageProvider>

namespace madang::client {

// The icon of the tray: the program's, with the count of what is unread in its corner. Its id is that count.
class TrayImage : public QQuickImageProvider {
public:
    TrayImage();

    QImage requestImage(const QString& id, QSize* size, const QSize& requestedSize) override;
    // For any size; "99+" past 99, which is all that can be read there.
    [[nodiscard]] static QImage paint(int unread, int side);
};

} // namespace madang::client
