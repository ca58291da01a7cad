#include "client/app/iconprovider.h"

#include <QColor>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

namespace madang::client {

namespace {

QColor colourFrom(const QString& text)
{
    const QColor named(text);
    return named.isValid() ? named : QColor(QLatin1Char('#') + text);
}

} // namespace

IconProvider::IconProvider()
    : QQuickImageProvider(QQuickImageProvider::Image)
{
}

QImage IconProvider::requestImage(const QString& id, QSize* size, const QSize& requestedSize)
{
    const qsizetype slash = id.indexOf(QLatin1Char('/'));
    const QString name = slash < 0 ? id : id.left(slash);
    const QColor colour = slash < 0 ? QColor(Qt::black) : colourFrom(id.mid(slash + 1));

    QFile file(QLatin1String(":/icons/") + name + QLatin1String(".svg"));
    if (!colour.isValid() || !file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());

    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    // An Image that names only one side of its sourceSize asks for 0 on the other.
    QSize wanted = requestedSize;
    if (wanted.width() <= 0 && wanted.height() <= 0)
        wanted = renderer.defaultSize();
    else if (wanted.width() <= 0)
        wanted.setWidth(wanted.height());
    else if (wanted.height() <= 0)
        wanted.setHeight(wanted.width());

    QImage image(wanted, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter, QRectF(QPointF(), QSizeF(wanted)));
    painter.end();
    if (size)
        *size = wanted;
    return image;
}

} // namespace madang::client
