#include "merge/register_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "merge/case_history.h"
#include "policy/school.h"
#include "register/letter_files.h"

namespace caseletters::merge {
namespace {

using history::Entry;
using Json = nlohmann::ordered_json;

// RFC 4180. A cell that begins as a formula does gets an apostrophe before it, which spreadsheet programs take for
// "text".
std::string csv_cell(const std::string& text) {
  const bool formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
  std::string safe = (formula ? "'" : "") + text;
  if (safe.find_first_of(",;\"\r\n\t'") == std::string::npos) return safe;
  std::string cell = "\"";
  for (const char c : safe) cell.append(c == '"' ? 2 : 1, c);
  return cell + "\"";
}

std::string choices_in_words(const Entry& entry) {
  std::vector<std::string> words;
  for (const auto& chosen : history::choices_of(entry)) {
    words.push_back(fmt::format("{}: {}{}", chosen.choice, fmt::join(chosen.options, " "),
                                chosen.how == "column" ? " (column)" : ""));
  }
  return fmt::format("{}", fmt::join(words, "; "));
}

std::string facts_in_words(const Entry& entry) {
  std::vector<std::string> words;
  for (const auto& [name, value] : history::facts_of(entry)) words.push_back(fmt::format("{}: {}", name, value));
  return fmt::format("{}", fmt::join(words, "; "));
}

std::string decisions_in_words(const Entry& entry) {
  std::vector<std::string> words;
  for (const auto& used : history::decisions_of(entry))
    words.push_back(fmt::format("{}: {}{}{}", used.fact, used.value, used.date.empty() ? "" : " ", used.date));
  return fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace

std::string find_register(const Files& files, const std::string& typed, const std::string& school_file,
                          const policy::Library& library) {
  constexpr std::array<std::string_view, 5> case_files = {"xlsx", "ods", "csv", "json", "xml"};
  const bool is_cases = std::find(case_files.begin(), case_files.end(), file_ending(typed)) != case_files.end();
  if (!typed.empty() && !is_cases && !files.is_folder(typed)) return typed;
  const std::string folder = is_cases ? parent_path(typed) : typed;
  const std::string settings = school_file.empty() ? join_path(folder, "school.xml") : school_file;
  if (files.exists(settings)) {
    const auto schools = policy::load_schools(files, settings, library.schemas);
    if (schools && !schools->register_path.empty()) return schools->register_path;
  }
  return join_path(folder, "register.sqlite");
}

Checked<std::shared_ptr<const history::Ledger>> look_into_register(const Files& files, const std::string& path) {
  if (!files.exists(path)) {
    Diagnostic problem = error("file-missing", "there is no register here",
                               "Name it, or the case file it belongs to. The first letters that are written make it.");
    problem.file = path;
    return fail(Diagnostics{std::move(problem)});
  }
  const auto key = history::read_key(files, history::key_path(path));
  if (!key) return fail(Diagnostics{key.error()});
  auto ledger = load_register(path, key->has_value() ? &**key : nullptr);
  if (!ledger) return fail(Diagnostics{ledger.error()});
  return std::make_shared<const history::Ledger>(std::move(*ledger));
}

std::string standing_of(const history::Ledger::Line& line) {
  if (line.entry.event == "forgotten") return "forgotten";
  if (line.entry.event == "withdrawn") return "withdrawal";
  switch (line.standing) {
    case history::Standing::replaced:
      return "replaced";
    case history::Standing::withdrawn:
      return "withdrawn";
    case history::Standing::in_force:
      break;
  }
  return "issued";
}

Json to_json(const history::Ledger::Line& line) {
  const Entry& entry = line.entry;
  Json json;
  json["number"] = entry.number;
  json["status"] = standing_of(line);
  if (entry.event == "forgotten") {
    json["entries"] = entry.facts;
    return json;
  }
  json["case"] = entry.case_id;
  json["run"] = entry.run;
  json["letter"] = entry.letter;
  json["letter_date"] = entry.letter_date;
  json["written_on"] = entry.written_on;
  const auto add = [&json](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  add("incident", entry.incident);
  add("replaces", entry.event == "issued" ? entry.refers_to : std::string{});
  add("withdraws", entry.event == "withdrawn" ? entry.refers_to : std::string{});
  add("signatory", entry.signatory);
  add("override_reason", entry.override_reason);
  json["choices"] = Json::object();
  for (const auto& chosen : history::choices_of(entry))
    json["choices"][chosen.choice] = {{"options", chosen.options}, {"how", chosen.how}};
  json["sets"] = Json::object();
  for (const auto& [name, value] : history::facts_of(entry)) json["sets"][name] = value;
  json["decisions"] = Json::array();
  for (const auto& used : history::decisions_of(entry))
    json["decisions"].push_back({{"decision", used.fact}, {"value", used.value}, {"date", used.date}});
  json["files"] = Json::array();
  for (const auto& [file, sha256] : history::files_of(entry))
    json["files"].push_back({{"file", file}, {"sha256", sha256}});
  json["policy"] = {{"id", entry.policy}, {"version", entry.policy_version}, {"sha256", entry.policy_sha256}};
  json["template_sha256"] = entry.template_sha256;
  json["facts_hmac"] = entry.facts_hmac.substr(0, entry.facts_hmac.find('\n'));
  json["key_id"] = entry.key_id;
  json["program"] = entry.program;
  return json;
}

std::string to_csv(const history::Ledger& ledger) {
  std::string csv =
      "Number,Status,Case ID,Run,Letter,Letter date,Written on,Incident date,Refers "
      "to,Signatory,Choices,Sets,Decisions,"
      "Override reason,Policy,Policy version,Program,Files,File SHA-256,Template SHA-256,Policy SHA-256,Facts "
      "HMAC,Hash\r\n";
  const auto& chain = ledger.chain();
  for (const auto& line : ledger.lines()) {
    const Entry& entry = line.entry;
    const auto link = std::find_if(chain.begin(), chain.end(),
                                   [&entry](const history::Link& each) { return each.number == entry.number; });
    const std::vector<std::string> cells = {std::to_string(entry.number),
                                            standing_of(line),
                                            entry.case_id,
                                            entry.run,
                                            entry.letter,
                                            entry.letter_date,
                                            entry.written_on,
                                            entry.incident,
                                            entry.event == "forgotten" ? entry.facts : entry.refers_to,
                                            entry.signatory,
                                            choices_in_words(entry),
                                            facts_in_words(entry),
                                            decisions_in_words(entry),
                                            entry.override_reason,
                                            entry.policy,
                                            entry.policy_version,
                                            entry.program,
                                            entry.files,
                                            entry.output_sha256,
                                            entry.template_sha256,
                                            entry.policy_sha256,
                                            entry.facts_hmac,
                                            link == chain.end() ? std::string{} : link->hash};
    for (std::size_t i = 0; i < cells.size(); ++i) csv += (i == 0 ? "" : ",") + csv_cell(cells[i]);
    csv += "\r\n";
  }
  return csv;
}

Diagnostics verify_register(const history::Ledger& ledger, const Files& files, const std::string& head) {
  Diagnostics findings = ledger.findings();
  if (!head.empty() && !ledger.has_head(to_lower(head))) {
    Diagnostic finding =
        error("register-cut-off", "the chain does not hold the head that was named: entries were cut off or changed",
              "Put back the latest whole copy of the register, together with its .key file.");
    finding.file = ledger.path();
    findings.push_back(std::move(finding));
  }
  const std::string key = history::key_path(ledger.path());
  if (!files.exists(key)) {
    Diagnostic finding =
        error("register-key-lost", "the key of the register is not beside it",
              "Put back the copy that was kept with the register. Without it the fact hashes cannot be "
              "compared and the seal at the end cannot be checked; letters, dates and the chain hold as "
              "they are, and the next run makes a new key.");
    finding.file = key;
    findings.push_back(std::move(finding));
  }
  append(findings, history::check_letter_files(ledger, files));
  return findings;
}

}  // namespace caseletters::merge
