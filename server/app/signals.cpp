#include "server/app/signals.h"

#include <QtCore/QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#else
#include <QtCore/QCoreApplication>
#endif

namespace madang::server {

#ifdef Q_OS_UNIX

namespace {

// A signal handler can only reach what is static. The write end of a pipe is all that it needs.
int g_pipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);
}

} // namespace

SignalWatch::SignalWatch(std::function<void()> stop)
{
    if (::pipe(g_pipe) != 0)
        return;
    for (int end : g_pipe)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(g_pipe[1], F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
    QObject::connect(
        m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [stop = std::move(stop)] {
            char byte = 0;
            if (::read(g_pipe[0], &byte, 1) == 1)
                stop();
        });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

SignalWatch::~SignalWatch()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    for (int& end : g_pipe) {
        ::close(end);
        end = -1;
    }
}

#else

SignalWatch::SignalWatch(std::function<void()>)
{
}
SignalWatch::~SignalWatch() = default;

#endif

} // namespace madang::server
