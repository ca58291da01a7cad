#pragma once

#include "tests/server/storage/suites/storagefixture.h"

namespace madang::server {

// Runs every suite of the ports with stores of this kind; gives how many tests failed.
[[nodiscard]] int runAllSuites(const StorageFactory& factory, int argc, char** argv);

} // namespace madang::server
