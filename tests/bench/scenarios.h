#pragma once

#include "tests/bench/measurement.h"
#include "tests/bench/options.h"
#include "tests/bench/progress.h"

#include <string>
#include <vector>

namespace madang::bench {

// What the commands run. Each raises a stage, loads it, and adds to what was measured before it failed, if it
// did.
class Scenarios {
public:
    Scenarios(const Options& options, Progress& progress);
    // False: problem() says why the rest was not measured.
    [[nodiscard]] bool run();
    [[nodiscard]] const std::vector<Measurement>& measurements() const noexcept { return m_measurements; }
    [[nodiscard]] const std::string& problem() const noexcept { return m_problem; }

private:
    [[nodiscard]] bool rooms(int people, int roomSize, const std::vector<double>& rates);
    [[nodiscard]] bool acks(int connections, int roomSize, int inFlight);
    [[nodiscard]] bool set();
    void add(Measurement measurement, const Stage& stage, std::string load);

    const Options& m_options;
    Progress& m_progress;
    std::vector<Measurement> m_measurements;
    std::string m_problem;
};

} // namespace madang::bench
