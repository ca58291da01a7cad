#include "client/app/log.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>
#include <QtCore/QtGlobal>
#include <cstdio>

namespace madang::client {

namespace {
const char* levelName(QtMsgType type) noexcept
{
    switch (type) {
    case QtDebugMsg:
        return "DEBUG";
    case QtInfoMsg:
        return "INFO ";
    case QtWarningMsg:
        return "WARN ";
    case QtCriticalMsg:
        return "ERROR";
    case QtFatalMsg:
        return "FATAL";
    }
    return "?    ";
}

void write(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    line.append(' ').append(levelName(type)).append(' ');
    line.append(context.category ? context.category : "default").append(' ');
    line.append(text.toUtf8()).append('\n');
    // One write a line, so that threads do not mix theirs.
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}
} // namespace

void installLog()
{
    qInstallMessageHandler(write);
}

} // namespace madang::client
