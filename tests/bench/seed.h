#pragma once

#include "tests/bench/population.h"

#include <functional>
#include <string>

namespace madang::bench {

// Fills the database of a server that does not run (a URL as its --database takes): people, a session each,
// and their rooms, through the server's own repositories, with access tokens signed by the stored key. Ten
// thousand registrations over the wire are minutes of Argon2id that measure nothing of chat. Needs a
// QCoreApplication. False: `problem` says why.
[[nodiscard]] bool seed(const std::string& database, Population& population,
    const std::function<void(const std::string&)>& progress, std::string& problem);

} // namespace madang::bench
