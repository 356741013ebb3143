#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/screen.h"
#include "merge/check.h"
#include "merge/report.h"

namespace caseletters::cli {

using merge::Exit;

Exit run_check(const Arguments& arguments, Surroundings& surroundings) {
  auto places = places_of(arguments, surroundings);
  if (!places) return refuse_usage(places.error(), surroundings);
  auto date = date_of(arguments, surroundings);
  if (!date) return refuse_usage(date.error(), surroundings);
  merge::CheckOptions options;
  options.places = std::move(*places);
  options.subjects = arguments.operands;
  options.date = *date;
  const auto outcome = merge::check(options, surroundings.files);
  if (outcome.usage) return refuse_usage(outcome.findings.back(), surroundings);
  const auto errors =
      static_cast<int>(std::count_if(outcome.findings.begin(), outcome.findings.end(),
                                     [](const Diagnostic& finding) { return finding.severity == Severity::error; }));
  const int warnings = static_cast<int>(outcome.findings.size()) - errors;
  if (arguments.has("json")) {
    nlohmann::ordered_json json;
    json["checked"] = outcome.checked;
    json["diagnostics"] = merge::to_json(outcome.findings);
    json["totals"] = {{"errors", errors}, {"warnings", warnings}};
    surroundings.out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  } else {
    print_diagnostics(surroundings.out, outcome.findings);
    if (!arguments.has("quiet")) {
      for (const auto& subject : outcome.checked) fmt::print(surroundings.out, "{}\n", subject);
      fmt::print(surroundings.out, "{}, {}.\n", counted(errors, "error"), counted(warnings, "warning"));
    }
  }
  if (outcome.unusable) return Exit::unusable_input;
  return errors > 0 ? Exit::refused : Exit::done;
}

}  // namespace caseletters::cli
