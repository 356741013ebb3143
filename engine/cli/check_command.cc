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
#include "pdf/fonts.h"
#include "pdf/pdf_batch.h"

namespace caseletters::cli {

using merge::Exit;

namespace {

// Backends, versions and fonts: what PDFs can be made with here.
Exit check_pdf(const Arguments& arguments, Surroundings& surroundings) {
  pdf::Tools tools;
  tools.folder = surroundings.typesetter;
  bool usable = false;
  Diagnostics findings;
  auto backends = nlohmann::ordered_json::object();
  for (const auto& [name, engine] :
       {std::pair{"pandoc", pdf::Engine::pandoc}, {"libreoffice", pdf::Engine::libreoffice}}) {
    const auto maker = pdf::make_maker(engine, tools);
    auto missing = maker->missing();
    usable = usable || missing.empty();
    const auto versions = maker->versions();
    backends[name] = {{"usable", missing.empty()}, {"versions", versions}};
    if (!arguments.has("json"))
      fmt::print(surroundings.out, "{:<12} {}{}\n", name, missing.empty() ? "can be used" : "cannot be used",
                 versions.empty() ? "" : fmt::format(": {}", fmt::join(versions, ", ")));
    append(findings, std::move(missing));
  }
  auto fonts = nlohmann::ordered_json::object();
  for (const auto& [wanted, shown] : pdf::usual_fonts()) {
    fonts[wanted] = shown;
    if (!arguments.has("json"))
      fmt::print(surroundings.out, "{:<16} {}\n", wanted, shown.empty() ? "no font at all" : "shown with " + shown);
  }
  if (arguments.has("json")) {
    const nlohmann::ordered_json json{
        {"backends", backends}, {"fonts", fonts}, {"diagnostics", merge::to_json(findings)}};
    print_json(surroundings.out, json);
  } else {
    print_diagnostics(surroundings.out, findings);
  }
  return usable ? Exit::done : Exit::refused;
}

}  // namespace

Exit run_check(const Arguments& arguments, Surroundings& surroundings) {
  if (arguments.has("pdf")) {
    if (!arguments.operands.empty())
      return refuse_usage(error("usage", "--pdf looks at this machine, not at a file", "Leave out the file."),
                          surroundings);
    return check_pdf(arguments, surroundings);
  }
  auto places = places_of(arguments, surroundings);
  if (!places) return refuse_usage(places.error(), surroundings);
  auto date = date_of(arguments, surroundings);
  if (!date) return refuse_usage(date.error(), surroundings);
  merge::CheckOptions options;
  options.places = std::move(*places);
  options.subjects = arguments.operands;
  options.date = *date;
  options.annotate = arguments.one("annotate");
  options.sheet = sheet_of(arguments);
  const auto outcome = merge::check(options, surroundings.files);
  if (outcome.usage) return refuse_usage(outcome.findings.back(), surroundings);
  const auto errors =
      static_cast<int>(std::count_if(outcome.findings.begin(), outcome.findings.end(),
                                     [](const Diagnostic& finding) { return finding.severity == Severity::error; }));
  const int warnings = static_cast<int>(outcome.findings.size()) - errors;
  if (arguments.has("json")) {
    nlohmann::ordered_json json;
    json["checked"] = outcome.checked;
    if (!outcome.annotated.empty()) json["annotated"] = outcome.annotated;
    json["diagnostics"] = merge::to_json(outcome.findings);
    json["totals"] = {{"errors", errors}, {"warnings", warnings}};
    print_json(surroundings.out, json);
  } else {
    print_diagnostics(surroundings.out, outcome.findings);
    if (!arguments.has("quiet")) {
      for (const auto& subject : outcome.checked) fmt::print(surroundings.out, "{}\n", subject);
      fmt::print(surroundings.out, "{}, {}.\n", counted(errors, "error"), counted(warnings, "warning"));
    }
  }
  if (outcome.unusable) return Exit::unusable_input;
  if (outcome.not_written) return Exit::output_failed;
  return errors > 0 ? Exit::refused : Exit::done;
}

}  // namespace caseletters::cli
