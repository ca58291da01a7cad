#include "server/app/application.h"
#include "server/app/logging.h"
#include "server/app/options.h"
#include "server/app/signals.h"
#include "server/eventloop/descriptorlimit.h"
#include "server/eventloop/dispatcher.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QProcessEnvironment>
#include <cstdio>

using namespace madang::server;

namespace {

int fail(const QString& why)
{
    std::fprintf(stderr, "madang-server: %s\n", qPrintable(why));
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    raiseDescriptorLimit();
    if (auto dispatcher = makeDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher.release());
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("madang-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MADANG_VERSION));

    auto invocation = readInvocation(app.arguments(), QProcessEnvironment::systemEnvironment());
    if (!invocation)
        return fail(invocation.error().message);
    if (invocation->what != Invocation::What::Run) {
        std::fputs(qPrintable(invocation->text), stdout);
        return 0;
    }
    startLogging(invocation->options.logLevel);

    Application server(invocation->options);
    const SignalWatch signals([&server] { server.stop(); });
    if (auto started = server.start(); !started)
        return fail(started.error().message);
    return app.exec();
}
