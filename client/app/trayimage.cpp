#include "client/app/trayimage.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>
#include <algorithm>

namespace madang::client {

namespace {
constexpr int usualSide = 64;
// The colours of attention of the light theme (Theme.qml), on which any panel's ground may lie.
constexpr QRgb ground = 0xFFB84317;
constexpr QRgb ink = 0xFFFFFFFF;
} // namespace

TrayImage::TrayImage()
    : QQuickImageProvider(QQuickImageProvider::Image)
{
}

QImage TrayImage::requestImage(const QString& id, QSize* size, const QSize& requestedSize)
{
    const int wanted = std::max(requestedSize.width(), requestedSize.height());
    QImage image = paint(id.toInt(), wanted > 0 ? wanted : usualSide);
    if (size)
        *size = image.size();
    return image;
}

QImage TrayImage::paint(int unread, int side)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(QStringLiteral(":/icons/madang.svg")).render(&painter, QRectF(0, 0, side, side));
    if (unread <= 0)
        return image;
    const QString words = unread > 99 ? QStringLiteral("99+") : QString::number(unread);
    QFont font = painter.font();
    font.setPixelSize(std::max(6, side * (words.size() > 2 ? 34 : 44) / 100));
    font.setBold(true);
    painter.setFont(font);
    const qreal height = side * 0.58;
    const qreal width = std::min<qreal>(
        side, std::max<qreal>(height, QFontMetricsF(font).horizontalAdvance(words) + side * 0.2));
    const QRectF badge(side - width, side - height, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgba(ground));
    painter.drawRoundedRect(badge, height / 2, height / 2);
    painter.setPen(QColor::fromRgba(ink));
    painter.drawText(badge, Qt::AlignCenter, words);
    return image;
}

} // namespace madang::client
