#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/screen.h"
#include "merge/case_history.h"
#include "merge/register_view.h"
#include "merge/report.h"
#include "register/register_file.h"

namespace caseletters::cli {
namespace {

using history::Ledger;
using merge::Exit;
using Json = nlohmann::ordered_json;

constexpr int register_wait = 30;  // seconds for a run that holds the register

// What was asked: a word, a register, and perhaps one case or entry.
struct Question {
  std::string word;
  std::string path;
  std::string typed;    // what was named: the register, or the case file that it belongs to
  std::string subject;  // a case ID, or the number of an entry
};

void print_json(std::ostream& out, const Json& json) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Exit fail_with(const Diagnostics& problems, const Arguments& arguments, Surroundings& surroundings) {
  print_diagnostics(surroundings.err, problems);
  if (arguments.has("json")) print_json(surroundings.out, {{"diagnostics", merge::to_json(problems)}});
  return merge::exit_for_register(problems);
}

// FILE may stand before or behind CASE: the one that is there, or is named like a file, is the file.
Result<Question> read_question(const Arguments& arguments, Surroundings& surroundings) {
  Question question;
  question.word = arguments.operands.front();
  const std::vector<std::string> words = {"list", "show", "verify", "export", "forget"};
  if (std::find(words.begin(), words.end(), question.word) == words.end()) {
    const std::string near = nearest(question.word, words);
    return fail(error(
        "usage", fmt::format("register does not know '{}'", question.word),
        near.empty() ? fmt::format("Its words: {}.", fmt::join(words, ", ")) : fmt::format("Did you mean {}?", near)));
  }
  const bool takes_subject = question.word == "show" || question.word == "forget";
  question.subject = arguments.one("case");
  std::string file = arguments.one("register");
  std::vector<std::string> rest(arguments.operands.begin() + 1, arguments.operands.end());
  const auto is_file = [&](const std::string& name) {
    const std::string ending = file_ending(name);
    return surroundings.files.exists(name) || name.find('/') != std::string::npos || ending == "sqlite" ||
           ending == "xlsx" || ending == "ods" || ending == "csv" || ending == "json" || ending == "xml" ||
           ending == "db";
  };
  if (takes_subject && question.subject.empty() && !rest.empty()) {
    auto subject = rest.begin();
    if (rest.size() > 1 && is_file(rest.front()) && !is_file(rest.back())) subject = rest.begin() + 1;
    const bool only_a_file = rest.size() == 1 && question.word == "show" && is_file(rest.front());
    if (!only_a_file) {
      question.subject = *subject;
      rest.erase(subject);
    }
  }
  if (!rest.empty() && file.empty()) {
    file = rest.front();
    rest.erase(rest.begin());
  }
  if (!rest.empty()) {
    return fail(error("usage",
                      fmt::format("register {} does not know what to do with '{}'", question.word, rest.front()),
                      "Usage: caseletters register list|show|verify|export|forget [CASE] [FILE]"));
  }
  if (question.word == "forget" && question.subject.empty()) {
    return fail(error("usage", "register forget needs the case that is to be forgotten",
                      "Usage: caseletters register forget CASE [FILE]"));
  }
  question.typed = file;
  question.path = merge::find_register(surroundings.files, file, arguments.one("school"), surroundings.library);
  return question;
}

std::string in_words(const std::string& iso) {
  const auto date = Date::from_iso(iso);
  return date ? to_long(*date) : iso;
}

// The entries of a case; where no case is called that, the entry of that number.
std::vector<const Ledger::Line*> lines_about(const Ledger& ledger, const std::string& subject) {
  std::vector<const Ledger::Line*> of_case, numbered;
  for (const auto& line : ledger.lines()) {
    const bool named = line.entry.event != "forgotten" && fold_name(line.entry.case_id) == fold_name(subject);
    if (subject.empty() || named) of_case.push_back(&line);
    if (std::to_string(line.entry.number) == subject) numbered.push_back(&line);
  }
  return of_case.empty() ? numbered : of_case;
}

void print_line(std::ostream& out, const Ledger::Line& line) {
  const auto& entry = line.entry;
  if (entry.event == "forgotten") {
    fmt::print(out, "{}  (forgotten: entries {})\n", entry.number, entry.facts);
    return;
  }
  fmt::print(out, "{}  {}  {}  {}  {}\n", entry.number, entry.case_id, entry.letter, in_words(entry.letter_date),
             merge::standing_of(line));
}

void print_whole(std::ostream& out, const Ledger::Line& line) {
  print_line(out, line);
  const auto& entry = line.entry;
  if (entry.event == "forgotten") return;
  const auto say = [&out](const char* what, const std::string& words) {
    if (!words.empty()) fmt::print(out, "    {}: {}\n", what, words);
  };
  say("Incident", in_words(entry.incident));
  say("Run of the process", entry.run);
  say(entry.event == "withdrawn" ? "Withdraws entry" : "Replaces entry", entry.refers_to);
  say("Signed by", entry.signatory);
  say("Override reason", entry.override_reason);
  for (const auto& chosen : history::choices_of(entry)) {
    fmt::print(out, "    {}: {} ({})\n", chosen.choice,
               chosen.options.empty() ? "none" : fmt::format("{}", fmt::join(chosen.options, ", ")),
               chosen.how == "column" ? "by the column" : "by the " + chosen.how);
  }
  for (const auto& [name, value] : history::facts_of(entry)) say(name.c_str(), in_words(value));
  for (const auto& used : history::decisions_of(entry)) {
    say("Carries out",
        fmt::format("{} {}{}", used.fact, used.value, used.date.empty() ? ", undated" : " of " + in_words(used.date)));
  }
  for (const auto& [file, sha256] : history::files_of(entry)) {
    say("File", file);
    say("SHA-256", sha256);
  }
  say("Policy", fmt::format("{} {} ({:.12})", entry.policy, entry.policy_version, entry.policy_sha256));
  say("Template", entry.template_sha256.substr(0, 12));
  say("Written", fmt::format("{} by caseletters {}", in_words(entry.written_on), entry.program));
}

std::string end_line(const Ledger& ledger) {
  return fmt::format("{}; head {}", counted_entries(static_cast<std::int64_t>(ledger.chain().size())), ledger.head());
}

Exit list_or_show(const Question& question, const Ledger& ledger, const Arguments& arguments,
                  Surroundings& surroundings) {
  const bool whole = question.word == "show";
  Json entries = Json::array();
  const auto lines = lines_about(ledger, question.subject);
  for (const auto* line : lines) {
    if (arguments.has("json")) {
      entries.push_back(merge::to_json(*line));
    } else if (!arguments.has("quiet")) {
      (whole ? print_whole : print_line)(surroundings.out, *line);
    }
  }
  print_diagnostics(surroundings.err, ledger.findings());
  const bool nothing = lines.empty() && !question.subject.empty();
  if (nothing) {
    print_diagnostics(surroundings.err,
                      {error("unknown-case", fmt::format("the register has nothing about '{}'", question.subject))});
  }
  if (arguments.has("json")) {
    print_json(surroundings.out, {{"entries", entries}, {"head", ledger.head()}});
  } else if (!arguments.has("quiet")) {
    fmt::print(surroundings.out, "{}\n", end_line(ledger));
  }
  return nothing || has_errors(ledger.findings()) ? Exit::refused : Exit::done;
}

Exit verify(const Ledger& ledger, const Arguments& arguments, Surroundings& surroundings) {
  const Diagnostics findings = merge::verify_register(ledger, surroundings.files, arguments.one("head"));
  if (arguments.has("json")) {
    print_json(surroundings.out,
               {{"findings", merge::to_json(findings)}, {"entries", ledger.chain().size()}, {"head", ledger.head()}});
  } else {
    print_diagnostics(surroundings.err, findings);
    if (!arguments.has("quiet")) {
      const std::string found = findings.empty() ? std::string{"All is as it was issued."}
                                                 : counted(static_cast<int>(findings.size()), "finding") + ".";
      fmt::print(surroundings.out, "{}\n{}\n", found, end_line(ledger));
    }
  }
  return findings.empty() ? Exit::done : Exit::refused;
}

// The table replaces the file it is written into, so that may be a table only, and none that was asked about.
Result<void> check_export(const Question& question, const Arguments& arguments, const Surroundings& surroundings) {
  if (!arguments.has("out")) return {};
  if (file_ending(arguments.one("out")) != "csv") {
    return fail(error("usage", fmt::format("--out takes the name of a .csv file, not '{}'", arguments.one("out")),
                      "The table replaces that file, so it may be nothing else."));
  }
  return check_replaces_none("the table", arguments.one("out"), {question.path, question.typed}, surroundings);
}

Exit export_csv(const Question& question, const Ledger& ledger, const Arguments& arguments,
                Surroundings& surroundings) {
  if (auto fit = check_export(question, arguments, surroundings); !fit) return refuse_usage(fit.error(), surroundings);
  if (arguments.has("json")) {
    Json entries = Json::array();
    for (const auto& line : ledger.lines()) entries.push_back(merge::to_json(line));
    print_json(surroundings.out, {{"entries", entries}, {"head", ledger.head()}});
    return Exit::done;
  }
  const std::string csv = merge::to_csv(ledger);
  if (!arguments.has("out")) {
    surroundings.out << csv;
    return Exit::done;
  }
  auto written = surroundings.files.make_folder(parent_path(arguments.one("out")));
  if (written) written = surroundings.files.write(arguments.one("out"), csv);
  if (!written) {
    print_diagnostics(surroundings.err, {written.error()});
    return Exit::output_failed;
  }
  if (!arguments.has("quiet")) {
    fmt::print(surroundings.out, "{} written into {}\n",
               counted_entries(static_cast<std::int64_t>(ledger.lines().size())), arguments.one("out"));
  }
  return Exit::done;
}

Exit forget(const Question& question, const Arguments& arguments, Surroundings& surroundings) {
  auto opened = history::RegisterFile::open(surroundings.files, question.path, register_wait);
  if (!opened) return fail_with(opened.error(), arguments, surroundings);
  print_diagnostics(surroundings.err, (*opened)->notes());
  const std::size_t told = (*opened)->notes().size();
  const auto gone = (*opened)->forget(question.subject);
  const Diagnostics& notes = (*opened)->notes();
  print_diagnostics(surroundings.err, {notes.begin() + static_cast<std::ptrdiff_t>(told), notes.end()});
  if (!gone) return fail_with({gone.error()}, arguments, surroundings);
  if (*gone == 0) {
    return [&] {
      const Diagnostics none = {error("unknown-case",
                                      fmt::format("the register has nothing about '{}'", question.subject),
                                      "Check the ID as 'caseletters register list' shows it.")};
      static_cast<void>(fail_with(none, arguments, surroundings));
      return Exit::refused;
    }();
  }
  if (arguments.has("json")) {
    print_json(surroundings.out, {{"forgotten", *gone}, {"head", (*opened)->head()}});
  } else if (!arguments.has("quiet")) {
    fmt::print(
        surroundings.out,
        "{} of the case forgotten; the chain is whole. Its letters' files are yours to delete, and its row to take "
        "out of the workbook:\na row that stays is a new case to the next run, and its letters go out again.\n{}; head "
        "{}\n",
        counted_entries(*gone), counted_entries((*opened)->last_number()), (*opened)->head());
  }
  return Exit::done;
}

}  // namespace

Exit run_register(const Arguments& arguments, Surroundings& surroundings) {
  const auto question = read_question(arguments, surroundings);
  if (!question) return refuse_usage(question.error(), surroundings);
  const auto ledger = merge::look_into_register(surroundings.files, question->path);
  if (!ledger) return fail_with(ledger.error(), arguments, surroundings);
  if (question->word == "verify") return verify(**ledger, arguments, surroundings);
  if (question->word == "export") return export_csv(*question, **ledger, arguments, surroundings);
  if (question->word == "forget") return forget(*question, arguments, surroundings);
  return list_or_show(*question, **ledger, arguments, surroundings);
}

}  // namespace caseletters::cli
