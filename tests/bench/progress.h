#pragma once

#include <cstdint>
#include <string>

namespace madang::bench {

// What is going on, on standard error: one line that is rewritten on a terminal, else a line now and then.
class Progress {
public:
    Progress();
    // Whether it is time for the next line; ask before making one.
    [[nodiscard]] bool isDue() const;
    void show(const std::string& line);
    // A line that stays.
    void say(const std::string& line);

private:
    const bool m_terminal;
    std::int64_t m_shownAt;
    bool m_open = false; // a rewritten line stands without its end
};

// Whether Ctrl-C or SIGTERM asked to stop; everything that waits looks.
[[nodiscard]] bool interrupted() noexcept;
void catchInterrupts();

} // namespace madang::bench
