#include "merge/due_report.h"

#include <algorithm>

namespace caseletters::merge {
namespace {

using Json = nlohmann::ordered_json;

Json day(const std::optional<Date>& date) {
  return date ? Json(to_iso(*date)) : Json(nullptr);
}

Json to_json(const DueLetter& letter) {
  Json json;
  json["letter"] = letter.letter;
  json["title"] = letter.title;
  json["since"] = day(letter.since);
  json["late"] = letter.late;
  if (!letter.goes_with.empty()) json["with"] = letter.goes_with;
  json["ready"] = !has_errors(letter.diagnostics);
  Json missing = Json::array();
  for (const auto& problem : letter.diagnostics) {
    if (problem.severity == Severity::error && problem.code == "missing-fact") missing.push_back(problem.fact);
  }
  json["missing"] = std::move(missing);
  json["because"] = letter.because;
  json["diagnostics"] = merge::to_json(letter.diagnostics);
  return json;
}

Json to_json(const OpenMatter& matter) {
  Json json;
  json["for"] = matter.kind;
  json["letter"] = matter.letter;
  json["title"] = matter.title;
  json["what"] = matter.words;
  json["until"] = day(matter.until);
  json["late"] = matter.late;
  return json;
}

Json to_json(const NextStep& step) {
  Json json;
  json["on"] = to_iso(step.on);
  json["kind"] = step.kind;
  json["letter"] = step.letter;
  json["title"] = step.title;
  json["what"] = step.words;
  return json;
}

template <class T>
Json list_of(const std::vector<T>& things) {
  Json list = Json::array();
  for (const auto& thing : things) list.push_back(to_json(thing));
  return list;
}

}  // namespace

Json to_json(const CaseDue& due) {
  Json json;
  json["case"] = due.case_id;
  json["judged"] = due.judged;
  json["due"] = list_of(due.letters);
  json["waiting"] = list_of(due.open);
  json["undecided"] = Json::array();
  for (const auto& letter : due.undecided) {
    json["undecided"].push_back({{"letter", letter.letter}, {"title", letter.title}, {"missing", letter.missing}});
  }
  json["next"] = due.ahead.empty() ? Json(nullptr) : to_json(due.ahead.front());
  json["ahead"] = list_of(due.ahead);
  json["diagnostics"] = to_json(due.diagnostics);
  return json;
}

std::string DueReport::finish(const DueOutcome& run) const {
  Json totals;
  totals["cases"] = run.totals.cases;
  totals["due"] = run.totals.due;
  totals["late"] = run.totals.late;
  totals["waiting"] = run.totals.waiting;
  totals["unjudged"] = run.totals.unjudged;
  return "{\"date\":\"" + to_iso(date_) + "\",\n\"cases\":" + cases_.array() +
         ",\n\"diagnostics\":" + to_line(to_json(run.diagnostics)) + ",\n\"totals\":" + to_line(totals) + "}\n";
}

}  // namespace caseletters::merge
