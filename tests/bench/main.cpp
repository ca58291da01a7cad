#include "tests/bench/options.h"
#include "tests/bench/processes.h"
#include "tests/bench/progress.h"
#include "tests/bench/report.h"
#include "tests/bench/scenarios.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>
#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace madang::bench;

namespace {

bool write(const Options& options, const Scenarios& scenarios)
{
    if (options.jsonFile == "-") {
        std::puts(json(scenarios.measurements()).c_str());
        return true;
    }
    std::printf("%s\n\n%s", machine().c_str(), table(scenarios.measurements()).c_str());
    if (options.jsonFile.empty())
        return true;
    std::ofstream file(options.jsonFile);
    file << json(scenarios.measurements());
    return bool(file.flush());
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("madang-bench"));
    const OptionsOutcome outcome = readOptions(QCoreApplication::arguments());
    if (!outcome.options) {
        std::fprintf(outcome.exitCode == 0 ? stdout : stderr, "%s\n", outcome.text.c_str());
        return outcome.exitCode;
    }
    // The server's code that fills the data folder logs as in a server; here it would stand in the progress.
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false"));
    catchInterrupts();
    Progress progress;
    if (const auto files = raiseOpenFiles(); files < 12'000)
        progress.say("only " + std::to_string(files)
            + " open files are allowed (ulimit -Hn): 10,000 people need 12,000");
    Scenarios scenarios(*outcome.options, progress);
    const bool complete = scenarios.run();
    if (!complete)
        progress.say("madang-bench: " + scenarios.problem());
    const auto& all = scenarios.measurements();
    if (!all.empty() && !write(*outcome.options, scenarios)) {
        progress.say("madang-bench: cannot write " + outcome.options->jsonFile);
        return 2;
    }
    if (!complete)
        return 2;
    return std::all_of(all.begin(), all.end(), [](const Measurement& m) { return m.clean(); }) ? 0 : 1;
}
