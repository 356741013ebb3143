#include "merge/report.h"

namespace caseletters::merge {

using Json = nlohmann::ordered_json;

std::string to_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void JsonLines::add(const Json& entry) {
  lines_ += lines_.empty() ? "\n" : ",\n";
  lines_ += to_line(entry);
}

std::string JsonLines::array() const {
  return "[" + lines_ + (lines_.empty() ? "]" : "\n]");
}

Json to_json(const Diagnostic& diagnostic) {
  Json json;
  json["code"] = diagnostic.code;
  json["severity"] = diagnostic.severity == Severity::error ? "error" : "warning";
  json["message"] = diagnostic.message;
  const auto add = [&json](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  add("hint", diagnostic.hint);
  add("file", diagnostic.file);
  if (diagnostic.line > 0) json["line"] = diagnostic.line;
  add("sheet", diagnostic.sheet);
  add("cell", diagnostic.cell);
  add("letter", diagnostic.letter);
  add("paragraph", diagnostic.paragraph);
  add("fact", diagnostic.fact);
  return json;
}

Json to_json(const Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const auto& diagnostic : diagnostics) list.push_back(to_json(diagnostic));
  return list;
}

const char* word_for(Status status) {
  switch (status) {
    case Status::written:
      return "written";
    case Status::existing:
      return "existing";
    case Status::failed:
      return "failed";
    case Status::refused:
      break;
  }
  return "refused";
}

Json to_json(const LetterOutcome& outcome) {
  Json json;
  json["case"] = outcome.case_id;
  json["letter"] = outcome.letter;
  json["status"] = word_for(outcome.status);
  json["files"] = outcome.files;
  json["choices"] = Json::object();
  for (const auto& [name, options] : outcome.choices) json["choices"][name] = options;
  json["dates"] = Json::object();
  for (const auto& [name, date] : outcome.dates) json["dates"][name] = date;
  json["diagnostics"] = to_json(outcome.diagnostics);
  return json;
}

std::string Report::finish(const RunOutcome& run) const {
  Json totals;
  totals["written"] = run.totals.written;
  totals["refused"] = run.totals.refused;
  totals["existing"] = run.totals.existing;
  totals["failed"] = run.totals.failed;
  return "{\"letters\":" + letters_.array() + ",\n\"diagnostics\":" + to_line(to_json(run.diagnostics)) +
         ",\n\"totals\":" + to_line(totals) + "}\n";
}

}  // namespace caseletters::merge
