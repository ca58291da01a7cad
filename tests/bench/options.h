#pragma once

#include "tests/bench/stage.h"

#include <QtCore/QStringList>
#include <optional>
#include <string>
#include <vector>

namespace madang::bench {

enum class Command { Rooms, Acks, Set };

struct Options {
    Command command = Command::Set;
    Setup setup;
    int people = 1000; // of rooms; connections of acks
    int roomSize = 10;
    std::vector<double> rates; // messages/s, one run each, one after the other on the same server
    double seconds = 20;
    double warmup = 3;
    double drain = 20;
    int inFlight = 1;
    int body = 200;
    std::string jsonFile; // "-": standard output instead of the table
};

// What the command line asks for. Nothing: `text` is to be printed and the program ends, with `exitCode`.
struct OptionsOutcome {
    std::optional<Options> options;
    std::string text;
    int exitCode = 0;
};
[[nodiscard]] OptionsOutcome readOptions(const QStringList& arguments);

} // namespace madang::bench
