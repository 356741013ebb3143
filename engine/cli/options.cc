#include "cli/options.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <charconv>
#include <ostream>

#include "cli/screen.h"
#include "merge/report.h"

namespace caseletters::cli {

Result<merge::Places> places_of(const Arguments& arguments, const Surroundings& surroundings) {
  merge::Places places;
  places.library = surroundings.library;
  places.policy = arguments.one("policy");
  places.school = arguments.one("school");
  places.register_file = arguments.one("register");
  places.map = arguments.one("map");
  // A policy that does not ship is a wrong word on the command line; one that cannot be read is an unusable input.
  const bool bare = places.policy.find('/') == std::string::npos && places.policy.find('.') == std::string::npos;
  if (!places.policy.empty() && bare) {
    if (auto found = merge::find_policy(surroundings.files, places.policy, places.library); !found)
      return fail(found.error());
  }
  return places;
}

Result<Date> date_of(const Arguments& arguments, const Surroundings& surroundings) {
  if (!arguments.has("date")) return surroundings.today;
  if (const auto date = Date::from_iso(arguments.one("date"))) return *date;
  return fail(error("usage", fmt::format("--date takes a date as YYYY-MM-DD, not '{}'", arguments.one("date")),
                    "For 3 November 2026 write --date 2026-11-03."));
}

bool read_number(std::string_view text, int& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() && number > 0;
}

Result<std::pair<int, int>> rows_of(const Arguments& arguments) {
  if (!arguments.has("rows")) return std::pair{0, 0};
  const std::string text = arguments.one("rows");
  const std::string_view view{text};
  const auto dash = view.find('-');
  int first = 0, last = 0;
  bool good = read_number(view.substr(0, dash), first);
  if (dash == std::string_view::npos) {
    last = first;
  } else {
    good = good && read_number(view.substr(dash + 1), last) && first <= last;
  }
  if (good) return std::pair{first, last};
  return fail(error("usage", fmt::format("--rows takes two row numbers, not '{}'", text),
                    "For rows 2 to 40 write --rows 2-40."));
}

sheets::CaseOptions sheet_of(const Arguments& arguments) {
  sheets::CaseOptions options;
  options.sheet = arguments.one("sheet");
  options.hidden = arguments.has("hidden");
  options.show_values = arguments.has("show-names");
  return options;
}

Result<void> check_replaces_none(const std::string& what, const std::string& path, const std::vector<std::string>& read,
                                 const Surroundings& surroundings) {
  for (const auto& one : read) {
    if (one.empty() || !surroundings.files.same_file(path, one)) continue;
    return fail(error("usage", fmt::format("{} would replace {}, which this command reads", what, one),
                      fmt::format("Give {} another name.", what)));
  }
  return {};
}

merge::Exit refuse_usage(const Diagnostic& problem, Surroundings& surroundings) {
  fmt::print(surroundings.err, "caseletters: {}\n", problem.message);
  if (!problem.hint.empty()) fmt::print(surroundings.err, "    {}\n", problem.hint);
  if (surroundings.json) {
    merge::RunOutcome run;
    run.exit = merge::Exit::usage;
    run.diagnostics.push_back(problem);
    surroundings.out << merge::Report{}.finish(run);
  }
  return merge::Exit::usage;
}

merge::Exit refuse(const Diagnostics& problems, merge::Exit exit, const Arguments& arguments,
                   Surroundings& surroundings) {
  print_diagnostics(surroundings.err, problems);
  if (arguments.has("json")) print_json(surroundings.out, {{"diagnostics", merge::to_json(problems)}});
  return exit;
}

}  // namespace caseletters::cli
