#pragma once

#include "tests/bench/histogram.h"
#include "tests/bench/ledger.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace madang::bench {

// Everything that one load told, whichever command ran it.
struct Measurement {
    std::string name; // "rooms" or "acks"
    std::string load; // what was asked for, for a person
    int people = 0;
    int roomSize = 0;
    double rate = 0; // messages/s asked for; 0: as many as are answered
    int inFlight = 0;
    int body = 0; // characters of a text
    double seconds = 0; // from the first intended send to the last delivery or answer
    double sendingSeconds = 0; // from the first to the last intended send

    std::int64_t sent = 0;
    std::int64_t acknowledged = 0;
    std::int64_t unanswered = 0;
    std::int64_t answeredAgain = 0; // answers to what was answered, or to another's request
    std::map<int, std::int64_t> refused; // by error code
    std::map<int, int> closings; // connections that ended under load, by close code
    Verdict verdict;

    Histogram delivery; // intended send to each reader
    Histogram answer; // intended send to the sender's answer: durable
    double deliveriesPerSecond = 0;
    double answersPerSecond = 0;

    // The server; zeros where it is not ours
    double serverCpuSeconds = 0;
    std::int64_t residentBytes = 0; // at the end
    std::int64_t peakBytes = 0;
    std::int64_t bytesPerConnection = 0; // resident set, everybody signed in less nobody there
    double signInsPerSecond = 0;

    // The generator
    double ownCpuShare = 0; // of one core, while the load ran
    Histogram sendLag; // from a send's intended time to its write
    Histogram readLag; // how long a ready socket may have waited to be read
    std::vector<std::string> warnings;

    [[nodiscard]] std::int64_t refusals() const noexcept
    {
        std::int64_t all = 0;
        for (const auto& [code, count] : refused)
            all += count;
        return all;
    }
    // The worse of the generator's two delays, at p99: ns.
    [[nodiscard]] std::int64_t ownLagNs() const noexcept
    {
        return std::max(sendLag.quantile(0.99), readLag.quantile(0.99));
    }
    // Nothing lost, doubled, out of order, refused, unanswered or cut off.
    [[nodiscard]] bool clean() const noexcept
    {
        return verdict.clean() && unanswered == 0 && answeredAgain == 0 && refused.empty()
            && closings.empty();
    }
};

} // namespace madang::bench
