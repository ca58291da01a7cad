#include "tests/bench/scenarios.h"

#include "tests/bench/load.h"

#include <algorithm>
#include <cstdio>

namespace madang::bench {

namespace {

std::string plain(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

} // namespace

Scenarios::Scenarios(const Options& options, Progress& progress)
    : m_options(options)
    , m_progress(progress)
{
}

bool Scenarios::run()
{
    switch (m_options.command) {
    case Command::Rooms:
        return rooms(m_options.people, m_options.roomSize, m_options.rates);
    case Command::Acks:
        return acks(m_options.people, m_options.roomSize, m_options.inFlight);
    case Command::Set:
        return set();
    }
    return false;
}

void Scenarios::add(Measurement measurement, const Stage& stage, std::string load)
{
    measurement.load = std::move(load);
    measurement.bytesPerConnection = stage.bytesPerConnection();
    measurement.signInsPerSecond = stage.signInsPerSecond();
    char line[200];
    std::snprintf(line, sizeof line,
        "%s: delivered p50 %.2f, p99 %.2f, max %.1f ms; %.0f deliveries/s, %.0f acks/s; %s",
        measurement.load.c_str(), double(measurement.delivery.quantile(0.5)) / 1e6,
        double(measurement.delivery.quantile(0.99)) / 1e6, double(measurement.delivery.max()) / 1e6,
        measurement.deliveriesPerSecond, measurement.answersPerSecond,
        measurement.clean() ? "nothing lost" : "NOT CLEAN, see the table");
    m_progress.say(line);
    m_measurements.push_back(std::move(measurement));
}

bool Scenarios::rooms(int people, int roomSize, const std::vector<double>& rates)
{
    Stage stage(m_progress);
    if (!stage.raise(m_options.setup, people, roomSize)) {
        m_problem = stage.problem();
        return false;
    }
    OpenLoad load(stage.loop(), stage.crowd(), m_progress, stage.server(), m_options.body);
    if (m_options.warmup > 0) {
        // Each room is read from the database once, which is no part of a steady load.
        const double rooms = stage.crowd().population().roomCount();
        const double rate = rates.front();
        (void)load.run(rate, std::max(m_options.warmup, rooms / rate + 1), m_options.drain);
    }
    for (const double rate : rates) {
        Measurement measurement = load.run(rate, m_options.seconds, m_options.drain);
        if (interrupted()) {
            m_problem = "interrupted";
            return false;
        }
        add(std::move(measurement), stage, plain(people) + " online, " + plain(rate) + "/s");
    }
    return true;
}

bool Scenarios::acks(int connections, int roomSize, int inFlight)
{
    Stage stage(m_progress);
    if (!stage.raise(m_options.setup, connections, roomSize)) {
        m_problem = stage.problem();
        return false;
    }
    ClosedLoad load(stage.loop(), stage.crowd(), m_progress, stage.server(), m_options.body);
    Measurement measurement = load.run(inFlight, m_options.seconds, m_options.drain);
    if (interrupted()) {
        m_problem = "interrupted";
        return false;
    }
    add(std::move(measurement), stage, plain(connections) + " × " + plain(inFlight) + " acks");
    return true;
}

// The figures of docs/BENCHMARKS.md, smallest first.
bool Scenarios::set()
{
    m_progress.say(
        "Eight loads of " + plain(m_options.seconds) + " s each, every server on a fresh data folder.");
    return rooms(1000, 10, {500, 2000}) && rooms(10'000, 10, {500, 2000, 5000}) && rooms(5000, 5000, {20, 60})
        && acks(2000, 2, 1);
}

} // namespace madang::bench
