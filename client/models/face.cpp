#include "client/models/face.h"

#include <QtCore/QTextBoundaryFinder>

namespace madang::client {

QString initialOf(const QString& name)
{
    const QString trimmed = name.trimmed();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, trimmed);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? trimmed.left(end).toUpper() : QString();
}

} // namespace madang::client
