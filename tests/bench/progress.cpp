#include "tests/bench/progress.h"

#include "tests/bench/epollloop.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace madang::bench {

namespace {
volatile std::sig_atomic_t stopAsked = 0;
}

Progress::Progress()
    : m_terminal(isatty(STDERR_FILENO) == 1)
    , m_shownAt(steadyNs())
{
}

bool Progress::isDue() const
{
    return steadyNs() - m_shownAt >= (m_terminal ? 250'000'000 : 5'000'000'000);
}

void Progress::show(const std::string& line)
{
    m_shownAt = steadyNs();
    m_open = m_terminal;
    std::fprintf(stderr, m_terminal ? "\r\033[K%s" : "%s\n", line.c_str());
    std::fflush(stderr);
}

void Progress::say(const std::string& line)
{
    if (m_open)
        std::fputs("\r\033[K", stderr);
    m_open = false;
    std::fprintf(stderr, "%s\n", line.c_str());
}

bool interrupted() noexcept
{
    return stopAsked != 0;
}

void catchInterrupts()
{
    struct sigaction action { };
    action.sa_handler = [](int) { stopAsked = 1; };
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace madang::bench
