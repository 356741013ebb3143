// Options that several commands share, read and checked in one place.
#pragma once

#include <string_view>
#include <utility>

#include "cli/command.h"
#include "merge/workplace.h"

namespace caseletters::cli {

[[nodiscard]] Result<merge::Places> places_of(const Arguments& arguments, const Surroundings& surroundings);

// --date, or today. Code: usage.
[[nodiscard]] Result<Date> date_of(const Arguments& arguments, const Surroundings& surroundings);

// --rows: "2-40", or "7" for one row; the first and the last, 0 where it is not given. Code: usage.
[[nodiscard]] Result<std::pair<int, int>> rows_of(const Arguments& arguments);

// How the sheet of cases is read: --sheet, --hidden, --show-names.
[[nodiscard]] sheets::CaseOptions sheet_of(const Arguments& arguments);

// A whole number above nought.
[[nodiscard]] bool read_number(std::string_view text, int& number);

// Says what is wrong with the command line, with --json as a report without letters too; gives exit 2.
merge::Exit refuse_usage(const Diagnostic& problem, Surroundings& surroundings);

// Says why a command could not do its work, with --json as `{"diagnostics": […]}` too; gives `exit`.
merge::Exit refuse(const Diagnostics& problems, merge::Exit exit, const Arguments& arguments,
                   Surroundings& surroundings);

// What is written at `path` may not be one of the files that the command reads: it would be replaced. `what`: "the
// report". Code: usage.
[[nodiscard]] Result<void> check_replaces_none(const std::string& what, const std::string& path,
                                               const std::vector<std::string>& read, const Surroundings& surroundings);

}  // namespace caseletters::cli
