// Options that several commands share, read and checked in one place.
#pragma once

#include "cli/command.h"
#include "merge/workplace.h"

namespace caseletters::cli {

[[nodiscard]] Result<merge::Places> places_of(const Arguments& arguments, const Surroundings& surroundings);

// --date, or today. Code: usage.
[[nodiscard]] Result<Date> date_of(const Arguments& arguments, const Surroundings& surroundings);

// Says what is wrong with the command line, with --json as a report without letters too; gives exit 2.
merge::Exit refuse_usage(const Diagnostic& problem, Surroundings& surroundings);

}  // namespace caseletters::cli
