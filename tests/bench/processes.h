#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace madang::bench {

// What a process has used, from /proc (proc(5)); zeros where it cannot be read.
struct ProcessUse {
    double cpuSeconds = 0; // user and system
    std::int64_t residentBytes = 0; // now
    std::int64_t peakBytes = 0; // ever
};
[[nodiscard]] ProcessUse useOf(pid_t process);

// Raises the limit of open files to the hard one; gives what it is now.
std::uint64_t raiseOpenFiles();

// A server of our own, on a free loopback port, that ends with us.
class ServerProcess {
public:
    ServerProcess() = default;
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    // Starts `binary --listen 127.0.0.1:PORT --data DIR arguments…`, its output going to `log`, and waits
    // until it takes connections. False: problem() says why, with the log's end.
    [[nodiscard]] bool start(const std::string& binary, const std::string& data, const std::string& log,
        const std::vector<std::string>& arguments);
    // SIGTERM, and SIGKILL if it has not ended 20 s later. Gives whether it ended by itself with 0.
    bool stop();

    [[nodiscard]] pid_t process() const noexcept { return m_process; }
    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] const std::string& problem() const noexcept { return m_problem; }

private:
    bool fail(const std::string& why, const std::string& log);

    pid_t m_process = -1;
    std::uint16_t m_port = 0;
    std::string m_problem;
};

} // namespace madang::bench
