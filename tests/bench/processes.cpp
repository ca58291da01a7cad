#include "tests/bench/processes.h"

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace madang::bench {

namespace {

using namespace std::chrono_literals;

sockaddr_in loopbackAddress(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

// Free a moment ago: whoever starts beside us may take it, which start() then reports.
std::uint16_t freePort()
{
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopbackAddress(0);
    socklen_t size = sizeof address;
    const bool ok = bind(probe, reinterpret_cast<const sockaddr*>(&address), size) == 0
        && getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(probe);
    return ok ? ntohs(address.sin_port) : 0;
}

bool takesConnections(std::uint16_t port)
{
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopbackAddress(port);
    const bool ok = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(probe);
    return ok;
}

std::string endOf(const std::string& file)
{
    std::ifstream in(file);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return text.substr(text.size() > 2000 ? text.size() - 2000 : 0);
}

std::int64_t kilobytesAfter(const std::string& text, const char* key)
{
    const std::size_t at = text.find(key);
    return at == std::string::npos ? 0 : std::strtoll(text.c_str() + at + std::strlen(key), nullptr, 10);
}

} // namespace

ProcessUse useOf(pid_t process)
{
    ProcessUse use;
    const std::string folder = "/proc/" + std::to_string(process);
    std::ifstream stat(folder + "/stat");
    std::string text;
    std::getline(stat, text);
    // The name in parentheses may hold blanks, so count the fields from its end: utime and stime are 14
    // and 15.
    const std::size_t name = text.rfind(')');
    if (name == std::string::npos)
        return use;
    std::istringstream fields(text.substr(name + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    use.cpuSeconds = (user + system) / double(sysconf(_SC_CLK_TCK));
    std::ifstream status(folder + "/status");
    const std::string lines((std::istreambuf_iterator<char>(status)), std::istreambuf_iterator<char>());
    use.residentBytes = kilobytesAfter(lines, "VmRSS:") * 1024;
    use.peakBytes = kilobytesAfter(lines, "VmHWM:") * 1024;
    return use;
}

std::uint64_t raiseOpenFiles()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

ServerProcess::~ServerProcess()
{
    stop();
}

bool ServerProcess::fail(const std::string& why, const std::string& log)
{
    m_problem = why + "\n" + endOf(log);
    stop();
    return false;
}

bool ServerProcess::start(const std::string& binary, const std::string& data, const std::string& log,
    const std::vector<std::string>& arguments)
{
    m_port = freePort();
    std::vector<std::string> words{binary, "--listen", "127.0.0.1:" + std::to_string(m_port), "--data", data};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const pid_t parent = getpid();
    m_process = fork();
    if (m_process == 0) {
        // Only calls that are safe after a fork from here to exec.
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        if (getppid() == parent)
            execv(binary.c_str(), pointers.data());
        _exit(127);
    }
    if (m_process < 0)
        return fail("cannot start a process", log);
    for (int tries = 0; tries < 300; ++tries) {
        int status = 0;
        if (waitpid(m_process, &status, WNOHANG) == m_process) {
            m_process = -1;
            return fail(binary + " ended at once", log);
        }
        if (takesConnections(m_port))
            return true;
        std::this_thread::sleep_for(100ms);
    }
    return fail(binary + " takes no connections after 30 s", log);
}

bool ServerProcess::stop()
{
    if (m_process < 0)
        return true;
    kill(m_process, SIGTERM);
    int status = 0;
    bool ended = false;
    for (int tries = 0; tries < 200 && !ended; ++tries) {
        std::this_thread::sleep_for(100ms);
        ended = waitpid(m_process, &status, WNOHANG) == m_process;
    }
    if (!ended) {
        kill(m_process, SIGKILL);
        waitpid(m_process, &status, 0);
    }
    m_process = -1;
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace madang::bench
