#include <fmt/format.h>
#include <fmt/ostream.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/screen.h"
#include "merge/explain.h"
#include "merge/report.h"

namespace caseletters::cli {
namespace {

using merge::Exit;

void print_text(const merge::Explanation& explanation, std::ostream& out) {
  const auto& letter = explanation.letter;
  fmt::print(out, "{}  {}  {}\n", letter.case_id, letter.letter,
             explanation.issued                        ? fmt::format("was issued on {}", to_long(*explanation.issued))
             : letter.status == merge::Status::written ? "can be written"
                                                       : "is refused");
  for (const auto& diagnostic : letter.diagnostics) fmt::print(out, "  {}\n", to_text(diagnostic));
  if (!explanation.companions.empty())
    fmt::print(out, "\nGoes out together with: {}\n", fmt::join(explanation.companions, ", "));
  fmt::print(out, "\nChoices\n");
  for (const auto& choice : explanation.choices) {
    fmt::print(out, "  {}: {}\n    {}\n", choice.name,
               choice.options.empty() ? "(none)" : fmt::format("{}", fmt::join(choice.options, ", ")), choice.how);
    for (const auto& because : choice.because) fmt::print(out, "      {}\n", because);
  }
  fmt::print(out, "\nFacts\n");
  for (const auto& fact : explanation.facts) fmt::print(out, "  {}: {}\n    {}\n", fact.name, fact.value, fact.source);
}

nlohmann::ordered_json to_json(const merge::Explanation& explanation) {
  auto json = merge::to_json(explanation.letter);
  json["companions"] = explanation.companions;
  json["reasons"] = nlohmann::ordered_json::object();
  for (const auto& choice : explanation.choices) {
    json["reasons"][choice.name] = {{"options", choice.options}, {"how", choice.how}, {"because", choice.because}};
  }
  json["facts"] = nlohmann::ordered_json::array();
  for (const auto& fact : explanation.facts) {
    json["facts"].push_back({{"name", fact.name}, {"value", fact.value}, {"source", fact.source}});
  }
  return json;
}

}  // namespace

Exit run_explain(const Arguments& arguments, Surroundings& surroundings) {
  for (const char* needed : {"case", "letter"}) {
    if (!arguments.has(needed)) {
      return refuse_usage(error("usage", fmt::format("explain needs --{}", needed),
                                "Usage: caseletters explain CASES --case ID --letter L"),
                          surroundings);
    }
  }
  auto places = places_of(arguments, surroundings);
  if (!places) return refuse_usage(places.error(), surroundings);
  auto date = date_of(arguments, surroundings);
  if (!date) return refuse_usage(date.error(), surroundings);
  merge::ExplainOptions options;
  options.places = std::move(*places);
  options.places.cases = arguments.operands.front();
  options.case_id = arguments.one("case");
  options.letter = arguments.one("letter");
  options.date = *date;
  options.show_names = arguments.has("show-names");
  options.sheet = sheet_of(arguments);
  const auto explanation = merge::explain(options, surroundings.files);
  if (explanation.letter.letter.empty()) {
    return refuse(explanation.run.diagnostics, explanation.run.exit, arguments, surroundings);
  }
  if (arguments.has("json")) {
    auto json = to_json(explanation);
    for (auto& note : merge::to_json(explanation.run.diagnostics)) json["diagnostics"].push_back(std::move(note));
    print_json(surroundings.out, json);
  } else {
    print_diagnostics(surroundings.err, explanation.run.diagnostics);
    if (!arguments.has("quiet")) print_text(explanation, surroundings.out);
  }
  return explanation.run.exit;
}

}  // namespace caseletters::cli
