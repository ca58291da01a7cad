#pragma once

#include "server/app/options.h"

#include <memory>

namespace madang::server {

// The composition root: the only place that knows which adapter stands behind which port. On the main thread.
class Application {
public:
    explicit Application(const Options& options);
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    // Opens the database, starts the loops and listens. The error is one line for a person.
    [[nodiscard]] Result<void> start();
    // Drains and then ends QCoreApplication's loop: no new work, everything pending committed and answered,
    // clients told when to come back. A second call ends at once.
    void stop();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::server
