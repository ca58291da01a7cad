#include "server/app/logging.h"

#include <QtCore/QDateTime>
#include <QtCore/QLoggingCategory>
#include <cstdio>

namespace madang::server {

namespace {

const char* word(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info ";
    case QtWarningMsg:
        return "warn ";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "?";
}

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    line.append(' ').append(word(type)).append(' ').append(context.category).append(": ");
    // What came from outside may hold line breaks; an event stays one line.
    for (const char c : text.toUtf8())
        line.append(uchar(c) < 0x20 || c == 0x7F ? ' ' : c);
    line.append('\n');
    // One call, so that lines of several threads do not mix.
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace

void startLogging(const QString& level)
{
    qInstallMessageHandler(writeLine);
    const bool debug = level == QLatin1String("debug");
    const bool info = debug || level == QLatin1String("info");
    const bool warning = info || level == QLatin1String("warning");
    const auto rule = [](const char* what, bool on) {
        return QStringLiteral("*.%1=%2\n").arg(QLatin1String(what), on ? u"true" : u"false");
    };
    QLoggingCategory::setFilterRules(rule("debug", false) + rule("info", info) + rule("warning", warning)
        + QStringLiteral("madang.*.debug=%1\n").arg(debug ? u"true" : u"false"));
}

} // namespace madang::server
