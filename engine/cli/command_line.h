// The command line: which command, which flags, and what is said about a wrong word.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace caseletters::cli {

// Runs one command line (without the program's own name) and gives the exit code of commands.md.
[[nodiscard]] int run(const std::vector<std::string>& words, Surroundings& surroundings);

}  // namespace caseletters::cli
