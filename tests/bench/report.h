#pragma once

#include "tests/bench/measurement.h"

#include <string>
#include <vector>

namespace madang::bench {

// What the figures were measured on: processor, cores, memory, kernel, as a line.
[[nodiscard]] std::string machine();
// One column a measurement, one row a figure, and the warnings below; Markdown, so that it can be pasted.
[[nodiscard]] std::string table(const std::vector<Measurement>& measurements);
// The same for programs: {machine, version, measured_at, measurements: […]}; durations in ms, sizes in bytes.
[[nodiscard]] std::string json(const std::vector<Measurement>& measurements);

} // namespace madang::bench
