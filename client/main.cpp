#include "client/app/application.h"
#include "client/app/log.h"
#include "client/app/options.h"
#include "client/app/profile.h"
#include "client/app/quitsignals.h"
#include "client/app/singleinstance.h"

#include <QtGui/QGuiApplication>
#include <cstdio>
#include <cstring>

using namespace madang;
using namespace madang::client;

namespace {
// One that runs answers at once; one that just starts, as soon as its door is open.
constexpr int handOverMs = 3'000;

int fail(const QString& why)
{
    std::fprintf(stderr, "madang: %s\n", qPrintable(why));
    return 1;
}

bool isGiven(int argc, char** argv, const char* option)
{
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], option) == 0)
            return true;
    }
    return false;
}

// Qt ends a program that finds no display by abort().
bool lacksDisplay(int argc, char** argv)
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && !isGiven(argc, argv, "-platform");
#else
    Q_UNUSED(argc)
    Q_UNUSED(argv)
    return false;
#endif
}
} // namespace

int main(int argc, char** argv)
{
    installLog();
    // These two answer without a display.
    if (isGiven(argc, argv, "--help") || isGiven(argc, argv, "--version")) {
        const QString text = isGiven(argc, argv, "--help") ? Options::helpText() : Options::versionText();
        std::fputs(text.toUtf8().constData(), stdout);
        return 0;
    }
    if (lacksDisplay(argc, argv))
        return fail(QStringLiteral("There is no display (DISPLAY and WAYLAND_DISPLAY are not set)."));
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QCoreApplication::setApplicationName(QStringLiteral("madang"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MADANG_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Madang"));
    QGuiApplication::setDesktopFileName(QStringLiteral("madang"));
    QGuiApplication application(argc, argv);

    const Result<Options> options
        = Options::parse(QCoreApplication::arguments(), QProcessEnvironment::systemEnvironment());
    if (!options)
        return fail(options.error().message);
    const auto profile = Profile::open(options->profile);
    const StartRequest request{options->link, qgetenv("XDG_ACTIVATION_TOKEN")};
    if (!profile) {
        const bool inUse = profile.error().code == ErrorCode::Conflict;
        if (inUse && SingleInstance::hand(options->profile, request, handOverMs))
            return 0;
        return fail(profile.error().message);
    }
    const auto client = Application::create(options.value(), *profile.value());
    if (!client)
        return fail(client.error().message);
    const QuitSignals quitSignals;
    client.value()->start(request);
    return QCoreApplication::exec();
}
